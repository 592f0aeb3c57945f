package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.network.PlanInput;

/**
 * All layers at once, nothing measured.
 *
 * @param plan runs them
 * @param input says what kind of start there is
 * @param oneAtATime whether maps for each slice go where the maps for all are, slice by slice
 */
record PlanWork(DevicePlan plan, PlanInput input, boolean oneAtATime) implements TransferSlot.Work {
  @Override
  public void enqueue(
      DeviceStream stream,
      long kspace,
      long maps,
      long start,
      long images,
      SliceQueue.Slices slices) {
    int count = slices.count();
    if (maps != 0) {
      plan.maps(stream, maps, count, oneAtATime);
    }
    plan.expect(count);
    if (start == 0) {
      plan.run(stream, kspace, images, count);
    } else if (input.startImage().isPresent()) {
      plan.runFrom(stream, kspace, start, images, count);
    } else {
      plan.runFromCoefficients(stream, kspace, start, images, count);
    }
  }
}
