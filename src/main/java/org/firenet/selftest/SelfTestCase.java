package org.firenet.selftest;

import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;

/**
 * Something to solve: a batch of images of one problem.
 *
 * @param name for people
 * @param problem what is solved
 * @param parameters of the network
 * @param kspace {@code [slice, coil, ky, kx]}
 * @param maps {@code [coil, y, x]} or {@code [slice, coil, y, x]}, where the run brings them
 * @param startImage {@code [slice, y, x]}, if there is one
 * @param startCoefficients {@code [slice, y, x]} of the padded image, if there are any
 */
record SelfTestCase(
    String name,
    Problem problem,
    FirenetParameters parameters,
    ComplexArray kspace,
    Optional<ComplexArray> maps,
    Optional<ComplexArray> startImage,
    Optional<ComplexArray> startCoefficients) {
  /** A case that starts from zero and brings no maps. */
  static SelfTestCase of(
      String name, Problem problem, FirenetParameters parameters, ComplexArray kspace) {
    return new SelfTestCase(
        name, problem, parameters, kspace, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** How many images. */
  int batch() {
    return kspace.shape().extent(0);
  }

  /** All images. */
  PlanInput input() {
    PlanInput input = PlanInput.of(kspace);
    maps.ifPresent(input::maps);
    startImage.ifPresent(input::startImage);
    startCoefficients.ifPresent(input::startCoefficients);
    return input;
  }

  /** One image. */
  PlanInput input(int slice) {
    PlanInput input = PlanInput.of(kspace.slice(slice));
    Shape data = problem.data();
    maps.ifPresent(m -> input.maps(m.shape().rank() > data.rank() ? m.slice(slice) : m));
    startImage.ifPresent(s -> input.startImage(s.slice(slice)));
    startCoefficients.ifPresent(s -> input.startCoefficients(s.slice(slice)));
    return input;
  }
}
