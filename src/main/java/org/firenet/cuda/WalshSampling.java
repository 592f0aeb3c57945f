package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;

/**
 * Hadamard transforms in place. The transform along all axes of a grid, extents being powers of
 * two, is one Hadamard transform of its points in memory order.
 */
final class WalshSampling implements GenericSampling {
  private static final int MOST_STAGES = 4;

  private final Kernel kernel;
  private final long grid;
  private final int lines;
  private final int points;
  private final KernelArguments arguments = new KernelArguments();

  /**
   * For a grid.
   *
   * @param kernel {@code hadamard} of {@code generic.cu}
   * @param lines grids of an image
   * @param points points of a grid, a power of two
   */
  WalshSampling(Kernel kernel, long grid, int lines, int points) {
    this.kernel = kernel;
    this.grid = grid;
    this.lines = lines;
    this.points = points;
  }

  /** Kernels of one transform of grids of so many points. */
  static int launches(int points) {
    return (Integer.numberOfTrailingZeros(points) + MOST_STAGES - 1) / MOST_STAGES;
  }

  @Override
  public double norm() {
    return 1 / Math.sqrt(points);
  }

  @Override
  public long values() {
    return grid;
  }

  @Override
  public void forward(DeviceStream stream, int slices) {
    int bits = Integer.numberOfTrailingZeros(points);
    for (int done = 0; done < bits; done += MOST_STAGES) {
      int stages = Math.min(MOST_STAGES, bits - done);
      long tiles = ((long) slices * lines * points) >> stages;
      arguments.clear().address(grid).integer64(tiles).integer64(1L << done).integer(stages);
      stream.launch(kernel, PointLaunch.of(tiles, 1), arguments);
    }
  }

  @Override
  public void adjoint(DeviceStream stream, int slices) {
    forward(stream, slices);
  }

  @Override
  public void close() {}
}
