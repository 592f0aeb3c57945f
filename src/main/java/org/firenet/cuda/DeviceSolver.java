package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;

/**
 * The layers of a problem on a device, for up to a batch of images. Every method only puts work
 * into a stream and may be recorded. The first axis of all arrays is the slice; numbers are
 * complex, in the precision of the design.
 *
 * <p>The order is: maps (once, or whenever they change), data, start, layers, images.
 */
interface DeviceSolver extends AutoCloseable {
  /**
   * Takes in coil sensitivities, {@code [coil, y, x]} or {@code [slice, coil, y, x]}.
   *
   * @param maps device address. Not modified.
   * @param slices number of slices
   * @param shared whether there is one set for all slices
   */
  void maps(DeviceStream stream, long maps, int slices, boolean shared);

  /**
   * Takes in data {@code [slice, coil, ky, kx]} (as {@code Problem.data} says), computes their
   * norms and the schedule of restarts.
   *
   * @param kspace device address. Not modified.
   */
  void data(DeviceStream stream, long kspace, int slices);

  /** Starts from zero. */
  void startFromZero(DeviceStream stream, int slices);

  /** Starts from images {@code [slice, y, x]} at an address. Not modified. */
  void startFromImages(DeviceStream stream, long images, int slices);

  /** Starts from coefficients in the padded shape at an address. Not modified. */
  void startFromCoefficients(DeviceStream stream, long coefficients, int slices);

  /**
   * One layer.
   *
   * @param block outer block, from 0
   * @param inner layer of the block, from 0
   */
  void layer(DeviceStream stream, int block, int inner, int slices);

  /**
   * Writes the images {@code [slice, y, x]} after the last layer.
   *
   * @param images device address. Modified.
   * @param status device address of one {@code int} a slice: how many numbers are not finite.
   *     Modified.
   */
  void images(DeviceStream stream, long images, long status, int slices);

  @Override
  void close();
}
