package org.firenet.stability.certificate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.operator.CropOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.operator.WaveletOperator;

/**
 * A run of the network that a certificate speaks of, in double precision, with the error after
 * every layer beside its bound.
 *
 * @param terms what the bound is made of
 * @param blocks n
 * @param inner p
 * @param errors ‖x − truth‖₂ after every layer, absolute
 * @param bounds the bound after every layer, see {@link ErrorBound}
 * @param gaps G = F(z) − F(c) after every layer, at most bound/C3 − δ
 * @param backend what computed
 */
public record CertifiedRun(
    Terms terms,
    int blocks,
    int inner,
    double[] errors,
    double[] bounds,
    double[] gaps,
    String backend) {
  private static final int MOST_LAYERS = 1_000_000;

  /**
   * What a bound is made of, for a known truth.
   *
   * @param bound with δ = max(given, 2‖Ac−y‖₂ + 2λσ(c)) and ε₀ = ‖y‖₂
   * @param residual ‖Ac − y‖₂
   * @param distance σ(c)
   * @param objective F(c)
   * @param truthNorm ‖truth‖₂
   */
  public record Terms(
      ErrorBound bound, double residual, double distance, double objective, double truthNorm) {
    /**
     * Computes them.
     *
     * @param problem with the certificate's λ and weights
     * @param kspace y, shape {@link Problem#data}. Not modified.
     * @param truth image, shape {@link Problem#image}; c = Ψ truth. Not modified.
     * @param delta the least δ, at least 0
     * @throws IllegalArgumentException if shapes, λ or weights do not fit or the truth is all zero
     */
    public static Terms of(
        Certificate certificate,
        CoefficientLevels levels,
        Problem problem,
        ComplexArray kspace,
        ComplexArray truth,
        double delta) {
      requireSame(certificate, levels, problem);
      ComplexArray.requireShape("kspace", kspace.shape(), problem.data());
      ComplexArray.requireShape("truth", truth.shape(), problem.image());
      kspace.requireFinite("kspace");
      truth.requireFinite("truth");
      if (truth.norm() == 0) {
        throw new IllegalArgumentException("`truth`: all zero");
      }
      ComplexArray padded = truth.to(Precision.DOUBLE);
      if (!problem.layout().padded().equals(problem.image())) {
        padded = new CropOperator(problem.layout().padded(), problem.image()).adjoint(padded);
      }
      ComplexArray c = new WaveletOperator(problem.layout(), problem.wavelet()).forward(padded);
      LinearOperator a = problem.samplingOperator(null);
      ComplexArray y = sampled(problem, kspace);
      ComplexArray ac = a.forward(padded);
      double residual = distance(ac, y);
      double distance = levels.distance(c, certificate.sparsities());
      ErrorBound bound =
          ErrorBound.of(certificate)
              .delta(delta)
              .residual(residual)
              .distance(distance)
              .epsilon0(y.norm())
              .build();
      double objective = certificate.lambda() * levels.norm(c, certificate.sparsities()) + residual;
      return new Terms(bound, residual, distance, objective, truth.norm());
    }

    private static ComplexArray sampled(Problem problem, ComplexArray kspace) {
      ComplexArray y = kspace.to(Precision.DOUBLE);
      return problem.mask().isEmpty()
          ? y
          : new MaskOperator(problem.data(), problem.mask().get()).forward(y);
    }

    private static double distance(ComplexArray one, ComplexArray other) {
      double sum = 0;
      for (int i = 0; i < one.count(); i++) {
        double re = one.re(i) - other.re(i);
        double im = one.im(i) - other.im(i);
        sum += re * re + im * im;
      }
      return Math.sqrt(sum);
    }

    private static void requireSame(
        Certificate certificate, CoefficientLevels levels, Problem problem) {
      if (problem.lambda() != certificate.lambda()) {
        throw new IllegalArgumentException(
            "lambda: expected the certificate's %s, the problem has %s"
                .formatted(certificate.lambda(), problem.lambda()));
      }
      if (levels.count() != problem.layout().padded().count()) {
        throw new IllegalArgumentException(
            "levels: expected %d coefficients as %s has, got %d"
                .formatted(
                    problem.layout().padded().count(), problem.layout().padded(), levels.count()));
      }
      RealArray weights = levels.weights(problem.layout().padded(), certificate.sparsities());
      for (int i = 0; i < weights.count(); i++) {
        int place = i;
        double given = problem.weights().map(w -> w.get(place)).orElse(1.0);
        if (Math.abs(given - weights.get(i)) > 1e-12 * weights.get(i)) {
          throw new IllegalArgumentException(
              "`weights`: expected the certificate's, %s at element %d, the problem has %s"
                  .formatted(weights.get(i), i, given));
        }
      }
    }
  }

  /**
   * Runs the network.
   *
   * @param backend as in {@link Backends#named}
   * @param problem with the certificate's λ and weights
   * @param kspace y. Not modified.
   * @param truth image. Not modified.
   * @param terms of these
   * @param blocks n, at least 1
   */
  public static CertifiedRun of(
      String backend,
      Problem problem,
      ComplexArray kspace,
      ComplexArray truth,
      Terms terms,
      int blocks) {
    Certificate certificate = terms.bound.certificate();
    int inner = certificate.inner();
    if (blocks < 1 || (long) blocks * inner > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "outer: expected 1 to %d blocks of %d layers, got %d"
              .formatted(MOST_LAYERS / inner, inner, blocks));
    }
    FirenetParameters parameters = certificate.parameters(blocks, terms.bound.delta());
    PlanOptions options = PlanOptions.defaults().withPrecision(Precision.DOUBLE).withHistory(true);
    try (Plan plan = Backends.plan(backend, problem, parameters, options)) {
      plan.run(PlanInput.of(kspace).truth(truth));
      History history = plan.histories().get(0);
      double[] errors = history.error().clone();
      for (int i = 0; i < errors.length; i++) {
        errors[i] *= terms.truthNorm;
      }
      return new CertifiedRun(
          terms,
          blocks,
          inner,
          errors,
          terms.bound.afterLayers(blocks, inner),
          Arrays.stream(history.objective()).map(f -> f - terms.objective).toArray(),
          plan.description());
    }
  }

  /** Largest error as a share of its bound; above 1 the bound was crossed. */
  public double largestShare() {
    double largest = 0;
    for (int i = 0; i < errors.length; i++) {
      largest = Math.max(largest, errors[i] / bounds[i]);
    }
    return largest;
  }

  /** Errors after each block. */
  public List<Double> blockErrors() {
    return IntStream.rangeClosed(1, blocks).mapToObj(block -> errors[block * inner - 1]).toList();
  }
}
