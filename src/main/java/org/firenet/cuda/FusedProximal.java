package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;

/** The primal step of the fused way where it is not in the kernel that transforms. */
interface FusedProximal {
  /**
   * From gradients to extrapolated images; iterates and sums move on.
   *
   * @param inner layer of the block, from 0
   */
  void enqueue(DeviceStream stream, LayerNumbers numbers, int inner, int slices);
}
