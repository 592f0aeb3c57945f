package org.firenet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.firenet.acquisition.Scan;
import org.firenet.array.Shape;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.SliceStack;
import org.firenet.scan.Vector3;

/** What a scan is, in names and values, for people. */
final class ScanDescription {
  private ScanDescription() {}

  /** Everything that is known and says something. */
  static Map<String, Object> of(Scan scan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", scan.format());
    facts.put("images", images(scan));
    facts.put("coils", scan.coils());
    facts.put("k-space", extents(scan.grid()));
    facts.put("image matrix", extents(scan.imageShape()));
    scan.descriptions()
        .get(0)
        .geometry()
        .ifPresent(geometry -> facts.put("voxel (mm)", text(geometry.voxel())));
    addSpacing(facts, scan);
    addMetadata(facts, scan.metadata());
    scan.userParameters().forEach((name, value) -> facts.put("user " + name, value));
    return facts;
  }

  /** Of several slices, how far apart they lie; their voxel has the thickness. */
  private static void addSpacing(Map<String, Object> facts, Scan scan) {
    SliceStack stack = SliceStack.of(scan.descriptions(), scan.imageShape()).get(0);
    if (scan.imageShape().rank() == 2 && stack.planes().size() > 1) {
      stack
          .geometry()
          .ifPresent(
              geometry -> facts.put("slice spacing (mm)", "%.4g".formatted(geometry.voxel().z())));
      stack.fault().ifPresent(fault -> facts.put("slice spacing (mm)", fault));
    }
  }

  private static void addMetadata(Map<String, Object> facts, ScanMetadata metadata) {
    metadata.study().protocolName().ifPresent(name -> facts.put("protocol", name));
    metadata.scanner().vendor().ifPresent(name -> facts.put("vendor", name));
    metadata.scanner().model().ifPresent(name -> facts.put("model", name));
    metadata.scanner().institution().ifPresent(name -> facts.put("institution", name));
    metadata.scanner().fieldStrength().ifPresent(tesla -> facts.put("field strength (T)", tesla));
    putTimes(facts, "TR (ms)", metadata.sequence().repetitionTimes());
    putTimes(facts, "TE (ms)", metadata.sequence().echoTimes());
    putTimes(facts, "TI (ms)", metadata.sequence().inversionTimes());
    putTimes(facts, "flip angle (deg)", metadata.sequence().flipAngles());
  }

  private static void putTimes(Map<String, Object> facts, String name, List<Double> values) {
    if (!values.isEmpty()) {
      facts.put(name, values.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** How many, and of what: {@code 20 (5 slices, 4 repetitions)}. */
  static String images(Scan scan) {
    Map<String, TreeSet<Integer>> numbers = new LinkedHashMap<>();
    for (ImageDescription image : scan.descriptions()) {
      ImageIndex index = image.index();
      index
          .byName()
          .forEach((name, n) -> numbers.computeIfAbsent(name, k -> new TreeSet<>()).add(n));
    }
    StringBuilder parts = new StringBuilder();
    numbers.forEach(
        (name, set) -> {
          if (set.size() > 1) {
            parts.append(parts.isEmpty() ? "" : ", ").append(set.size()).append(' ').append(name);
            parts.append('s');
          }
        });
    return scan.images() + (parts.isEmpty() ? "" : " (" + parts + ")");
  }

  /** {@code 256 x 192}. */
  static String extents(Shape shape) {
    StringBuilder text = new StringBuilder();
    for (int extent : shape.extents()) {
      text.append(text.isEmpty() ? "" : " x ").append(extent);
    }
    return text.toString();
  }

  /** {@code 1.5 x 1.5 x 5}. */
  static String text(Vector3 vector) {
    return "%.4g x %.4g x %.4g".formatted(vector.x(), vector.y(), vector.z());
  }
}
