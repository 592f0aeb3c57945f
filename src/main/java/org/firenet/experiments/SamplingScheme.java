package org.firenet.experiments;

import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;

/** The patterns that are compared, for both transforms. */
enum SamplingScheme {
  /** Dyadic sampling by the sparsities of the image. */
  DAS("DAS", null) {
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
  UNIFORM("uniform", PatternKind.UNIFORM),
  /** Density (1 − r)⁴ around a full centre. */
  VARIABLE("variable density", PatternKind.POLYNOMIAL),
  /** Spokes through the centre. */
  RADIAL("radial", PatternKind.RADIAL),
  /** Points that keep a distance, which grows from a full centre outwards. */
  POISSON("Poisson disc", PatternKind.POISSON);

  private final String title;
  private final PatternKind kind;

  /** {@code kind} is null where {@link #draw} is another one. */
  SamplingScheme(String title, PatternKind kind) {
    this.title = title;
    this.kind = kind;
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
  private Mask drawCentred(Shape shape, double fraction, long seed) {
    PatternSettings settings = new PatternSettings().set("fraction", fraction);
    return kind.pattern(shape, false, settings).draw(seed);
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
