package org.firenet.experiments;

import java.util.List;
import org.firenet.stability.DifferentiableReconstruction;

/** An image, its samples, and the methods that are attacked on it; FIRENET is the first. */
interface StabilitySetting {
  /** For headings. */
  String title();

  /** For file names. */
  String word();

  /** Image and samples. */
  PhantomProblem problem(long seed);

  /**
   * The methods; whoever asks closes them.
   *
   * @param output told which are left out and why. Modified.
   */
  List<DifferentiableReconstruction> methods(
      PhantomProblem problem, ExperimentSettings settings, ExperimentOutput output);
}
