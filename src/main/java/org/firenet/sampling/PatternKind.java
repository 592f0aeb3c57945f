package org.firenet.sampling;

import java.util.Locale;
import org.firenet.array.Shape;
import org.firenet.sampling.PhaseEncodePattern.Spacing;

/**
 * The kinds of patterns by name, made from {@link PatternSettings}.
 *
 * <p>All but {@link #FULL} need one of {@code fraction}, {@code acceleration} and {@code samples},
 * or what their comment says; lines take no {@code samples}. A calibration box has by default up to
 * 24 points along each axis, but not more than a fifth of the samples; calibration lines are by
 * default 0.32 of the lines, as fastMRI has it (8 % for fourfold acceleration, 4 % for eightfold).
 */
public enum PatternKind {
  /** {@link FullSampling}; no settings. */
  FULL {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return new FullSampling(shape);
    }
  },
  /** {@link RandomPoints} of uniform density; {@code calibration}, by default 0. */
  UNIFORM {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return new RandomPoints(shape, settings.samples(shape), 0, settings.whole("calibration", 0));
    }
  },
  /** {@link RadialDensity.Polynomial}; {@code degree}, by default 4, and {@code calibration}. */
  POLYNOMIAL {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return points(shape, settings, new RadialDensity.Polynomial(settings.number("degree", 4)));
    }
  },
  /** {@link RadialDensity.PowerLaw}; {@code exponent}, by default 1, and {@code calibration}. */
  POWER_LAW {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return points(shape, settings, new RadialDensity.PowerLaw(settings.number("exponent", 1)));
    }
  },
  /** {@link RadialDensity.Gaussian}; {@code width}, by default 0.3, and {@code calibration}. */
  GAUSSIAN {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return points(shape, settings, new RadialDensity.Gaussian(settings.number("width", 0.3)));
    }
  },
  /** {@link TwoLevelPoints}; {@code share}, by default 0.5. */
  HALF_HALF {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return new TwoLevelPoints(shape, settings.samples(shape), settings.number("share", 0.5));
    }
  },
  /** {@link DasFourier}; {@code sparsities} are needed, {@code moments} are by default 1. */
  DAS_FOURIER {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return new DasFourier(
          shape,
          settings.samples(shape),
          settings.numbers("sparsities", SPARSITIES),
          settings.whole("moments", 1));
    }
  },
  /** {@link DasWalsh}; {@code sparsities} are needed. */
  DAS_WALSH {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return new DasWalsh(
          shape, settings.samples(shape), settings.numbers("sparsities", SPARSITIES));
    }
  },
  /** {@link PoissonDisc}; {@code slope}, by default 1, and {@code calibration}. */
  POISSON {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      int samples = settings.samples(shape);
      return new PoissonDisc(
          shape, samples, settings.number("slope", 1), calibration(shape, settings, samples));
    }
  },
  /** {@link RadialLines}; {@code spokes} instead of a number of points; {@code angles}. */
  RADIAL {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      RadialLines.Angles angles = settings.choice("angles", RadialLines.Angles.EQUAL);
      int spokes = settings.whole("spokes", 0);
      requireOneAmount(settings, "spokes");
      return settings.hasSamples()
          ? new ExactSamples(new RadialLines.Family(shape, angles), settings.samples(shape))
          : new RadialLines(shape, spokes, angles);
    }
  },
  /** {@link Spiral}; {@code turns} instead of a number of points; {@code arms}, {@code power}. */
  SPIRAL {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      int arms = settings.whole("arms", 1);
      double power = settings.number("power", 1);
      int turns = settings.whole("turns", 0);
      requireOneAmount(settings, "turns");
      return settings.hasSamples()
          ? new ExactSamples(new Spiral.Family(shape, arms, power), settings.samples(shape))
          : new Spiral(shape, turns, arms, power);
    }
  },
  /** {@link Spacing#RANDOM}; {@code calibration} or {@code center-fraction}. */
  RANDOM_LINES {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return lines(shape, settings, Spacing.RANDOM);
    }
  },
  /** {@link Spacing#INDEPENDENT}; {@code calibration} or {@code center-fraction}. */
  FASTMRI_RANDOM {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return lines(shape, settings, Spacing.INDEPENDENT);
    }
  },
  /** {@link Spacing#EQUISPACED}; {@code calibration} or {@code center-fraction}, {@code offset}. */
  EQUISPACED {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return lines(shape, settings, Spacing.EQUISPACED);
    }
  },
  /** {@link Spacing#ADJUSTED}; {@code calibration} or {@code center-fraction}, {@code offset}. */
  FASTMRI_EQUISPACED {
    @Override
    SamplingPattern make(Shape shape, PatternSettings settings) {
      return lines(shape, settings, Spacing.ADJUSTED);
    }
  };

  private static final String SPARSITIES = "one positive number for each level, coarsest first";
  private static final int LARGEST_BOX = 24;
  private static final double LARGEST_SHARE = 0.2;
  private static final double SHARE_OF_LINES = 0.32;

  abstract SamplingPattern make(Shape shape, PatternSettings settings);

  /**
   * Makes a pattern.
   *
   * @param shape of k-space
   * @param readout whether the last axis is a fully sampled readout, the pattern over the others
   * @param settings what the kind has; anything else is an error
   * @throws IllegalArgumentException naming the setting, what was expected and what came
   */
  public SamplingPattern pattern(Shape shape, boolean readout, PatternSettings settings) {
    if (readout) {
      int axes = shape.rank() - 1;
      Requirements.require(axes >= 1, "shape", "at least two axes with a readout", shape);
      int[] encodings = java.util.Arrays.copyOf(shape.extents(), axes);
      SamplingPattern inner = pattern(Shape.of(encodings), false, settings);
      return new FullReadout(inner, shape.extent(axes));
    }
    SamplingPattern pattern = make(shape, settings);
    settings.requireAllUsed(kindName());
    return pattern;
  }

  /** The name in lower case with hyphens, {@code power-law}. */
  public String kindName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException listing the names if there is none
   */
  public static PatternKind named(String name) {
    StringBuilder names = new StringBuilder();
    for (PatternKind kind : values()) {
      if (kind.kindName().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
      names.append(names.isEmpty() ? "" : ", ").append(kind.kindName());
    }
    throw new IllegalArgumentException("pattern: expected one of " + names + ", got " + name);
  }

  private static SamplingPattern points(
      Shape shape, PatternSettings settings, RadialDensity density) {
    int samples = settings.samples(shape);
    return new RandomPoints(shape, samples, density, calibration(shape, settings, samples));
  }

  private static int calibration(Shape shape, PatternSettings settings, int samples) {
    int box = LARGEST_BOX;
    while (box > 0 && new CalibrationBox(shape, box).count() > LARGEST_SHARE * samples) {
      box--;
    }
    return settings.whole("calibration", box);
  }

  private static void requireOneAmount(PatternSettings settings, String other) {
    boolean curves = settings.whole(other).isPresent();
    Requirements.require(
        curves != settings.hasSamples(),
        other,
        "either %s or one of fraction, acceleration and samples".formatted(other),
        curves ? "both" : "neither");
  }

  private static SamplingPattern lines(Shape shape, PatternSettings settings, Spacing spacing) {
    int axis = settings.whole("axis", Math.max(0, shape.rank() - 2));
    double acceleration = settings.acceleration();
    Requirements.require(
        axis >= 0 && axis < shape.rank(), "axis", "0 to " + (shape.rank() - 1), axis);
    int extent = shape.extent(axis);
    double share = settings.number("center-fraction", SHARE_OF_LINES / acceleration);
    int calibration =
        settings.whole(
            "calibration", PhaseEncodeLines.calibrationLines(extent, Math.max(0, share)));
    PhaseEncodeLines lines = new PhaseEncodeLines(shape, axis, acceleration, calibration);
    boolean equispaced = spacing == Spacing.EQUISPACED || spacing == Spacing.ADJUSTED;
    return equispaced
        ? new PhaseEncodePattern(lines, spacing, settings.whole("offset"))
        : new PhaseEncodePattern(lines, spacing);
  }
}
