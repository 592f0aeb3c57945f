package org.firenet.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.io.OutputFile;
import org.firenet.network.History;

/**
 * What is needed to know how an output came about, as a JSON file beside it.
 *
 * <p>The keys are always there and in this order: {@code date} (ISO 8601, UTC), {@code arguments},
 * {@code versions}, {@code parameters}, {@code inputs}, {@code backend}, {@code seconds}, {@code
 * histories}, {@code results}, {@code warnings}; within them entries stand in the order in which
 * they were added. NaN and the infinities are null.
 */
public final class RunRecord {
  private static final String EXTENSION = ".run.json";
  private static final String DEVELOPMENT = "development";

  private final String json;

  private RunRecord(String json) {
    this.json = json;
  }

  /** Starts a record of now. */
  public static Builder builder() {
    return new Builder();
  }

  /** Version of this library from its jar; "development" where it does not run from a jar. */
  public static String version() {
    String version = RunRecord.class.getPackage().getImplementationVersion();
    return version == null ? DEVELOPMENT : version;
  }

  /** The content of the file. */
  public String json() {
    return json;
  }

  /**
   * The place of the record of an output: {@code dir/x.run.json} for {@code dir/x.npy} and for
   * {@code dir/x}.
   */
  public static Path beside(Path output) {
    String name = output.getFileName().toString();
    if (name.toLowerCase(Locale.ROOT).endsWith(".nii.gz")) {
      name = name.substring(0, name.length() - ".gz".length());
    }
    int dot = name.lastIndexOf('.');
    return output.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + EXTENSION);
  }

  /**
   * Writes the record {@link #beside} an output, complete or not at all.
   *
   * @return where it was written
   * @throws IOException as {@link OutputFile#write}
   */
  public Path writeBeside(Path output) throws IOException {
    Path path = beside(output);
    OutputFile.write(path, out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    return path;
  }

  /** Collects the content. */
  public static final class Builder {
    private Instant date = Instant.now();
    private List<String> arguments = List.of();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<InputFingerprint> inputs = new ArrayList<>();
    private String backend;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final List<HistorySummary> histories = new ArrayList<>();
    private final Map<String, Object> results = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Builder() {}

    /** Sets the date; by default when the builder was made. */
    public Builder date(Instant value) {
      date = value;
      return this;
    }

    /** Sets the arguments of the command line. */
    public Builder arguments(String... values) {
      arguments = new ArrayList<>(Arrays.asList(values));
      return this;
    }

    /**
     * Adds a parameter.
     *
     * @param value a number, a truth value, text, or an optional, a list, an array, a map or a
     *     record of such; anything else is recorded as its {@code toString}. A map without an order
     *     of its own is sorted by key.
     */
    public Builder parameter(String name, Object value) {
      parameters.put(name, JsonTree.of(value));
      return this;
    }

    /** Adds parameters, each as {@link #parameter}; sorted by name if the map has no order. */
    public Builder parameters(Map<String, ?> values) {
      parameters.putAll(JsonTree.ofMap(values));
      return this;
    }

    /**
     * Adds an input file with its size and SHA-256; reads it once.
     *
     * @throws IOException if it can not be read
     */
    public Builder input(Path path) throws IOException {
      inputs.add(InputFingerprint.of(path));
      return this;
    }

    /** Sets what the backend says of itself. */
    public Builder backend(String description) {
      backend = description;
      return this;
    }

    /** Adds to the seconds that a step took. */
    public Builder time(String step, double value) {
      seconds.merge(step, value, Double::sum);
      return this;
    }

    /** Adds the summary of the history of one image; {@code inner} as {@link HistorySummary#of}. */
    public Builder history(History history, int inner) {
      histories.add(HistorySummary.of(history, inner));
      return this;
    }

    /** Adds a result, such as an error against a truth; values as {@link #parameter}. */
    public Builder result(String name, Object value) {
      results.put(name, JsonTree.of(value));
      return this;
    }

    /** Adds a warning. */
    public Builder warning(String text) {
      warnings.add(text);
      return this;
    }

    /** Puts the record together. */
    public RunRecord build() {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put(
          "date", DateTimeFormatter.ISO_INSTANT.format(date.truncatedTo(ChronoUnit.SECONDS)));
      content.put("arguments", arguments);
      content.put("versions", versions());
      content.put("parameters", parameters);
      content.put("inputs", inputs);
      content.put("backend", backend);
      content.put("seconds", seconds);
      content.put("histories", histories);
      content.put("results", results);
      content.put("warnings", warnings);
      return new RunRecord(JsonTree.print(content));
    }
  }

  /** Versions and the machine. */
  static Map<String, Object> versions() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("firenet", version());
    out.put("java", System.getProperty("java.version"));
    out.put("javaVendor", System.getProperty("java.vendor"));
    out.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    out.put("architecture", System.getProperty("os.arch"));
    out.put("processors", Runtime.getRuntime().availableProcessors());
    return out;
  }
}
