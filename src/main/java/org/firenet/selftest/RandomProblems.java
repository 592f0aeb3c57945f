package org.firenet.selftest;

import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.WaveletLayout;

/** Problems of every kind with random numbers in them, by a seed. */
public final class RandomProblems {
  /** One problem with parameters and data. */
  public record Sample(
      String name, Problem problem, FirenetParameters parameters, ComplexArray kspace) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<MaskPattern> PATTERNS =
      List.of(
          MaskPattern.POINTS,
          MaskPattern.LINES_ALONG_LAST,
          MaskPattern.LINES_ALONG_FIRST,
          MaskPattern.FULL);
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(16, 16),
          Shape.of(23, 14),
          Shape.of(30, 9),
          Shape.of(7, 40),
          Shape.of(34, 134),
          Shape.of(8, 12, 10),
          Shape.of(5, 6, 7),
          Shape.of(40));
  private static final List<String> WAVELETS = List.of("db1", "db4", "sym3", "db2", "db10");

  private RandomProblems() {}

  /** The sample of a number. */
  public static Sample of(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean dense = seed % 11 == 5;
    boolean walsh = seed % 7 == 3 && !dense;
    Shape shape = walsh ? Shape.of(16, 8) : SHAPES.get(seed % SHAPES.size());
    if (dense) {
      shape = Shape.of(6, 5);
    }
    int coils = dense ? 0 : List.of(0, 1, 2, 3, 4, 5, 8, 12, 16).get(random.nextInt(9));
    int deepest = WaveletLayout.deepestLevel(shape);
    int levels = random.nextInt(Math.min(deepest, 3) + 1);
    String wavelet = WAVELETS.get(random.nextInt(WAVELETS.size()));
    Problem.Builder builder =
        Problem.of(shape).wavelet(wavelet).levels(levels).lambda(1e-3 + 0.02 * random.nextDouble());
    MaskPattern pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    if (dense) {
      builder.sampling(Sampling.dense(numbers(random, Shape.of(18, shape.count()))));
    } else {
      builder.mask(pattern.draw(random, shape));
      if (coils > 0) {
        builder.maps(RandomArrays.maps(random, shape.prepend(coils)));
      }
    }
    if (walsh) {
      builder.sampling(Sampling.walsh(List.of(WalshOrder.values()).get(random.nextInt(3))));
    }
    Shape padded = new WaveletLayout(shape, levels).padded();
    builder.weights(random.nextBoolean() ? RandomArrays.weights(random, padded) : null);
    Problem problem = builder.build();
    List<ShiftSequence> shifts =
        List.of(
            ShiftSequence.none(),
            ShiftSequence.restart(),
            ShiftSequence.layer(1),
            ShiftSequence.layer(3));
    FirenetParameters parameters =
        FirenetParameters.builder()
            .outer(3)
            .inner(4)
            .shifts(shifts.get(random.nextInt(shifts.size())))
            .build();
    String name =
        "%d: %s %s, %d coils, %s, %s x %d, shifts %s"
            .formatted(
                seed,
                problem.sampling(),
                shape,
                coils,
                pattern,
                wavelet,
                levels,
                parameters.shifts());
    return new Sample(name, problem, parameters, numbers(random, problem.data()));
  }

  /** Uniform complex numbers in double precision. */
  public static ComplexArray numbers(SplittableRandom random, Shape shape) {
    return RandomArrays.numbers(random, shape);
  }
}
