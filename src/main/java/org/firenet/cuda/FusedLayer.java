package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;

/** The kernels of a layer of the fused way. */
interface FusedLayer {
  /**
   * One layer.
   *
   * @param inner layer of the block, from 0
   * @param mapStride numbers from the maps of one image to those of the next; 0 for the same
   */
  void enqueue(DeviceStream stream, int block, int inner, int slices, long mapStride);
}
