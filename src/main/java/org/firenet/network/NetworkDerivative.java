package org.firenet.network;

import java.util.Set;
import org.firenet.array.ComplexArray;

/**
 * The derivative of a network for one image: exact Jacobian–vector and vector–Jacobian products
 * through restarts, soft thresholds, ball projections and ergodic means, with τ, σ and L constant.
 *
 * <p>The network is differentiable except where a coefficient meets its threshold or ‖d‖₂ = 1;
 * there the derivative is the one of the side of smaller moduli. The derivative is linear over the
 * real numbers, not over the complex ones. One call at a time. Source: Colbrook et al., PNAS 2022,
 * for the network; the chain rule.
 *
 * <p>As a differentiable layer: {@link #linearise} is the forward pass, {@link #vjp} the backward
 * pass.
 */
public interface NetworkDerivative extends AutoCloseable {
  /** The problem. */
  Problem problem();

  /** The parameters, with L, τ and σ filled in. */
  FirenetParameters parameters();

  /** Name of the backend and what it keeps, for people to read. */
  String description();

  /**
   * Bytes that linearising keeps, of all vectors together.
   *
   * <p>With checkpoints of N layers: 3 ⌈√N⌉ images and 2 ⌈√N⌉ data, up to a few; with every layer:
   * N of each.
   */
  long memoryBytes();

  /**
   * Runs the network and keeps what its derivative there needs.
   *
   * @param input one image's data, with maps and start if any. Not modified; must not change as
   *     long as products are asked for.
   * @return image {@code [y, x]}, scaled like the data
   * @throws IllegalArgumentException if a shape is wrong or a number not finite
   * @throws IllegalStateException if closed
   */
  ComplexArray linearise(PlanInput input);

  /**
   * J t: by how much the image changes, to first order, as the input does.
   *
   * @param direction change of the input. Not modified.
   * @return {@code [y, x]}
   * @throws IllegalArgumentException if a shape is wrong or a number not finite
   * @throws IllegalStateException if closed or not linearised
   */
  ComplexArray jvp(Tangent direction);

  /**
   * J* v: the gradient of ⟨v, image⟩ with respect to the input, ⟨a, b⟩ = Re Σ conj(a_i) b_i.
   *
   * @param cotangent v, {@code [y, x]}. Not modified.
   * @param wanted which parts of the gradient to compute
   * @return a tangent with these parts; the data's is zero outside the mask
   * @throws IllegalArgumentException if the shape is wrong, a number not finite, or maps are wanted
   *     of a problem without
   * @throws IllegalStateException if closed or not linearised
   */
  Tangent vjp(ComplexArray cotangent, Set<DerivativeVariable> wanted);

  /** J* v with respect to the data alone, shape {@link Problem#data}. */
  default ComplexArray vjp(ComplexArray cotangent) {
    return vjp(cotangent, Set.of(DerivativeVariable.DATA)).data().orElseThrow();
  }

  /** Frees everything. More than once is allowed. */
  @Override
  void close();
}
