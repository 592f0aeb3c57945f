package org.firenet.experiments;

import java.util.Locale;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;

/** Where k-space of an {@link EllipseProblem} is sampled. */
enum EllipsePattern {
  /**
   * Every fourth line from the middle one on, and a twentieth of all lines in the middle. What is
   * missing folds four places of the image onto each other; only the few lines in the middle tell
   * them apart.
   */
  LINES("every fourth line"),

  /** A quarter of the points, scattered, more of them near the middle; nothing folds. */
  POINTS("scattered points");

  private static final int SPACING = 4;

  private final String title;

  EllipsePattern(String title) {
    this.title = title;
  }

  /** For headings. */
  String title() {
    return title;
  }

  /** For names of files and numbers. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A mask {@code [ky, kx]}. */
  Mask draw(Shape shape, long seed) {
    PatternSettings settings = new PatternSettings();
    int lines = shape.extent(0);
    return switch (this) {
      case LINES ->
          PatternKind.EQUISPACED
              .pattern(
                  shape,
                  true,
                  settings
                      .set("acceleration", SPACING)
                      .set("offset", lines / 2 % SPACING)
                      .set("calibration", Math.round(lines / 20f)))
              .draw(seed);
      case POINTS ->
          PatternKind.POWER_LAW
              .pattern(shape, false, settings.set("fraction", 0.25).set("exponent", 1.5))
              .draw(seed);
    };
  }
}
