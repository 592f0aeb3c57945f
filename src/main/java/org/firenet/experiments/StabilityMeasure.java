package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.metrics.ImageMetrics;
import org.firenet.phantom.Noise;
import org.firenet.stability.AttackParameters;
import org.firenet.stability.AttackResult;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.Encoding;
import org.firenet.stability.WorstCaseAttack;

/**
 * What perturbations of the data do to a method.
 *
 * @param name of the method
 * @param error relative error without any
 * @param sizes ‖e‖/‖y‖ of the perturbations, ascending
 * @param worst largest ‖ΔR‖/‖R‖ found for each size
 * @param worstErrors relative error of those images
 * @param random mean ‖ΔR‖/‖R‖ of white noise of each size
 * @param randomRatio mean ‖ΔR‖/‖Δy‖ of white noise of any size
 * @param worstRatio largest ‖ΔR‖/‖Δy‖ of all attacks
 * @param ofImage an attack by images of size {@link #SHOWN}
 * @param paper the attack with the settings of the paper
 */
record StabilityMeasure(
    String name,
    double error,
    double[] sizes,
    double[] worst,
    double[] worstErrors,
    double[] random,
    double randomRatio,
    double worstRatio,
    AttackResult ofImage,
    AttackResult paper) {
  /** Size ‖r‖/‖R(y)‖ of the perturbation whose pictures are shown. */
  static final double SHOWN = 0.05;

  /** Sizes ‖e‖/‖y‖ of perturbations. */
  static final List<Double> SIZES = List.of(0.005, 0.01, 0.02, 0.05, 0.1);

  private static final int DRAWS = 3;

  /**
   * How much is computed.
   *
   * @param steps of each attack with a largest size
   * @param restarts of each of them
   * @param paperSteps of the attack with the settings of the paper
   */
  record Effort(int steps, int restarts, int paperSteps) {
    /** Steps of all attacks on a method. */
    long steps(int sizes) {
      return (sizes + 1L) * steps * restarts + paperSteps;
    }
  }

  /** Measures a method. */
  static StabilityMeasure of(
      DifferentiableReconstruction method,
      PhantomProblem problem,
      Effort effort,
      long seed,
      Runnable afterStep) {
    ComplexArray data = problem.data();
    ComplexArray image = method.reconstruct(data);
    int count = SIZES.size();
    double[] worst = new double[count];
    double[] worstErrors = new double[count];
    double[] random = new double[count];
    double randomRatio = 0;
    double worstRatio = 0;
    for (int i = 0; i < count; i++) {
      double size = SIZES.get(i);
      AttackParameters parameters =
          AttackParameters.ofData(size)
              .withIterations(effort.steps)
              .withRestarts(effort.restarts)
              .withSeed(seed);
      AttackResult result = attack(method, problem, parameters, afterStep);
      worst[i] = result.worst().imageChange();
      worstErrors[i] = ImageMetrics.nrmse(result.perturbedImage(), problem.truth());
      worstRatio = Math.max(worstRatio, result.largestRatio());
      for (int draw = 0; draw < DRAWS; draw++) {
        ComplexArray noisy = Noise.add(data, problem.mask(), size, seed + draw);
        double change = distance(method.reconstruct(noisy), image);
        random[i] += change / image.norm() / DRAWS;
        randomRatio += change / distance(noisy, data) / DRAWS / count;
      }
    }
    AttackResult ofImage =
        attack(
            method,
            problem,
            AttackParameters.ofImage(SHOWN)
                .withIterations(effort.steps)
                .withRestarts(effort.restarts)
                .withSeed(seed),
            afterStep);
    AttackResult paper =
        attack(
            method,
            problem,
            AttackParameters.paper().withIterations(effort.paperSteps).withSeed(seed),
            afterStep);
    return new StabilityMeasure(
        method.name(),
        ImageMetrics.nrmse(image, problem.truth()),
        SIZES.stream().mapToDouble(v -> v).toArray(),
        worst,
        worstErrors,
        random,
        randomRatio,
        Math.max(worstRatio, Math.max(ofImage.largestRatio(), paper.largestRatio())),
        ofImage,
        paper);
  }

  private static AttackResult attack(
      DifferentiableReconstruction method,
      PhantomProblem problem,
      AttackParameters parameters,
      Runnable afterStep) {
    return new WorstCaseAttack(method, Encoding.of(problem.problem(), null), parameters)
        .afterStep(step -> afterStep.run())
        .run(problem.data());
  }

  private static double distance(ComplexArray a, ComplexArray b) {
    double sum = 0;
    for (int i = 0; i < a.count(); i++) {
      sum += Math.pow(a.re(i) - b.re(i), 2) + Math.pow(a.im(i) - b.im(i), 2);
    }
    return Math.sqrt(sum);
  }

  /** How many times more the worst perturbation does than white noise of the same size. */
  double factor() {
    return worstRatio / randomRatio;
  }

  /** ‖ΔR‖/‖Δy‖ over the steps of the attack with the settings of the paper. */
  double[] ratios() {
    return paperSteps(AttackResult.Step::ratio);
  }

  /** A number of each step of the attack with the settings of the paper. */
  double[] paperSteps(java.util.function.ToDoubleFunction<AttackResult.Step> number) {
    List<AttackResult.Step> steps = new ArrayList<>(paper.history().get(0));
    return steps.stream().mapToDouble(number).toArray();
  }
}
