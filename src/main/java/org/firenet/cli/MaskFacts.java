package org.firenet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.mri.CalibrationRegion;
import org.firenet.sampling.DasFourier;
import org.firenet.sampling.DasWalsh;
import org.firenet.sampling.FullReadout;
import org.firenet.sampling.SamplingLevel;
import org.firenet.sampling.SamplingPattern;

/** What there is to say of a mask: exact counts. */
final class MaskFacts {
  private MaskFacts() {}

  /** By name, for JSON. */
  static Map<String, Object> of(Mask mask) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("shape", mask.shape().extents());
    facts.put("points", mask.shape().count());
    facts.put("samples", mask.samples());
    facts.put("fraction", mask.fraction());
    facts.put("acceleration", 1 / mask.fraction());
    facts.put("calibration", calibration(mask));
    for (int axis = 0; axis < mask.shape().rank(); axis++) {
      if (isLinesAlong(mask, axis)) {
        facts.put("lines", mask.samples() / (mask.shape().count() / mask.shape().extent(axis)));
        facts.put("lines along", axisNames(mask.shape()).get(axis));
      }
    }
    return facts;
  }

  /** For the console. */
  static List<String> lines(Mask mask) {
    Map<String, Object> facts = of(mask);
    List<String> lines = new ArrayList<>();
    lines.add(
        "sampled     %d of %d points (%.2f %%, %.2f-fold)"
            .formatted(
                mask.samples(), mask.shape().count(), 100 * mask.fraction(), 1 / mask.fraction()));
    if (facts.containsKey("lines")) {
      int axis = axisNames(mask.shape()).indexOf(facts.get("lines along"));
      lines.add(
          "lines       %s of %d along %s"
              .formatted(facts.get("lines"), mask.shape().extent(axis), facts.get("lines along")));
    }
    lines.add("calibration " + calibrationText(mask));
    return lines;
  }

  /** Counts per level of a pattern in levels; none of others. */
  static List<SamplingLevel> levels(SamplingPattern pattern) {
    if (pattern instanceof FullReadout readout) {
      return levels(readout.phaseEncodings());
    }
    if (pattern instanceof DasFourier das) {
      return das.levels();
    }
    return pattern instanceof DasWalsh das ? das.levels() : List.of();
  }

  /** Names of the axes of k-space as files have them. */
  static List<String> fileAxes(Shape shape) {
    return shape.rank() == 3 ? List.of("z", "y", "x") : List.of("y", "x");
  }

  private static List<String> axisNames(Shape shape) {
    return shape.rank() == 3 ? List.of("kz", "ky", "kx") : List.of("ky", "kx");
  }

  /** Whether only one axis is undersampled, this one. */
  private static boolean isLinesAlong(Mask mask, int axis) {
    for (int other = 0; other < mask.shape().rank(); other++) {
      if (other == axis == mask.isFullAlong(other)) {
        return false;
      }
    }
    return true;
  }

  private static int[] calibration(Mask mask) {
    try {
      return CalibrationRegion.find(mask, 1, Integer.MAX_VALUE).extent().extents();
    } catch (IllegalArgumentException e) {
      return new int[0];
    }
  }

  private static String calibrationText(Mask mask) {
    int[] extents = calibration(mask);
    return extents.length == 0
        ? "none"
        : GridSize.text(Shape.of(extents)) + " around DC fully sampled";
  }
}
