package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.learned.LearnedNetworks;
import org.firenet.operator.LinearOperator;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.Encoding;
import org.firenet.stability.ZeroFilledReconstruction;

/**
 * An image of ellipses, with the U-Nets that {@link Tradeoff} trained for such images.
 *
 * @param extent N
 */
record EllipseStability(int extent) implements StabilitySetting {
  private static final EllipsePattern PATTERN = EllipsePattern.LINES;

  @Override
  public String title() {
    return "ellipses, N = %d, %s".formatted(extent, PATTERN.title());
  }

  @Override
  public String word() {
    return "ellipses";
  }

  @Override
  public PhantomProblem problem(long seed) {
    EllipseProblem ellipses = new EllipseProblem(extent, PATTERN, seed);
    return PhantomProblem.of(ellipses.problem(), ellipses.unseen(0));
  }

  @Override
  public List<DifferentiableReconstruction> methods(
      PhantomProblem problem, ExperimentSettings settings, ExperimentOutput output) {
    LinearOperator operator = Encoding.of(problem.problem(), null).operator();
    List<DifferentiableReconstruction> out = new ArrayList<>();
    EllipseProblem ellipses = new EllipseProblem(extent, PATTERN, settings.seed());
    out.add(ellipses.firenet(settings));
    out.add(ellipses.longFirenet(settings));
    Optional<String> unavailable = LearnedNetworks.unavailable();
    if (unavailable.isPresent()) {
      output.leftOut("The trained networks", unavailable.get());
    } else {
      TrainedUNets networks = TrainedUNets.of(ellipses, settings);
      for (TrainedUNet network : TrainedUNet.values()) {
        networks
            .kept(network)
            .ifPresentOrElse(
                out::add,
                () ->
                    output.leftOut(
                        network.title(),
                        "none of this size and seed is kept here, firenet experiment tradeoff"
                            + " trains one"));
      }
    }
    out.add(new ZeroFilledReconstruction(operator));
    return out;
  }
}
