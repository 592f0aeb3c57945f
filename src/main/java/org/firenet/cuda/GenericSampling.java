package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;

/** The transform Φ of coil images in the grid, up to a factor and a table of samples. */
interface GenericSampling extends AutoCloseable {
  /** Factor that makes the transforms unitary. */
  double norm();

  /** Address of the values {@code [image, coil, point]} that {@link #forward} writes. */
  long values();

  /** From the grid to the values. */
  void forward(DeviceStream stream, int slices);

  /** The adjoint, from the values to the grid. */
  void adjoint(DeviceStream stream, int slices);

  @Override
  void close();
}
