package org.firenet.cpu;

import org.firenet.array.ComplexArray;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;
import org.firenet.network.RestartSchedule;
import org.firenet.network.Sampling;

/**
 * The network for one image in image-domain form. The ball projection is lazy: d stays unscaled and
 * its scale min(1, 1/‖d‖) is applied where d is read next.
 */
final class SingleSolver implements CpuSolver {
  /** Keeps the quotient finite at d = 0. */
  private static final double GUARD = 1e-43;

  private final Problem problem;
  private final FirenetParameters parameters;
  private final SingleSampling sampling;
  private final SingleProximal proximal;
  private final SinglePlanes extrapolated;
  private final SinglePlanes gradient;
  private final double[] alpha;

  /** For a problem, with resolved parameters; with vector instructions or without. */
  SingleSolver(Problem problem, FirenetParameters parameters, int threads, boolean vector) {
    this.problem = problem;
    this.parameters = parameters;
    sampling =
        problem.sampling() instanceof Sampling.Dense dense
            ? new SingleDenseSampling(dense.matrix())
            : new SingleCartesianSampling(problem, threads, vector);
    proximal = new SingleProximal(problem, parameters.shifts(), threads, vector);
    extrapolated = new SinglePlanes(problem.image().count());
    gradient = new SinglePlanes(problem.image().count());
    alpha = new double[parameters.outer()];
    problem.maps().ifPresent(maps -> sampling.setMaps(null, maps, 0));
  }

  @Override
  public void solve(Team team, PlanInput input, int slice, ComplexArray images, History history) {
    int pixels = problem.image().count();
    if (input.maps().isPresent()) {
      ComplexArray maps = input.maps().get();
      boolean shared = maps.shape().rank() == problem.data().rank();
      sampling.setMaps(team, maps, shared ? 0 : slice * problem.data().count());
    }
    double dataNorm = sampling.setData(team, input.kspace(), slice * problem.data().count());
    RestartSchedule.fill(alpha, parameters, dataNorm);
    setStart(team, input, slice);
    double scale = 1;
    for (int block = 0; block < alpha.length && !Double.isInfinite(alpha[0]); block++) {
      proximal.beginBlock(scale * alpha[block]);
      block(team, block, input, slice, history);
      scale = 1 / (alpha[block] * parameters.inner());
    }
    if (Double.isInfinite(alpha[0])) {
      proximal.startFromZero();
    }
    proximal.scaledSum(scale, extrapolated);
    for (int i = 0; i < pixels; i++) {
      images.set(slice * pixels + i, extrapolated.re[i], extrapolated.im[i]);
    }
  }

  private void setStart(Team team, PlanInput input, int slice) {
    if (input.startImage().isPresent()) {
      proximal.startFromImage(input.startImage().get(), slice * problem.image().count());
    } else if (input.startCoefficients().isPresent()) {
      int count = problem.layout().padded().count();
      proximal.startFromCoefficients(team, input.startCoefficients().get(), slice * count);
    } else {
      proximal.startFromZero();
    }
  }

  private void block(Team team, int block, PlanInput input, int slice, History history) {
    double tau = parameters.tau().orElseThrow();
    double sigma = parameters.sigma().orElseThrow();
    int p = parameters.inner();
    sampling.reset();
    double dual = 0;
    for (int j = 0; j < p; j++) {
      int layer = block * p + j;
      double threshold = tau * problem.lambda();
      proximal.apply(team, block, layer, gradient, tau * dual, threshold, extrapolated);
      if (j < p - 1) {
        double squared = sampling.layer(team, extrapolated, dual, sigma, alpha[block], gradient);
        dual = Math.min(1, 1 / (Math.sqrt(squared) + GUARD));
      }
      input.afterLayer().run();
      if (history != null) {
        record(team, block, layer, 1 / (alpha[block] * (j + 1)), input, slice, history);
      }
    }
  }

  private void record(
      Team team, int block, int layer, double scale, PlanInput input, int slice, History history) {
    proximal.scaledSum(scale, extrapolated);
    double residual = Math.sqrt(sampling.residual(team, extrapolated));
    double norm1 = proximal.norm1(team, block, layer, scale);
    double error = Double.NaN;
    if (input.truth().isPresent()) {
      int first = slice * problem.image().count();
      error = error(input.truth().get(), first, input.comparesMagnitudes());
    }
    history.set(layer, problem.lambda(), residual, norm1, error);
  }

  private double error(ComplexArray truth, int first, boolean magnitudes) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < problem.image().count(); i++) {
      double re = truth.re(first + i);
      double im = truth.im(first + i);
      norm += re * re + im * im;
      double otherRe = extrapolated.re[i];
      double otherIm = extrapolated.im[i];
      if (magnitudes) {
        double away = Math.hypot(re, im) - Math.hypot(otherRe, otherIm);
        difference += away * away;
      } else {
        difference += (re - otherRe) * (re - otherRe) + (im - otherIm) * (im - otherIm);
      }
    }
    return Math.sqrt(difference / norm);
  }
}
