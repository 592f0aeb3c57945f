package org.firenet.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.io.OutputDirectory;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.firenet.report.CsvTable;
import org.firenet.report.HtmlReport;
import org.firenet.report.LinkTable;
import org.firenet.report.NumberText;
import org.firenet.report.RunRecord;

/**
 * What an experiment has to show: the page {@code index.html}, the numbers {@code result.json}
 * (keys as {@link RunRecord}), tables as CSV and pictures as PNG.
 *
 * <p>Parameters and a list of the files stand at the end of the page, put there by {@link
 * #writeTo}.
 */
public final class ExperimentOutput {
  /** File name of the page. */
  public static final String PAGE = "index.html";

  /** File name of the numbers. */
  public static final String NUMBERS = "result.json";

  private record NamedFile(String what, byte[] content) {}

  private final HtmlReport.Builder page;
  private final RunRecord.Builder record = RunRecord.builder();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Map<String, NamedFile> files = new LinkedHashMap<>();
  private final List<String> command;
  private double seconds = Double.NaN;

  /** An empty page with the title of an experiment; settings are its first parameters. */
  public ExperimentOutput(Experiment experiment, ExperimentSettings settings) {
    page = HtmlReport.titled(experiment.title()).subtitle(experiment.summary());
    command =
        List.of(
            "firenet",
            "experiment",
            experiment.name(),
            "--size",
            settings.size().toString(),
            "--seed",
            Long.toString(settings.seed()),
            "-o",
            "DIR");
    parameter("size", settings.size());
    parameter("seed", settings.seed());
    parameter("backend", settings.backend());
    parameter("threads", settings.options(Precision.SINGLE).resolvedThreads());
  }

  /** The page, to be written from top to bottom. */
  public HtmlReport.Builder page() {
    return page;
  }

  /** Adds a parameter, for page and numbers; values as {@link RunRecord.Builder#parameter}. */
  public void parameter(String name, Object value) {
    record.parameter(name, value);
    parameters.put(name, value instanceof Double v ? NumberText.of(v) : String.valueOf(value));
  }

  /** Adds a number, or a structure of numbers; values as {@link RunRecord.Builder#result}. */
  public void number(String name, Object value) {
    record.result(name, value);
    numbers.put(name, value);
  }

  /** Adds a number that the reader of the page should see first as well. */
  public void keyNumber(String label, String name, double value) {
    page.keyFigure(label, NumberText.of(value));
    number(name, value);
  }

  /** Adds to the seconds that a step took. */
  public void time(String step, double value) {
    record.time(step, value);
  }

  /** Says that a part could not run here and why. */
  public void leftOut(String part, String why) {
    String text = part + " is left out: " + why;
    leftOut.add(text);
    record.warning(text);
    page.warning(text);
  }

  /**
   * Adds a table as a file.
   *
   * @param file its name, ending in {@code .csv}
   * @param what it holds, a few words
   */
  public void table(String file, String what, CsvTable table) {
    add(file, what, table.text().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a grey picture as a file.
   *
   * @param file its name, ending in {@code .png}
   * @param what it shows, a few words
   * @param image {@code [y, x]}, finite. Not modified.
   */
  public void picture(String file, String what, RealArray image, Window window) {
    add(file, what, PngWriter.png(image, Depth.EIGHT_BIT, window));
  }

  private void add(String file, String what, byte[] content) {
    if (files.put(file, new NamedFile(what, content)) != null) {
      throw new IllegalArgumentException("file: %s is there already".formatted(file));
    }
  }

  /** The numbers so far, by name. */
  public Map<String, Object> numbers() {
    return numbers;
  }

  /** Which parts could not run here, and why. */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Sets how long everything took. */
  void seconds(double value) {
    seconds = value;
    record.time("all", value);
  }

  /**
   * Puts the page together and writes all files; once.
   *
   * @throws IOException if writing fails
   */
  public void writeTo(OutputDirectory.Content.Files out) throws IOException {
    page.section("Parameters").parameters(parameters);
    if (Double.isFinite(seconds)) {
      page.paragraph("Computed in %s s with".formatted(NumberText.of(seconds)));
    }
    page.code(String.join(" ", command));
    LinkTable links = LinkTable.of("file", "holds");
    links.row(NUMBERS, NUMBERS, "every number, parameter, version and time");
    files.forEach((name, file) -> links.row(name, name, file.what));
    page.section("Files").add(links);
    byte[] html = page.build().html().getBytes(StandardCharsets.UTF_8);
    out.write(PAGE, stream -> stream.write(html));
    byte[] json =
        record
            .arguments(command.subList(1, command.size() - 2).toArray(String[]::new))
            .build()
            .json()
            .getBytes(StandardCharsets.UTF_8);
    out.write(NUMBERS, stream -> stream.write(json));
    for (Map.Entry<String, NamedFile> file : files.entrySet()) {
      out.write(file.getKey(), stream -> stream.write(file.getValue().content));
    }
  }
}
