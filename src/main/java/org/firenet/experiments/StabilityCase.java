package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.firenet.network.FirenetParameters;
import org.firenet.operator.LinearOperator;
import org.firenet.phantom.BrainSlice;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.Encoding;
import org.firenet.stability.NetworkReconstruction;
import org.firenet.stability.SenseReconstruction;
import org.firenet.stability.ZeroFilledReconstruction;

/**
 * An image, its samples, and the methods that are attacked on it.
 *
 * @param extent N
 * @param fraction share of the samples
 * @param coils number of coils; 0 without sensitivities, as in the paper
 */
record StabilityCase(int extent, double fraction, int coils) implements StabilitySetting {
  /** Restarts n. */
  static final int OUTER = 5;

  /** Layers p of each. */
  static final int INNER = 10;

  /** The regularisation parameter λ. */
  static final double LAMBDA = 2.5e-4;

  /** Name of the network in tables. */
  static final String FIRENET = "FIRENET";

  /** The cases of a size. */
  static List<StabilityCase> of(ExperimentSize size) {
    if (size.extent().isPresent()) {
      int extent = size.extent().getAsInt();
      return List.of(new StabilityCase(extent, 0.25, 0), new StabilityCase(extent, 0.25, 8));
    }
    StabilityCase small = new StabilityCase(128, 0.6, 0);
    StabilityCase medium = new StabilityCase(256, 0.25, 0);
    StabilityCase coils = new StabilityCase(128, 0.25, 8);
    return size.of(
        List.of(new StabilityCase(32, 0.6, 0), new StabilityCase(32, 0.25, 8)),
        List.of(small, medium, coils),
        List.of(small, new StabilityCase(1024, 0.15, 0), medium, coils));
  }

  @Override
  public String title() {
    return "N = %d, %.0f %%%s"
        .formatted(extent, 100 * fraction, coils > 0 ? ", %d coils".formatted(coils) : "");
  }

  @Override
  public String word() {
    return "n%d%s".formatted(extent, coils > 0 ? "-coils" : "");
  }

  @Override
  public PhantomProblem problem(long seed) {
    RealArray image = BrainSlice.image(Shape.of(extent, extent));
    PhantomProblem problem =
        PhantomProblem.of(image, PhantomProblem.Transform.FOURIER, fraction, LAMBDA, seed);
    return coils > 0 ? problem.withCoils(coils) : problem;
  }

  /**
   * {@inheritDoc} Without sensitivities CG-SENSE gives the zero-filled image, so that it is not
   * among them.
   */
  @Override
  public List<DifferentiableReconstruction> methods(
      PhantomProblem problem, ExperimentSettings settings, ExperimentOutput output) {
    LinearOperator operator = Encoding.of(problem.problem(), null).operator();
    List<DifferentiableReconstruction> out = new ArrayList<>();
    out.add(firenet(problem, settings));
    if (coils > 0) {
      out.add(new SenseReconstruction(operator, CgSense.Parameters.defaults()));
    }
    out.add(new ZeroFilledReconstruction(operator));
    return out;
  }

  /** The network of the paper for a problem. */
  static NetworkReconstruction firenet(PhantomProblem problem, ExperimentSettings settings) {
    FirenetParameters parameters = FirenetParameters.paper().outer(OUTER).inner(INNER).build();
    return NetworkReconstruction.of(problem.problem(), parameters)
        .backend(settings.backend())
        .options(settings.options(Precision.DOUBLE))
        .name(FIRENET)
        .build();
  }
}
