package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.network.Tangent;
import org.firenet.phantom.Noise;
import org.firenet.stability.AttackParameters;
import org.firenet.stability.AttackResult;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.Encoding;
import org.firenet.stability.WorstCaseAttack;

/**
 * How accurate and how stable one method is on an {@link EllipseProblem}.
 *
 * @param name of the method
 * @param clean mean relative error from exact data
 * @param noisy mean relative error from data with {@link #NOISE}
 * @param attackedError mean relative error of the images that are perturbed, before they are
 * @param worst perturbations found, one list for each of {@link #SIZES}, one entry for each image
 * @param worstError mean relative error under them, by size
 * @param randomError mean relative error under random perturbations, by size
 * @param worstRatio largest ‖ΔR‖/‖Δy‖ of all
 * @param randomRatio mean ‖ΔR‖/‖Δy‖ of the random ones
 * @param seen what became of the word, as it was in the examples
 * @param unseen what became of the word exchanged left and right, which was in no example
 */
record TradeoffMethod(
    String name,
    double clean,
    double noisy,
    double attackedError,
    List<List<AttackResult>> worst,
    double[] worstError,
    double[] randomError,
    double worstRatio,
    double randomRatio,
    Detail seen,
    Detail unseen) {
  /** Relative sizes of perturbations of the data. */
  static final double[] SIZES = {0.01, 0.03, 0.1};

  /** Relative noise of the data, for {@link #noisy}. */
  static final double NOISE = 0.02;

  /**
   * What became of a detail d: the image changes by Δ = R(A(x + d)) − R(A x).
   *
   * @param returned ⟨d, Δ⟩ / ‖d‖², 1 if all of it came back
   * @param invented ‖Δ − returned · d‖ / ‖d‖, what changed besides
   * @param image R(A(x + d))
   */
  record Detail(double returned, double invented, ComplexArray image) {}

  /**
   * How much is computed.
   *
   * @param tests images for the accuracy
   * @param attacked images to perturb
   * @param iterations of each attack
   * @param restarts of each attack
   */
  record Effort(int tests, int attacked, int iterations, int restarts) {}

  /** Measures a method. */
  static TradeoffMethod of(
      DifferentiableReconstruction method,
      EllipseProblem problem,
      Effort effort,
      Runnable afterAttack) {
    double clean = 0;
    double noisy = 0;
    for (int i = 0; i < effort.tests(); i++) {
      ComplexArray truth = problem.unseen(i);
      ComplexArray data = problem.data(truth);
      clean += EllipseProblem.error(method.reconstruct(data), truth) / effort.tests();
      ComplexArray changed = Noise.add(data, problem.mask(), NOISE, i);
      noisy += EllipseProblem.error(method.reconstruct(changed), truth) / effort.tests();
    }
    List<List<AttackResult>> worst = new ArrayList<>();
    double[] worstError = new double[SIZES.length];
    double[] randomError = new double[SIZES.length];
    double attackedError = 0;
    double largest = 0;
    double random = 0;
    Encoding encoding = Encoding.of(problem.problem(), null);
    for (int s = 0; s < SIZES.length; s++) {
      List<AttackResult> results = new ArrayList<>();
      AttackParameters parameters = attack(SIZES[s], effort);
      for (int i = 0; i < effort.attacked(); i++) {
        ComplexArray truth = problem.unseen(i);
        ComplexArray data = problem.data(truth);
        AttackResult result = new WorstCaseAttack(method, encoding, parameters).run(data);
        results.add(result);
        attackedError +=
            EllipseProblem.error(result.image(), truth) / (SIZES.length * effort.attacked());
        worstError[s] += EllipseProblem.error(result.perturbedImage(), truth) / effort.attacked();
        largest = Math.max(largest, result.largestRatio());
        ComplexArray changed = Noise.add(data, problem.mask(), SIZES[s], i);
        ComplexArray image = method.reconstruct(changed);
        randomError[s] += EllipseProblem.error(image, truth) / effort.attacked();
        random +=
            EllipseProblem.sum(image, -1, result.image()).norm()
                / EllipseProblem.sum(changed, -1, data).norm()
                / (SIZES.length * effort.attacked());
        afterAttack.run();
      }
      worst.add(results);
    }
    return new TradeoffMethod(
        method.name(),
        clean,
        noisy,
        attackedError,
        worst,
        worstError,
        randomError,
        largest,
        random,
        detail(method, problem, false),
        detail(method, problem, true));
  }

  /** How many times more the worst perturbation does than white noise of the same size. */
  double factor() {
    return worstRatio / randomRatio;
  }

  private static AttackParameters attack(double size, Effort effort) {
    AttackParameters usual = AttackParameters.ofData(size);
    return new AttackParameters(
        usual.domain(),
        effort.iterations(),
        usual.stepLength(),
        usual.momentum(),
        usual.penalty(),
        usual.start(),
        OptionalDouble.of(size),
        effort.restarts(),
        usual.seed());
  }

  private static Detail detail(
      DifferentiableReconstruction method, EllipseProblem problem, boolean isMirrored) {
    ComplexArray truth = problem.unseen(0);
    ComplexArray word = problem.word(0, isMirrored);
    ComplexArray with = method.reconstruct(problem.data(EllipseProblem.sum(truth, 1, word)));
    ComplexArray change = EllipseProblem.sum(with, -1, method.reconstruct(problem.data(truth)));
    double returned = Tangent.inner(word, change) / (word.norm() * word.norm());
    double invented = EllipseProblem.sum(change, -returned, word).norm() / word.norm();
    return new Detail(returned, invented, with);
  }
}
