package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;

/** A solver that can also say how far it is after every layer. */
interface MeasuringSolver extends DeviceSolver {
  /** Numbers that {@link #measure} writes for a slice. */
  int MEASURES = 4;

  /**
   * Takes in true images.
   *
   * @param images device address of {@code [slice, y, x]}; 0 for none. Not modified, kept by
   *     address.
   * @param magnitudes whether the magnitudes are compared, not the complex numbers
   */
  void truth(long images, boolean magnitudes);

  /**
   * Measures the mean of the layers of a block so far.
   *
   * @param inner last layer done, from 0
   * @param measures device address of {@code double [slice, 4]}: squared residual ‖A z − y‖₂², norm
   *     ‖z‖_{1,w} as the layer sees it, ‖x − truth‖₂² (or ‖|x| − |truth|‖₂²) and ‖truth‖₂² (zeros
   *     without a truth). Modified.
   */
  void measure(DeviceStream stream, int block, int inner, int slices, long measures);
}
