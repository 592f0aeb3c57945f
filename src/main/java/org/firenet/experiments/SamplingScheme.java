package org.firenet.experiments;

import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;

/** The patterns that are compared, for both transforms. */
enum SamplingScheme {
  /** Dyadic sampling by the sparsities of the image. */
  DAS("DAS") {
    @Override
    Mask draw(
        Shape shape,
        PhantomProblem.Transform transform,
        double fraction,
        double[] sparsities,
        long seed) {
      return PhantomProblem.dasPattern(shape, transform, fraction, sparsities).draw(seed);
    }
  },
  /** Every point as likely as any other. */
  UNIFORM("uniform") {
    @Override
    Mask drawCentred(Shape shape, double fraction, long seed) {
      return pattern(PatternKind.UNIFORM, shape, fraction, new PatternSettings(), seed);
    }
  },
  /** Density (1 − r)⁴ around a full centre. */
  VARIABLE("variable density") {
    @Override
    Mask drawCentred(Shape shape, double fraction, long seed) {
      return pattern(PatternKind.POLYNOMIAL, shape, fraction, new PatternSettings(), seed);
    }
  },
  /** Spokes through the centre. */
  RADIAL("radial") {
    @Override
    Mask drawCentred(Shape shape, double fraction, long seed) {
      return pattern(PatternKind.RADIAL, shape, fraction, new PatternSettings(), seed);
    }
  },
  /** Points that keep a distance, which grows from a full centre outwards. */
  POISSON("Poisson disc") {
    @Override
    Mask drawCentred(Shape shape, double fraction, long seed) {
      return pattern(PatternKind.POISSON, shape, fraction, new PatternSettings(), seed);
    }
  };

  private final String title;

  SamplingScheme(String title) {
    this.title = title;
  }

  /** For tables. */
  String title() {
    return title;
  }

  /**
   * Draws a mask.
   *
   * <p>Patterns around a centre are for Fourier samples. For Walsh samples, whose lowest sequency
   * is in the corner, the quadrant from the centre on of a pattern twice as large is taken; its
   * share of points is about the one asked for.
   */
  Mask draw(
      Shape shape,
      PhantomProblem.Transform transform,
      double fraction,
      double[] sparsities,
      long seed) {
    return transform == PhantomProblem.Transform.FOURIER
        ? drawCentred(shape, fraction, seed)
        : quadrant(drawCentred(Shape.of(2 * shape.extent(0), 2 * shape.extent(1)), fraction, seed));
  }

  /** A pattern around the centre of k-space. */
  Mask drawCentred(Shape shape, double fraction, long seed) {
    throw new UnsupportedOperationException(title + " depends on the transform");
  }

  private static Mask pattern(
      PatternKind kind, Shape shape, double fraction, PatternSettings settings, long seed) {
    return kind.pattern(shape, false, settings.set("fraction", fraction)).draw(seed);
  }

  /** The quadrant of a mask from its centre on. */
  private static Mask quadrant(Mask mask) {
    int ny = mask.shape().extent(0) / 2;
    int nx = mask.shape().extent(1) / 2;
    boolean[] out = new boolean[ny * nx];
    for (int i = 0; i < out.length; i++) {
      out[i] = mask.get((ny + i / nx) * 2 * nx + nx + i % nx);
    }
    return Mask.of(Shape.of(ny, nx), out);
  }
}
