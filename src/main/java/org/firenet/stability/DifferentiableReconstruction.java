package org.firenet.stability;

import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * A map R from the data of one image to the image, with its derivative: what attacks and audits
 * work on.
 *
 * <p>Complex arrays are paired by the real inner product ⟨a, b⟩ = Re Σ conj(a_i) b_i; derivatives
 * are linear over the real numbers. One call at a time.
 */
public interface DifferentiableReconstruction extends AutoCloseable {
  /** Short name, for tables. */
  String name();

  /** Shape of the data of one image, {@code [coil, ky, kx]} or {@code [ky, kx]}. */
  Shape data();

  /** Shape of the image, {@code [y, x]}. */
  Shape image();

  /**
   * R(y).
   *
   * @param kspace y, shape {@link #data}. Not modified.
   * @return image, shape {@link #image}, scaled like the data
   */
  ComplexArray reconstruct(ComplexArray kspace);

  /**
   * R(y), from where {@link #vjp} and {@link #jvp} differentiate until the next call.
   *
   * @param kspace y, shape {@link #data}. Not modified; must not change meanwhile.
   */
  ComplexArray linearise(ComplexArray kspace);

  /**
   * J* v, the gradient of ⟨v, R(y)⟩ with respect to y.
   *
   * @param cotangent v, shape {@link #image}. Not modified.
   * @return shape {@link #data}; zero where nothing was sampled
   * @throws IllegalStateException before {@link #linearise}
   */
  ComplexArray vjp(ComplexArray cotangent);

  /**
   * J e, the first-order change of R(y) as y changes by e.
   *
   * @param direction e, shape {@link #data}. Not modified.
   * @return shape {@link #image}
   * @throws IllegalStateException before {@link #linearise}
   * @throws UnsupportedOperationException if the method has vector–Jacobian products only
   */
  ComplexArray jvp(ComplexArray direction);

  /** Frees everything. More than once is allowed. */
  @Override
  void close();
}
