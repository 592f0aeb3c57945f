package org.firenet.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/**
 * What a report tells of a scan, in words and with units: matrix, field of view, scanner, sequence.
 *
 * <p>Nothing of the subject, and of the study nothing but the name of the protocol.
 */
final class ScanFacts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  private ScanFacts() {}

  /**
   * The facts by name.
   *
   * @param image {@code [y, x]} or {@code [z, y, x]}
   * @param images number of images
   * @param coils number of receiver coils, 0 if unknown
   */
  static Map<String, String> of(
      Optional<Shape> image,
      int images,
      int coils,
      Optional<ImageGeometry> geometry,
      ScanMetadata metadata) {
    ScanFacts scan = new ScanFacts();
    image.ifPresent(shape -> scan.addMatrix(shape, images, geometry));
    if (coils > 0) {
      scan.facts.put("Coils", Integer.toString(coils));
    }
    scan.addSequence(metadata);
    scan.addScanner(metadata.scanner());
    return scan.facts;
  }

  private void addMatrix(Shape image, int images, Optional<ImageGeometry> geometry) {
    boolean volume = image.rank() > 2;
    String axes = volume ? " (x × y × z)" : " (x × y)";
    facts.put("Matrix", product(volume, axis -> Integer.toString(image.extent(-1 - axis))) + axes);
    if (images > 1) {
      facts.put("Images", Integer.toString(images));
    }
    if (geometry.isEmpty()) {
      return;
    }
    Vector3 voxel = geometry.get().voxel();
    double[] extents = {voxel.x(), voxel.y(), voxel.z()};
    facts.put(
        "Field of view",
        product(volume, axis -> millimetres(extents[axis] * image.extent(-1 - axis))) + " mm");
    if (volume || !(voxel.z() > 0)) {
      facts.put("Voxel", product(volume, axis -> millimetres(extents[axis])) + " mm");
    } else {
      facts.put("Voxel", product(true, axis -> millimetres(extents[axis])) + " mm");
    }
  }

  private interface Extent {
    String of(int axis);
  }

  private static String product(boolean volume, Extent extent) {
    return IntStream.range(0, volume ? 3 : 2)
        .mapToObj(extent::of)
        .collect(Collectors.joining(" × "));
  }

  private static String millimetres(double value) {
    return NumberText.of(Math.round(100 * value) / 100.0);
  }

  private void addSequence(ScanMetadata metadata) {
    ScanMetadata.Sequence sequence = metadata.sequence();
    metadata.study().protocolName().ifPresent(name -> facts.put("Protocol", name));
    sequence.type().ifPresent(type -> facts.put("Sequence", type));
    put("Repetition time TR", sequence.repetitionTimes(), " ms");
    put("Echo time TE", sequence.echoTimes(), " ms");
    put("Inversion time TI", sequence.inversionTimes(), " ms");
    put("Flip angle", sequence.flipAngles(), "°");
    put("Echo spacing", sequence.echoSpacings(), " ms");
  }

  private void addScanner(ScanMetadata.Scanner scanner) {
    String name =
        scanner.vendor().orElse("")
            + (scanner.model().isPresent() ? " " : "")
            + scanner.model().orElse("");
    if (!name.isBlank()) {
      facts.put("Scanner", name.strip());
    }
    put("Field strength", scanner.fieldStrength(), 1, " T");
    put("Resonance frequency", scanner.resonanceFrequency(), 1e-6, " MHz");
  }

  private void put(String name, OptionalDouble value, double factor, String unit) {
    if (value.isPresent()) {
      double scaled = factor * value.getAsDouble();
      facts.put(name, "%s%s".formatted(trimmed(String.format(Locale.ROOT, "%.4f", scaled)), unit));
    }
  }

  private void put(String name, List<Double> values, String unit) {
    if (!values.isEmpty()) {
      facts.put(name, values.stream().map(NumberText::of).collect(Collectors.joining(", ")) + unit);
    }
  }

  private static String trimmed(String number) {
    return number.replaceAll("\\.?0+$", "");
  }
}
