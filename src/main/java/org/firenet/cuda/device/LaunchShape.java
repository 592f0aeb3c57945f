package org.firenet.cuda.device;

/**
 * How many blocks and threads run a kernel.
 *
 * @param blocksX blocks along x
 * @param blocksY blocks along y, at most 65535
 * @param blocksZ blocks along z, at most 65535
 * @param threadsX threads of a block along x
 * @param threadsY threads of a block along y
 * @param sharedBytes dynamic shared memory of a block
 */
public record LaunchShape(
    int blocksX, int blocksY, int blocksZ, int threadsX, int threadsY, int sharedBytes) {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_BLOCKS = 65535;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public LaunchShape {
    boolean blocks = blocksX >= 1 && inside(blocksY) && inside(blocksZ);
    boolean threads = threadsX >= 1 && threadsY >= 1 && (long) threadsX * threadsY <= MOST_THREADS;
    if (!blocks || !threads || sharedBytes < 0) {
      throw new IllegalArgumentException(
          "launch: expected blocks of 1 to 1024 threads, got %d x %d x %d blocks of %d x %d threads"
              .formatted(blocksX, blocksY, blocksZ, threadsX, threadsY));
    }
  }

  private static boolean inside(int blocks) {
    return blocks >= 1 && blocks <= MOST_BLOCKS;
  }

  /** Blocks of one dimension, no shared memory. */
  public static LaunchShape of(int blocks, int threads) {
    return new LaunchShape(blocks, 1, 1, threads, 1, 0);
  }
}
