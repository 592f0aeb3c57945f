package org.firenet.stability;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.junit.jupiter.api.Test;

class WorstCaseAttackTest {
  private static final SmallScan SCAN = new SmallScan(0.25);

  private static AttackResult attack(
      DifferentiableReconstruction method, AttackParameters parameters) {
    return new WorstCaseAttack(method, SCAN.encoding, parameters).run(SCAN.kspace);
  }

  @Test
  void ofALinearMethodItFindsTheLargestSingularValue() {
    // E* E has norm 1: ‖E* e‖ / ‖e‖ is at most 1, and reached.
    AttackResult result =
        attack(
            new ZeroFilledReconstruction(SCAN.encoding.operator()),
            AttackParameters.ofData(0.02).withIterations(60));
    assertTrue(result.largestRatio() <= 1 + 1e-9, "" + result.largestRatio());
    assertTrue(result.largestRatio() >= 0.95, "" + result.largestRatio());
  }

  @Test
  void perturbationsOfDataStayWithinTheirSizeAndTheMask() {
    try (NetworkReconstruction network = SCAN.network()) {
      AttackResult result = attack(network, AttackParameters.ofData(0.01).withIterations(8));
      double norm = SCAN.encoding.sampled(SCAN.kspace).norm();
      assertTrue(result.perturbation().norm() <= 0.01 * norm * (1 + 1e-9));
      ComplexArray inside = SCAN.encoding.sampled(result.perturbation());
      assertEquals(0, Vectors.difference(inside, result.perturbation()).norm());
      ComplexArray again = network.reconstruct(result.data());
      assertTrue(Vectors.difference(again, result.perturbedImage()).norm() <= 1e-9 * again.norm());
      double change = Vectors.difference(again, result.image()).norm() / result.image().norm();
      assertEquals(result.worst().imageChange(), change, 1e-9);
    }
  }

  @Test
  void itIsWorseThanRandomNoiseOfTheSameSize() {
    try (NetworkReconstruction network = SCAN.network()) {
      AttackResult result = attack(network, AttackParameters.ofData(0.02).withRestarts(1));
      ComplexArray noise =
          SCAN.encoding.sampled(Vectors.gaussian(new SplittableRandom(5), SCAN.problem.data()));
      double size = result.dataChange().norm() / noise.norm();
      ComplexArray noisy = network.reconstruct(Vectors.sum(SCAN.kspace, size, noise));
      double random = Vectors.difference(noisy, result.image()).norm();
      double worst = Vectors.difference(result.perturbedImage(), result.image()).norm();
      assertTrue(worst > 1.2 * random, worst + " against " + random);
    }
  }

  @Test
  void thePaperSettingsRaiseTheObjective() {
    try (NetworkReconstruction network = SCAN.network()) {
      AttackResult result = attack(network, AttackParameters.paper().withIterations(40));
      List<AttackResult.Step> steps = result.history().get(0);
      assertEquals(41, steps.size());
      assertTrue(
          steps.get(steps.size() - 1).imageChange() > 3 * steps.get(0).imageChange(),
          steps.toString());
      assertEquals(SCAN.problem.image(), result.perturbation().shape());
    }
  }

  @Test
  void senseIsAttackedToo() {
    AttackResult result =
        attack(
            new SenseReconstruction(SCAN.encoding.operator(), new CgSense.Parameters(30, 1e-10, 0)),
            AttackParameters.ofImage(0.02));
    assertTrue(result.largestRatio() > 1.5, "" + result.largestRatio());
  }

  @Test
  void theSameSeedGivesTheSamePerturbation() {
    AttackParameters parameters = AttackParameters.ofData(0.02).withIterations(3);
    List<Integer> steps = new ArrayList<>();
    try (NetworkReconstruction network = SCAN.network()) {
      AttackResult first = attack(network, parameters);
      AttackResult second =
          new WorstCaseAttack(network, SCAN.encoding, parameters)
              .afterStep(steps::add)
              .run(SCAN.kspace);
      assertArrayEquals(first.perturbation().doubles(), second.perturbation().doubles());
      assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), steps);
      AttackResult other = attack(network, parameters.withSeed(99));
      assertTrue(Vectors.difference(first.perturbation(), other.perturbation()).norm() > 0);
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    ZeroFilledReconstruction method = new ZeroFilledReconstruction(SCAN.encoding.operator());
    WorstCaseAttack attack =
        new WorstCaseAttack(method, SCAN.encoding, AttackParameters.ofData(0.1));
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, SCAN.problem.data());
    ComplexArray small = ComplexArray.zeros(Precision.DOUBLE, Shape.of(3));
    assertThrows(IllegalArgumentException.class, () -> attack.run(zeros));
    assertThrows(IllegalArgumentException.class, () -> attack.run(small));
    assertThrows(
        IllegalArgumentException.class,
        () -> AttackParameters.paper().withDomain(AttackParameters.Domain.DATA));
    assertThrows(IllegalArgumentException.class, () -> AttackParameters.paper().withMomentum(1));
    assertThrows(IllegalArgumentException.class, () -> AttackParameters.ofData(0));
  }
}
