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
  static ComplexArray reconstruct(
      ComplexArray kspace, ComplexArray maps) { // [coil, ky, kx], [coil, y, x]
    Mask mask = Mask.ofNonZero(kspace, 2);
    Problem problem = Problem.of(mask.shape()).mask(mask).maps(maps).build();
    try (Plan plan = Backends.plan(problem, FirenetParameters.defaults())) {
      return plan.run(PlanInput.of(kspace)); // [y, x], scaled like the data
    }
  }
}
// example: end
