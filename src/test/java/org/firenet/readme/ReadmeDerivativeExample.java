package org.firenet.readme;

// example: begin
import java.util.EnumSet;
import org.firenet.array.ComplexArray;
import org.firenet.network.Backends;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;

class ReadmeDerivativeExample {
  /** The gradient of ½‖image − truth‖² with respect to data, λ, weights and coil maps. */
  static Tangent gradient(Problem problem, ComplexArray kspace, ComplexArray truth) {
    try (NetworkDerivative network =
        Backends.derivative(
            "auto",
            problem,
            FirenetParameters.defaults(),
            PlanOptions.defaults(),
            DerivativeOptions.defaults())) {
      ComplexArray misfit = network.linearise(PlanInput.of(kspace));
      for (int i = 0; i < misfit.count(); i++) {
        misfit.set(i, misfit.re(i) - truth.re(i), misfit.im(i) - truth.im(i));
      }
      return network.vjp(misfit, EnumSet.complementOf(EnumSet.of(DerivativeVariable.START)));
    }
  }
}
// example: end
