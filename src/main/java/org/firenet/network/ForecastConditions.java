package org.firenet.network;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * For what a forecast is made.
 *
 * @param images how many images there are in all
 * @param device name of a device that is not there but is to be assumed, {@code H200}; empty for
 *     those of this machine
 * @param bandwidth bytes per second, read plus written, that the device copies; empty to measure it
 *     or, of an assumed device, to take what is known
 */
public record ForecastConditions(int images, Optional<String> device, OptionalDouble bandwidth) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no image, or the bandwidth is not positive
   */
  public ForecastConditions {
    if (images < 1) {
      throw new IllegalArgumentException("images: expected at least 1, got " + images);
    }
    if (!(bandwidth.orElse(1) > 0) || Double.isInfinite(bandwidth.orElse(1))) {
      throw new IllegalArgumentException(
          "bandwidth: expected a positive number, got " + bandwidth.getAsDouble());
    }
  }

  /** A number of images on this machine. */
  public static ForecastConditions here(int images) {
    return new ForecastConditions(images, Optional.empty(), OptionalDouble.empty());
  }
}
