package org.firenet.cuda;

import org.firenet.cuda.device.DeviceProperties;

/**
 * How many images go through all layers together: as many as stay in the L2 cache with their state,
 * but enough to occupy the device, and no more than the memory holds.
 */
final class GroupSize {
  /** Points that a multiprocessor should have at a time. */
  private static final long POINTS_PER_PROCESSOR = 4096;

  /** Where the cache is too small anyway, so many times what occupies the device. */
  private static final int OUT_OF_CACHE = 4;

  private static final double CACHE_SHARE = 0.6;
  private static final double MEMORY_SHARE = 0.9;

  private GroupSize() {}

  /**
   * The size.
   *
   * @param one the design for one image
   * @param most largest that is wanted
   * @param transferBytes device memory for each image beside the plan's
   * @param freeBytes device memory there is
   */
  static int of(DevicePlanDesign one, int most, long transferBytes, long freeBytes) {
    DeviceProperties device = one.device().properties();
    long points = (long) one.problem().image().count() * Math.max(1, one.problem().coils());
    long occupying =
        Math.max(1, device.multiprocessors() * POINTS_PER_PROCESSOR / Math.max(1, points));
    long imageBytes = imageBytes(one);
    long cached = (long) (CACHE_SHARE * device.cacheBytes() / imageBytes);
    long wanted = cached >= occupying ? cached : OUT_OF_CACHE * occupying;
    long constants = one.workspaceBytes() - imageBytes;
    long held = (long) ((MEMORY_SHARE * freeBytes - constants) / (imageBytes + transferBytes));
    return (int) Math.max(1, Math.min(most, Math.min(wanted, held)));
  }

  /** Memory of the plan for each image. */
  private static long imageBytes(DevicePlanDesign one) {
    return Math.max(1, one.withBatch(2).workspaceBytes() - one.workspaceBytes());
  }
}
