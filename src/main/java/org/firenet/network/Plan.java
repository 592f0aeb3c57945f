package org.firenet.network;

import java.util.List;
import org.firenet.array.ComplexArray;

/**
 * A problem bound to a backend, a batch size and a precision. Owns all its memory. One run at a
 * time; different plans may run at once.
 */
public interface Plan extends AutoCloseable {
  /** The problem. */
  Problem problem();

  /** The parameters, with L, τ and σ filled in. */
  FirenetParameters parameters();

  /** The options. */
  PlanOptions options();

  /** Name of the backend and what it chose to do, for people to read. */
  String description();

  /**
   * Reconstructs images.
   *
   * @param input data, and what else the run needs; at most {@code options().batch()} slices
   * @param images {@code [slice, y, x]}, or {@code [y, x]} for one; scaled like the data. Modified.
   * @throws IllegalArgumentException if a shape is wrong or a number not finite
   * @throws IllegalStateException if the plan is closed
   */
  void run(PlanInput input, ComplexArray images);

  /** {@link #run(PlanInput, ComplexArray)} into a new array of the plan's precision. */
  ComplexArray run(PlanInput input);

  /** One history for each image of the last run; empty unless the options ask for it. */
  List<History> histories();

  /** Frees everything; the plan can not be used any more. More than once is allowed. */
  @Override
  void close();
}
