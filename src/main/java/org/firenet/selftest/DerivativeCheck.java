package org.firenet.selftest;

import java.util.OptionalDouble;
import org.firenet.array.Precision;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanOptions;

/** Compares derivatives of backends with the reference's at one point. */
final class DerivativeCheck {
  /**
   * The adjoint is taken at the very numbers of the forward derivative, so that they differ by the
   * rounding of their own products only.
   */
  private static final double SINGLE_ASYMMETRY = 5e-6;

  private static final double DOUBLE_ASYMMETRY = 1e-12;

  private final SelfTestCase one;
  private final DerivativePoint point;

  /** Differentiates a case by the reference. */
  DerivativeCheck(SelfTestCase one, Backend reference) {
    this.one = one;
    PlanOptions exact = PlanOptions.defaults().withPrecision(Precision.DOUBLE);
    try (NetworkDerivative derivative = derivative(reference, exact)) {
      point = new DerivativePoint(one, derivative);
    }
  }

  private NetworkDerivative derivative(Backend backend, PlanOptions options) {
    return backend.derivative(
        one.problem(), one.parameters(), options, DerivativeOptions.defaults());
  }

  /** How a backend does, asked a number of times. */
  SelfTestRow row(Backend backend, PlanOptions options, int runs) {
    SelfTestSubject subject = SelfTestSubject.DERIVATIVES;
    Precision precision = options.precision();
    String route = "";
    double error = Double.NaN;
    boolean repeats = true;
    String failure = "";
    try (NetworkDerivative derivative = derivative(backend, options)) {
      route = derivative.description();
      DerivativeProducts found = point.products(derivative);
      error = point.difference(found);
      for (int run = 1; run < runs; run++) {
        repeats &= found.sameBits(point.products(derivative));
      }
      double asymmetry = point.asymmetry(found);
      double most = precision == Precision.SINGLE ? SINGLE_ASYMMETRY : DOUBLE_ASYMMETRY;
      if (!(asymmetry <= most)) {
        failure = "not adjoint to each other: %.1e, at most %.0e".formatted(asymmetry, most);
      }
    } catch (BackendFailureException | IllegalArgumentException e) {
      failure = e.getMessage();
    }
    return new SelfTestRow(
        one.name(),
        backend.name(),
        subject,
        precision,
        route,
        error,
        subject.bound(precision),
        repeats,
        OptionalDouble.empty(),
        failure);
  }
}
