package org.firenet.readme;

// example: begin
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;

class ReadmeExample {
  /** From k-space [coil, ky, kx] and coil maps [coil, y, x] to an image [y, x]. */
  static ComplexArray reconstruct(ComplexArray kspace, ComplexArray maps) {
    Mask mask = Mask.ofNonZero(kspace, 2);
    Problem problem = Problem.of(mask.shape()).mask(mask).maps(maps).build();
    try (Plan plan = Backends.plan(problem, FirenetParameters.defaults())) {
      return plan.run(PlanInput.of(kspace));
    }
  }
}
// example: end
