package org.firenet.cpu;

import org.firenet.array.ComplexArray;

/**
 * A = M Φ S of one image, with the dual variable of the layer. Images are planar (real and
 * imaginary part apart), not padded.
 */
interface SingleSampling {
  /**
   * Sets the sensitivities.
   *
   * @param maps {@code [coil, y, x]}, perhaps behind others in one array. Not modified.
   * @param first index of the first element to use
   */
  void setMaps(Team team, ComplexArray maps, int first);

  /**
   * Sets the data.
   *
   * @param kspace one image's data, perhaps behind others in one array. Not modified.
   * @param first index of the first element to use
   * @return ‖y‖₂ over the sampled points
   */
  double setData(Team team, ComplexArray kspace, int first);

  /** Forgets the dual variable: d = 0. */
  void reset();

  /**
   * {@code d ← keep · d + σ (A x − α y)}, then {@code gradient ← A* d}.
   *
   * @return ‖d‖²
   */
  double layer(
      Team team, SinglePlanes x, double keep, double sigma, double alpha, SinglePlanes gradient);

  /** ‖A x − y‖²; the dual variable stays. */
  double residual(Team team, SinglePlanes x);

  /** A new vector of data in the order of this sampling, zeros. */
  SinglePlanes data();

  /** Fills a vector of data from an array; what was not sampled is left out. */
  void load(ComplexArray kspace, SinglePlanes data);

  /** The adjoint of {@link #load}: an array with zeros where nothing was sampled. */
  void unload(SinglePlanes data, ComplexArray kspace);

  /** {@code data ← A x}; the dual variable stays. */
  void forward(Team team, SinglePlanes x, SinglePlanes data);

  /** {@code x ← A* data}; the dual variable stays. */
  void adjoint(Team team, SinglePlanes data, SinglePlanes x);
}
