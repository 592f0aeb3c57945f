package org.firenet.network;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
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

  private enum Pattern {
    POINTS,
    LINES_ALONG_LAST,
    LINES_ALONG_FIRST,
    FULL
  }

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
    Pattern pattern = Pattern.values()[random.nextInt(Pattern.values().length)];
    if (dense) {
      builder.sampling(Sampling.dense(numbers(random, Shape.of(18, shape.count()))));
    } else {
      builder.mask(mask(random, shape, pattern));
      if (coils > 0) {
        builder.maps(maps(random, shape.prepend(coils)));
      }
    }
    if (walsh) {
      builder.sampling(Sampling.walsh(WalshOrder.values()[random.nextInt(3)]));
    }
    Shape padded = new WaveletLayout(shape, levels).padded();
    builder.weights(random.nextBoolean() ? weights(random, padded) : null);
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
    double[] numbers = new double[2 * shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble() - 0.5;
    }
    return ComplexArray.of(shape, numbers);
  }

  private static RealArray weights(SplittableRandom random, Shape shape) {
    double[] weights = new double[shape.count()];
    Arrays.setAll(weights, i -> random.nextInt(4));
    return RealArray.of(shape, weights);
  }

  private static ComplexArray maps(SplittableRandom random, Shape shape) {
    ComplexArray maps = numbers(random, shape);
    int pixels = shape.count() / shape.extent(0);
    for (int r = 0; r < pixels; r++) {
      double sum = 0;
      for (int i = r; i < maps.count(); i += pixels) {
        sum += maps.re(i) * maps.re(i) + maps.im(i) * maps.im(i);
      }
      for (int i = r; i < maps.count(); i += pixels) {
        maps.set(i, maps.re(i) / Math.sqrt(sum), maps.im(i) / Math.sqrt(sum));
      }
    }
    return maps;
  }

  private static Mask mask(SplittableRandom random, Shape shape, Pattern pattern) {
    int last = shape.extent(-1);
    int first = shape.extent(0);
    boolean[] lines = new boolean[shape.count()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = random.nextInt(3) == 0;
    }
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] =
          switch (pattern) {
            case POINTS -> lines[i];
            case LINES_ALONG_LAST -> lines[i / last];
            case LINES_ALONG_FIRST -> lines[i % (sampled.length / first)];
            case FULL -> true;
          };
    }
    sampled[sampled.length / 2] = true;
    if (pattern == Pattern.LINES_ALONG_LAST) {
      Arrays.fill(sampled, 0, last, true);
    }
    return Mask.of(shape, sampled);
  }
}
