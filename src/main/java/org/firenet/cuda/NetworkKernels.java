package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;

/**
 * Kernels that every way through the layers has in common: {@code network.cu}. For one thread at a
 * time.
 *
 * <p>State of images: {@code x} and {@code sum}, each {@code [image, z, y, x]} padded. The first
 * layer of block b takes x = begin_b · sum and begins a new sum; the result is final · sum.
 */
final class NetworkKernels {
  private static final int SCHEDULE_THREADS = 128;

  private final Kernel schedule;
  private final Kernel start;
  private final Kernel finish;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels. */
  NetworkKernels(Device device, Precision precision) {
    KernelModule module = KernelFamily.load(device, "network", precision);
    schedule = module.kernel("schedule");
    start = module.kernel("start_from_images");
    finish = module.kernel("finish_images");
  }

  /** Numbers of the schedule of an image: 2n + 1. */
  static int entries(FirenetParameters parameters) {
    return 2 * parameters.outer() + 1;
  }

  /** Place in the schedule of begin_b = α_b / (α_{b−1} p), for b = 0 of α_0. */
  static int begin(int block) {
    return 2 * block;
  }

  /** Place in the schedule of α_b. */
  static int alpha(int block) {
    return 2 * block + 1;
  }

  /**
   * Computes the schedule of each image; all zeros if an α is infinite.
   *
   * @param parameters resolved
   * @param partial address of {@code double [image, count]}, partial sums of |y|². Not modified.
   * @param to address of {@code double [image, 2n + 1]}: begin_b and α_b of each block, then
   *     1/(α_{n−1} p). Modified.
   */
  void schedule(
      DeviceStream stream,
      FirenetParameters parameters,
      long partial,
      int count,
      int images,
      long to) {
    arguments
        .clear()
        .address(partial)
        .integer(count)
        .integer(parameters.outer())
        .integer(parameters.inner())
        .integer(parameters.restarts() ? 1 : 0)
        .real(parameters.nu())
        .real(parameters.delta().orElse(-1))
        .real(Defaults.RELATIVE_DELTA)
        .real(parameters.epsilon0().orElse(0))
        .real(parameters.norm().orElseThrow())
        .address(to);
    stream.launch(schedule, LaunchShape.of(images, SCHEDULE_THREADS), arguments);
  }

  /**
   * Puts images into the sum, with zeros in the padding.
   *
   * @param from address of {@code [image, z, y, x]}. Not modified.
   * @param sum address of the padded sums. Modified.
   */
  void startFromImages(DeviceStream stream, ImageGrid grid, long from, long sum, int images) {
    arguments.clear().address(from).address(sum).integer(images);
    grid.add(arguments);
    stream.launch(start, PointLaunch.of(grid.points(), images), arguments);
  }

  /**
   * Writes the images.
   *
   * @param sum address of the padded sums. Not modified.
   * @param from address of the schedule. Not modified.
   * @param entries numbers of the schedule of an image
   * @param to address of {@code [image, z, y, x]}. Modified.
   * @param status address of {@code int [image]}: how many numbers are not finite. Modified.
   */
  void finish(
      DeviceStream stream,
      ImageGrid grid,
      long sum,
      long from,
      int entries,
      long to,
      long status,
      int images) {
    stream.clear(status, (long) Integer.BYTES * images);
    arguments.clear().address(sum).address(from).integer(entries).address(to).address(status);
    arguments.integer(images);
    grid.add(arguments);
    stream.launch(finish, PointLaunch.of(grid.points(), images), arguments);
  }
}
