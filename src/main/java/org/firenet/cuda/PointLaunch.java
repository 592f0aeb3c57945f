package org.firenet.cuda;

import org.firenet.cuda.device.LaunchShape;

/** Launch shapes of kernels that go over the points of images, images along y. */
final class PointLaunch {
  private static final int THREADS = 256;
  private static final int POINTS_PER_THREAD = 2;

  /** Most partial sums of an image. */
  static final int MOST_SUMS = 512;

  private static final int MOST_BLOCKS = Integer.MAX_VALUE;
  private static final int MOST_IMAGES = 65535;

  private PointLaunch() {}

  /** One thread for each point. */
  static LaunchShape of(long points, int images) {
    long blocks = Math.min(MOST_BLOCKS, (points + THREADS - 1) / THREADS);
    return shape((int) blocks, images);
  }

  /** For kernels that form one partial sum a block, or read the sums of others: few blocks. */
  static LaunchShape sums(long points, int images) {
    return shape(sumsOf(points), images);
  }

  /** How many partial sums an image of so many points has: blocks of {@link #sums}. */
  static int sumsOf(long points) {
    long share = THREADS * POINTS_PER_THREAD;
    return (int) Math.min(MOST_SUMS, (points + share - 1) / share);
  }

  private static LaunchShape shape(int blocks, int images) {
    return new LaunchShape(blocks, Math.min(images, MOST_IMAGES), 1, THREADS, 1, 0);
  }
}
