package org.firenet.selftest;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;

/**
 * Where a network is differentiated and along what: the first image of a case, a random direction t
 * of all that it is given, and a cotangent that is half random and half J t, so that ⟨v, J t⟩ is of
 * the size of ‖v‖ ‖J t‖.
 */
final class DerivativePoint {
  private static final long SEED = 20261130;

  private final SelfTestCase one;
  private final Tangent direction;
  private final ComplexArray cotangent;
  private final DerivativeProducts expected;

  /** Of a case, for which a derivative is asked that others are compared with. */
  DerivativePoint(SelfTestCase one, NetworkDerivative reference) {
    this.one = one;
    Problem problem = one.problem();
    SplittableRandom random = new SplittableRandom(SEED);
    direction = Tangent.ofData(RandomArrays.numbers(random, problem.data()));
    direction.start(RandomArrays.numbers(random, problem.image()));
    direction.lambda(problem.lambda() * random.nextDouble());
    direction.weights(weights(random));
    if (problem.coils() > 0) {
      direction.maps(RandomArrays.numbers(random, problem.data()));
    }
    ComplexArray image = reference.linearise(one.input(0));
    ComplexArray along = reference.jvp(direction);
    cotangent = mixed(RandomArrays.numbers(random, problem.image()), along);
    expected = new DerivativeProducts(image, along, reference.vjp(cotangent, wanted()));
  }

  private static ComplexArray mixed(ComplexArray random, ComplexArray along) {
    double scale = along.norm() > 0 ? random.norm() / along.norm() : 0;
    for (int i = 0; i < random.count(); i++) {
      double re = random.re(i) + scale * along.re(i);
      random.set(i, re, random.im(i) + scale * along.im(i));
    }
    return random;
  }

  /** Weights of 0 stay: there the network has a derivative to one side only. */
  private RealArray weights(SplittableRandom random) {
    double[] change = new double[one.problem().layout().padded().count()];
    for (int i = 0; i < change.length; i++) {
      change[i] = weight(i) * (random.nextDouble() - 0.5);
    }
    return RealArray.of(one.problem().layout().padded(), change);
  }

  private double weight(int i) {
    return one.problem().weights().map(w -> w.get(i)).orElse(1.0);
  }

  private Set<DerivativeVariable> wanted() {
    Set<DerivativeVariable> wanted = EnumSet.allOf(DerivativeVariable.class);
    if (one.problem().coils() == 0) {
      wanted.remove(DerivativeVariable.MAPS);
    }
    return wanted;
  }

  /** The products of a derivative here. */
  DerivativeProducts products(NetworkDerivative derivative) {
    ComplexArray image = derivative.linearise(one.input(0));
    ComplexArray along = derivative.jvp(direction);
    return new DerivativeProducts(image, along, derivative.vjp(cotangent, wanted()));
  }

  /** |⟨v, J t⟩ − ⟨J* v, t⟩| / (‖v‖ ‖J t‖). */
  double asymmetry(DerivativeProducts products) {
    double size = cotangent.norm() * products.along().norm();
    double difference =
        Tangent.inner(cotangent, products.along()) - products.gradient().inner(direction);
    return Math.abs(difference) / (size > 0 ? size : 1);
  }

  /** The largest relative difference to the reference; gradients of weights of 0 do not count. */
  double difference(DerivativeProducts found) {
    Tangent a = found.gradient();
    Tangent b = expected.gradient();
    double worst = Differences.of(found.image(), expected.image());
    worst = Math.max(worst, Differences.of(found.along(), expected.along()));
    worst = Math.max(worst, Differences.of(a.data().orElseThrow(), b.data().orElseThrow()));
    worst = Math.max(worst, Differences.of(a.start().orElseThrow(), b.start().orElseThrow()));
    ComplexArray weights = weighted(b);
    worst = Math.max(worst, Differences.of(weighted(a), weights));
    if (one.problem().coils() > 0) {
      worst = Math.max(worst, Differences.of(a.maps().orElseThrow(), b.maps().orElseThrow()));
    }
    // The derivative with respect to λ is a sum of these terms, of both signs.
    double size = weights.norm() * Math.sqrt(weights.count()) / one.problem().lambda();
    double lambda = Math.abs(a.lambda().orElseThrow() - b.lambda().orElseThrow());
    return Math.max(worst, lambda / (size > 0 ? size : 1));
  }

  private ComplexArray weighted(Tangent gradient) {
    RealArray weights = gradient.weights().orElseThrow();
    double[] terms = new double[weights.count()];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = weight(i) * weights.get(i);
    }
    return ComplexArray.ofReal(RealArray.of(weights.shape(), terms));
  }
}
