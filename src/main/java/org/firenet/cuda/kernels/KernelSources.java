package org.firenet.cuda.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firenet.cuda.device.KernelSpecification;

/** Kernels as the jar carries them: sources with all they include, and precompiled ones. */
public final class KernelSources {
  /** The property that, if {@code false}, leaves precompiled kernels aside. */
  public static final String PROPERTY = "firenet.cuda.precompiled";

  private static final Pattern INCLUDE =
      Pattern.compile("^[ \\t]*#[ \\t]*include[ \\t]*\"([^\"]+)\"", Pattern.MULTILINE);

  /**
   * A family and its headers.
   *
   * @param name file name of the source
   * @param text the source
   * @param headers texts of what it includes, and what that includes, by the names in the includes
   */
  public record Source(String name, String text, SortedMap<String, String> headers) {}

  private final ClassLoader loader;
  private final String folder;

  /** Resources of a class loader in a folder, for example {@code org/firenet/cuda/kernels}. */
  public KernelSources(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  /** What FIRENET itself brings. */
  public static KernelSources ofFirenet() {
    return new KernelSources(KernelSources.class.getClassLoader(), "org/firenet/cuda/kernels");
  }

  /**
   * Machine code for several architectures, made when FIRENET was built; empty if it was not, or if
   * it is to be left aside.
   */
  public Optional<byte[]> precompiled(KernelSpecification specification) {
    if (System.getProperty(PROPERTY, "true").equals("false")) {
      return Optional.empty();
    }
    return resource(specification.id() + ".fatbin");
  }

  /**
   * The source of a family.
   *
   * @throws IllegalArgumentException if there is no such family, or something it includes is not
   *     there
   */
  public Source source(String family) {
    String name = family + ".cu";
    String text = text(name, "a family of kernels");
    SortedMap<String, String> headers = new TreeMap<>();
    collect(text, name, headers);
    return new Source(name, text, headers);
  }

  /** Includes for the host's compiler alone are part of no device's source. */
  private void collect(String text, String from, SortedMap<String, String> headers) {
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      String name = include.group(1);
      if (!name.startsWith("host_") && !headers.containsKey(name)) {
        String header = text(name, "what " + from + " includes");
        headers.put(name, header);
        collect(header, name, headers);
      }
    }
  }

  private String text(String name, String purpose) {
    byte[] bytes =
        resource(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "kernels: expected %s, got no %s/%s".formatted(purpose, folder, name)));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Optional<byte[]> resource(String name) {
    try (InputStream in = loader.getResourceAsStream(folder + "/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + "/" + name, e);
    }
  }
}
