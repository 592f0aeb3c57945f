package org.firenet.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.transform.WalshOrder;

/** One case for every way through the kernels that there is, and for sizes of every class. */
final class SystematicCases {
  /** Powers of 2, 3, 5 and 7, products of them, the smallest and the largest. */
  private static final List<Integer> LENGTHS =
      List.of(
          2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 21, 25, 27, 32, 35, 49, 60, 64, 81, 96, 105, 125,
          128, 180, 210, 225, 243, 256, 320, 343, 384, 400, 512, 600, 625, 640, 729, 768, 875, 960,
          1000, 1024);

  private static final int SHORT = 16;
  private static final int IMAGES = 2;

  private static final List<MaskPattern> FUSED_PATTERNS =
      List.of(MaskPattern.POINTS, MaskPattern.LINES_ALONG_LAST, MaskPattern.LINES_ALONG_FIRST);

  private final SplittableRandom random;
  private final List<SelfTestCase> cases = new ArrayList<>();

  private SystematicCases(long seed) {
    random = new SplittableRandom(seed);
  }

  /** All of them; the seed decides the numbers in them. */
  static List<SelfTestCase> all(long seed) {
    SystematicCases all = new SystematicCases(seed);
    all.haarLevels();
    all.filters();
    all.shifts();
    all.coils();
    all.masks();
    all.lengths();
    all.generic();
    return all.cases;
  }

  private void haarLevels() {
    for (MaskPattern pattern : FUSED_PATTERNS) {
      for (int levels = 0; levels <= 5; levels++) {
        for (int coils : new int[] {0, 3}) {
          add("Haar levels", Shape.of(48, 64), coils, pattern, "db1", levels, layer(1));
        }
        add("Haar levels, padded", Shape.of(45, 70), 2, pattern, "db1", levels, layer(1));
      }
    }
  }

  private void filters() {
    for (MaskPattern pattern : FUSED_PATTERNS) {
      for (String wavelet : List.of("db2", "sym3", "db4", "db10", "db20")) {
        for (int levels = 1; levels <= 3; levels++) {
          add("filters", Shape.of(64, 48), 2, pattern, wavelet, levels, layer(1));
        }
      }
    }
  }

  private void shifts() {
    List<ShiftSequence> rules =
        List.of(
            ShiftSequence.none(),
            ShiftSequence.restart(),
            ShiftSequence.restart(List.of(new int[] {0, 0}, new int[] {3, -5})),
            layer(2),
            layer(4));
    for (MaskPattern pattern : FUSED_PATTERNS) {
      for (ShiftSequence rule : rules) {
        add("shifts", Shape.of(48, 64), 2, pattern, "db1", 2, rule);
        add("shifts", Shape.of(48, 64), 0, pattern, "db4", 2, rule);
      }
    }
  }

  private void coils() {
    for (int coils : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 24, 32}) {
      add("coils", Shape.of(32, 40), coils, MaskPattern.POINTS, "db1", 1, layer(1));
      add("coils", Shape.of(32, 40), coils, MaskPattern.LINES_ALONG_LAST, "db1", 1, layer(1));
    }
  }

  private void masks() {
    for (MaskPattern pattern : MaskPattern.values()) {
      add("masks", Shape.of(40, 32), 2, pattern, "db1", 1, layer(1));
    }
  }

  private void lengths() {
    for (int length : LENGTHS) {
      int levels = length < 4 ? 0 : 1;
      ShiftSequence rule = layer(1);
      add("lengths", Shape.of(length, SHORT), 0, MaskPattern.POINTS, "db1", levels, rule);
      add("lengths", Shape.of(SHORT, length), 0, MaskPattern.POINTS, "db1", levels, rule);
      add("lengths", Shape.of(length, SHORT), 2, MaskPattern.LINES_ALONG_LAST, "db1", levels, rule);
      add(
          "lengths",
          Shape.of(SHORT, length),
          2,
          MaskPattern.LINES_ALONG_FIRST,
          "db1",
          levels,
          rule);
    }
  }

  private void generic() {
    MaskPattern points = MaskPattern.POINTS;
    for (int extent : new int[] {11, 13, 31, 97, 251, 1031}) {
      add("primes", Shape.of(extent, 12), 2, points, "db1", 1, layer(1));
      add("primes", Shape.of(12, extent), 0, points, "db4", 1, layer(1));
    }
    add("long lines", Shape.of(2048, 4), 0, points, "db1", 1, layer(1));
    for (Shape shape : List.of(Shape.of(8, 12, 10), Shape.of(5, 6, 7), Shape.of(16, 16, 24))) {
      add("volumes", shape, 0, points, "db1", 1, layer(1));
      add("volumes", shape, 3, MaskPattern.LINES_ALONG_LAST, "db2", 1, layer(2));
    }
    add("one axis", Shape.of(40), 0, points, "db1", 2, layer(1));
    add("one axis", Shape.of(97), 2, points, "db4", 1, layer(1));
    for (WalshOrder order : WalshOrder.values()) {
      for (Shape shape : List.of(Shape.of(32, 64), Shape.of(8, 4, 16), Shape.of(128))) {
        Problem problem =
            Problem.of(shape)
                .sampling(Sampling.walsh(order))
                .mask(points.draw(random, shape))
                .lambda(0.005)
                .build();
        add("Walsh", problem, points, layer(1));
      }
    }
    for (Shape shape : List.of(Shape.of(6, 5), Shape.of(30), Shape.of(3, 4, 5))) {
      Problem problem =
          Problem.of(shape)
              .sampling(Sampling.dense(RandomArrays.numbers(random, Shape.of(18, shape.count()))))
              .lambda(0.005)
              .build();
      add("matrices", problem, null, layer(1));
    }
  }

  private static ShiftSequence layer(int count) {
    return ShiftSequence.layer(count);
  }

  private void add(
      String group,
      Shape shape,
      int coils,
      MaskPattern pattern,
      String wavelet,
      int levels,
      ShiftSequence shifts) {
    Problem.Builder builder =
        Problem.of(shape)
            .mask(pattern.draw(random, shape))
            .wavelet(wavelet)
            .levels(levels)
            .lambda(0.005);
    if (coils > 0) {
      builder.maps(RandomArrays.maps(random, shape.prepend(coils)));
    }
    add(group, builder.build(), pattern, shifts);
  }

  private void add(String group, Problem problem, MaskPattern pattern, ShiftSequence shifts) {
    FirenetParameters parameters =
        FirenetParameters.builder().outer(2).inner(4).shifts(shifts).build();
    String name =
        "%s: %s%s, %s x %d, shifts %s"
            .formatted(
                group,
                RandomCases.described(problem, IMAGES),
                pattern == null ? "" : ", " + pattern.words(),
                problem.wavelet(),
                problem.layout().levels(),
                shifts);
    cases.add(
        SelfTestCase.of(
            name,
            problem,
            parameters,
            RandomArrays.numbers(random, problem.data().prepend(IMAGES))));
  }
}
