package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayWriter;
import org.firenet.io.OutputFile;
import org.firenet.phantom.ScanSimulation;
import picocli.CommandLine.Option;

/** Where a simulated scan goes, and the truth beside it. */
final class SimulatedFiles {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = {
        "K-space: .npy or .cfl, [coil, ky, kx] or [slice, coil, ky, kx], 0 where not sampled; or"
            + " .h5, ISMRMRD raw data."
      })
  private Path output;

  @Option(
      names = {"--truth", "--truth-out"},
      paramLabel = "FILE",
      description = "True image (default: OUT-truth beside OUT).")
  private Path truth;

  @Option(
      names = "--maps-out",
      paramLabel = "FILE",
      description = "Coil sensitivities (default: OUT-maps beside OUT).")
  private Path maps;

  @Option(
      names = "--mask-out",
      paramLabel = "FILE",
      description = "Sampled points (default: OUT-mask beside OUT).")
  private Path mask;

  @Option(
      names = "--bare",
      description = "Do not write truth, maps and mask unless they are named.")
  private boolean bare;

  @Option(
      names = "--precision",
      defaultValue = "single",
      paramLabel = "single|double",
      description = "Numbers of .npy files (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  /** Whether raw data are wanted. */
  boolean isRawData() {
    return extension().equals(".h5");
  }

  /** Where k-space goes. */
  Path output() {
    return output;
  }

  /** What is written beside k-space, by what it is. */
  Map<String, Path> others() {
    Map<String, Path> files = new LinkedHashMap<>();
    put(files, "truth", truth);
    put(files, "maps", maps);
    put(files, "mask", mask);
    return files;
  }

  private void put(Map<String, Path> files, String name, Path given) {
    if (given != null) {
      files.put(name, given);
    } else if (!bare) {
      String file = output.getFileName().toString();
      String stem = file.substring(0, file.length() - extension().length());
      String end = extension().matches("\\.(cfl|hdr)") ? ".cfl" : ".npy";
      files.put(name, output.resolveSibling(stem + "-" + name + end));
    }
  }

  private String extension() {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
  }

  /** Before anything long: what can not be written, or would be written over an input. */
  void check(List<Path> inputs, OutputRecord record) throws IOException {
    List<Path> outputs = new ArrayList<>(List.of(output));
    outputs.addAll(others().values());
    record.check(inputs, outputs);
    if (!isRawData() && !extension().matches("\\.(npy|cfl|hdr)")) {
      throw new IOException(output + ": expected a name ending in .npy, .cfl, .hdr or .h5");
    }
    if (isRawData()) {
      OutputFile.check(output);
    } else {
      ArrayWriter.checkWritable(output);
    }
    for (Path other : others().values()) {
      ArrayWriter.checkWritable(other);
    }
  }

  /** Writes what goes beside k-space; {@code points} are the sampled points of the image's grid. */
  void writeOthers(ScanSimulation simulation, Mask points) throws IOException {
    Shape image = simulation.scan().image();
    List<String> axes = MaskFacts.fileAxes(image);
    Map<String, Path> files = others();
    if (files.containsKey("truth")) {
      writeImages(files.get("truth"), repeated(simulation), axes);
    }
    if (files.containsKey("maps")) {
      write(files.get("maps"), simulation.scan().maps(), named("coil", axes));
    }
    if (files.containsKey("mask")) {
      ArrayWriter.write(files.get("mask"), points, axes);
    }
  }

  /** Writes k-space as an array. */
  void writeKspace(ScanSimulation simulation) throws IOException {
    List<String> axes = named("coil", MaskFacts.fileAxes(simulation.scan().image()));
    writeImages(output, simulation.kspace(), axes);
  }

  /** The truth of every image: of each slice in each repetition. */
  private static ComplexArray repeated(ScanSimulation simulation) {
    int slices = simulation.scan().slices();
    int images = simulation.repetitions() * slices;
    ComplexArray truth = simulation.truth();
    ComplexArray out =
        ComplexArray.zeros(Precision.DOUBLE, simulation.scan().image().prepend(images));
    for (int i = 0; i < images; i++) {
      out.setSlice(i, truth.slice(i % slices));
    }
    return out;
  }

  /** Without the axis of images if there is one only. */
  private void writeImages(Path path, ComplexArray images, List<String> axes) throws IOException {
    if (images.shape().extent(0) == 1) {
      write(path, images.slice(0), axes);
    } else {
      write(path, images, named("slice", axes));
    }
  }

  private void write(Path path, ComplexArray array, List<String> axes) throws IOException {
    ArrayWriter.write(path, array.to(precision), axes);
  }

  private static List<String> named(String first, List<String> axes) {
    List<String> out = new ArrayList<>(axes);
    out.add(0, first);
    return out;
  }
}
