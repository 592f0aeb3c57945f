package org.firenet.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.WaveletLayout;

/** Cases drawn at random: every choice of {@link Problem} and of a run, by a seed. */
final class RandomCases {
  private static final List<Integer> SMOOTH = List.of(7, 8, 9, 14, 16, 30, 40, 64);
  private static final List<Integer> AWKWARD = List.of(5, 11, 13, 17, 23, 31, 34, 37);
  private static final List<Integer> COILS = List.of(0, 0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 20, 32);
  private static final List<String> WAVELETS =
      List.of("db1", "db1", "db1", "db2", "sym3", "db4", "sym8", "db10");

  /** Coil pixels of a batch, so that the reference takes no longer than a moment. */
  private static final int MOST_NUMBERS = 40_000;

  private static final int MOST_LEVELS = 4;
  private static final int MOST_IMAGES = 4;

  private final SplittableRandom random;

  private RandomCases(SplittableRandom random) {
    this.random = random;
  }

  /** The case of a number. */
  static SelfTestCase of(long seed, int number) {
    return new RandomCases(new SplittableRandom(seed * 1_000_003 + number)).draw(number);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private SelfTestCase draw(int number) {
    int kind = random.nextInt(12);
    boolean dense = kind == 0;
    boolean walsh = kind == 1;
    Shape shape = dense ? Shape.of(6, 5) : walsh ? any(walshShapes()) : shape();
    int coils = dense ? 0 : any(COILS);
    while (coils > 1 && coils * shape.count() > MOST_NUMBERS) {
      coils /= 2;
    }
    int deepest = Math.min(MOST_LEVELS, WaveletLayout.deepestLevel(shape));
    int levels = random.nextInt(deepest + 1);
    String wavelet = any(WAVELETS);
    Problem.Builder builder =
        Problem.of(shape).wavelet(wavelet).levels(levels).lambda(1e-3 + 0.01 * random.nextDouble());
    MaskPattern pattern = any(List.of(MaskPattern.values()));
    if (dense) {
      builder.sampling(Sampling.dense(RandomArrays.numbers(random, Shape.of(18, shape.count()))));
    } else {
      builder.mask(pattern.draw(random, shape));
    }
    if (walsh) {
      builder.sampling(Sampling.walsh(any(List.of(WalshOrder.values()))));
    }
    boolean own = random.nextBoolean();
    if (coils > 0 && own) {
      builder.maps(RandomArrays.maps(random, shape.prepend(coils)));
    } else {
      builder.coils(coils);
    }
    switch (random.nextInt(3)) {
      case 0 -> builder.weights(null);
      case 1 ->
          builder.weights(RandomArrays.weights(random, new WaveletLayout(shape, levels).padded()));
      default -> {
        // The weights of the defaults.
      }
    }
    Problem problem = builder.build();
    FirenetParameters parameters = parameters(shape.rank(), dense);
    int images =
        1
            + random.nextInt(
                Math.max(1, Math.min(MOST_IMAGES, MOST_NUMBERS / problem.data().count())));
    return run(
        "%d: %s%s, %s%s x %d, shifts %s, %d x %d layers"
            .formatted(
                number,
                described(problem, images),
                dense ? "" : ", " + pattern.words(),
                wavelet,
                problem.weights().isPresent() ? " weighted" : "",
                levels,
                parameters.shifts(),
                parameters.outer(),
                parameters.inner()),
        problem,
        parameters,
        images);
  }

  /** {@code 3 images 16 x 30 fourier, 8 coils}. */
  static String described(Problem problem, int images) {
    StringBuilder extents = new StringBuilder();
    for (int extent : problem.image().extents()) {
      extents.append(extents.isEmpty() ? "" : " x ").append(extent);
    }
    return "%d of %s %s%s"
        .formatted(
            images,
            extents,
            problem.sampling(),
            switch (problem.coils()) {
              case 0 -> "";
              case 1 -> ", 1 coil";
              default -> ", " + problem.coils() + " coils";
            });
  }

  private static List<Shape> walshShapes() {
    return List.of(Shape.of(16, 8), Shape.of(64), Shape.of(4, 8, 16), Shape.of(32, 32));
  }

  private Shape shape() {
    int axes = random.nextInt(10);
    if (axes == 0) {
      return Shape.of(any(random.nextBoolean() ? SMOOTH : AWKWARD));
    }
    List<Integer> extents = random.nextInt(3) == 0 ? AWKWARD : SMOOTH;
    if (axes <= 2) {
      return Shape.of(
          2 + random.nextInt(11), Math.min(20, any(extents)), Math.min(24, any(extents)));
    }
    int first = any(SMOOTH);
    int second = any(extents);
    return random.nextBoolean() ? Shape.of(first, second) : Shape.of(second, first);
  }

  private FirenetParameters parameters(int rank, boolean normUnknown) {
    FirenetParameters.Builder builder = FirenetParameters.builder();
    if (random.nextInt(6) == 0) {
      builder.ergodic(2 + random.nextInt(11));
    } else {
      builder.outer(1 + random.nextInt(3)).inner(2 + random.nextInt(4));
    }
    if (random.nextInt(6) == 0 && !normUnknown) {
      builder.tau(0.5).sigma(1.5);
    }
    List<int[]> given = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int[] shift = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        shift[axis] = random.nextInt(-3, 6);
      }
      given.add(shift);
    }
    return builder
        .shifts(
            any(
                List.of(
                    ShiftSequence.none(),
                    ShiftSequence.none(),
                    ShiftSequence.restart(),
                    ShiftSequence.restart(given),
                    ShiftSequence.layer(1),
                    ShiftSequence.layer(1),
                    ShiftSequence.layer(2),
                    ShiftSequence.layer(3))))
        .build();
  }

  /** Adds what a run brings. */
  private SelfTestCase run(String name, Problem problem, FirenetParameters parameters, int images) {
    ComplexArray kspace = RandomArrays.numbers(random, problem.data().prepend(images));
    Optional<ComplexArray> maps = Optional.empty();
    String extra = "";
    if (problem.coils() > 0 && problem.maps().isEmpty()) {
      boolean each = random.nextBoolean();
      maps = Optional.of(each ? mapsOfSlices(problem, images) : maps(problem));
      extra += each ? ", maps of each image" : ", maps of the run";
    }
    Optional<ComplexArray> image = Optional.empty();
    Optional<ComplexArray> coefficients = Optional.empty();
    int start = random.nextInt(4);
    if (start == 0) {
      image = Optional.of(RandomArrays.numbers(random, problem.image().prepend(images)));
      extra += ", from images";
    } else if (start == 1 && parameters.shifts().mode() == ShiftSequence.Mode.NONE) {
      Shape padded = problem.layout().padded();
      coefficients = Optional.of(RandomArrays.numbers(random, padded.prepend(images)));
      extra += ", from coefficients";
    }
    return new SelfTestCase(name + extra, problem, parameters, kspace, maps, image, coefficients);
  }

  private ComplexArray maps(Problem problem) {
    return RandomArrays.maps(random, problem.data());
  }

  private ComplexArray mapsOfSlices(Problem problem, int images) {
    ComplexArray first = maps(problem);
    ComplexArray all = ComplexArray.zeros(first.precision(), problem.data().prepend(images));
    all.setSlice(0, first);
    for (int i = 1; i < images; i++) {
      all.setSlice(i, maps(problem));
    }
    return all;
  }
}
