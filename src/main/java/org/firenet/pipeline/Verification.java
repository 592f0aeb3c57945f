package org.firenet.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.BackendFailureException;
import org.firenet.network.Backends;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/** Solves a sample of the images again by the reference, in double precision. */
final class Verification {
  /** Single precision: 2^-24 a rounding, twenty in a row a layer, a hundred layers, all one way. */
  static final double SINGLE_BOUND = 1e-4;

  /** Double precision: likewise 2e-13, and room for sums in another order. */
  static final double DOUBLE_BOUND = 1e-11;

  /** Steps do not enlarge errors, so those of more layers at most add up. */
  private static final int LAYERS = 100;

  /**
   * Where some images stand among all that are solved in a run.
   *
   * @param before how many come before the first of them
   * @param total how many there are in all
   * @param name what to call each
   */
  record Places(long before, long total, IntFunction<String> name) {
    /** Those that an image is made of, one after the other. */
    Places within(int image, int parts, String kind) {
      String whole = name.apply(image);
      return new Places(
          (before + image) * parts,
          total * parts,
          part -> parts > 1 ? "%s, %s %d".formatted(whole, kind, part) : whole);
    }

    /** Whether one is among {@code count} that are spread evenly over all. */
    boolean isChosen(int image, int count) {
      long place = before + image;
      for (long k = 0; k < count; k++) {
        if ((2 * k + 1) * total / (2L * count) == place) {
          return true;
        }
      }
      return false;
    }
  }

  private final int wanted;
  private final RunLog log;

  /** A verification of so many images; none if 0. */
  Verification(int wanted, RunLog log) {
    this.wanted = wanted;
    this.log = log;
  }

  /** The largest relative difference that is no fault. */
  static double bound(Precision precision, int layers) {
    double bound = precision == Precision.SINGLE ? SINGLE_BOUND : DOUBLE_BOUND;
    return bound * Math.max(1, (double) layers / LAYERS);
  }

  /**
   * Solves those of some images again that are to be.
   *
   * @param input of the run; all arrays with an axis of images, maps without where they are shared
   * @param images the result
   * @param first place of the first of them
   * @throws BackendFailureException if one differs too much
   */
  void check(Plan plan, PlanInput input, ComplexArray images, int first, Places places) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < images.shape().extent(0) && wanted > 0; i++) {
      if (places.isChosen(first + i, wanted)) {
        chosen.add(i);
      }
    }
    if (chosen.isEmpty()) {
      return;
    }
    long begin = System.nanoTime();
    PlanOptions options =
        PlanOptions.defaults()
            .withPrecision(Precision.DOUBLE)
            .withThreads(plan.options().threads());
    try (Plan reference = Backends.plan("reference", plan.problem(), plan.parameters(), options)) {
      for (int i : chosen) {
        ComplexArray expected = reference.run(one(input, plan.problem(), i));
        double difference = difference(images.slice(i), expected);
        String name = places.name().apply(first + i);
        log.verified(new VerifiedImage(name, difference));
        double bound = bound(plan.options().precision(), plan.parameters().layers());
        if (!(difference <= bound)) {
          throw new BackendFailureException(
              "verification: %s by %s differs from the reference by %.3g of its norm, more than %.3g"
                  .formatted(name, plan.description(), difference, bound));
        }
      }
    }
    log.spent("verify", begin);
    log.pause(System.nanoTime() - begin);
  }

  /** What belongs to one image. */
  private static PlanInput one(PlanInput input, Problem problem, int image) {
    IntUnaryOperator clipped = extent -> extent > 1 ? image : 0;
    PlanInput one = PlanInput.of(slice(input.kspace(), problem.data(), clipped));
    input.maps().ifPresent(m -> one.maps(slice(m, problem.data(), clipped)));
    input.startImage().ifPresent(s -> one.startImage(slice(s, problem.image(), clipped)));
    Optional<ComplexArray> coefficients = input.startCoefficients();
    coefficients.ifPresent(
        c -> one.startCoefficients(slice(c, problem.layout().padded(), clipped)));
    return one;
  }

  private static ComplexArray slice(ComplexArray array, Shape one, IntUnaryOperator image) {
    return array.shape().rank() > one.rank()
        ? array.slice(image.applyAsInt(array.shape().extent(0)))
        : array;
  }

  /** ‖a − b‖₂ / ‖b‖₂; ‖a‖₂ if b is zero. */
  static double difference(ComplexArray a, ComplexArray b) {
    double squares = 0;
    for (int i = 0; i < b.count(); i++) {
      double re = a.re(i) - b.re(i);
      double im = a.im(i) - b.im(i);
      squares += re * re + im * im;
    }
    double norm = b.norm();
    return Math.sqrt(squares) / (norm > 0 ? norm : 1);
  }
}
