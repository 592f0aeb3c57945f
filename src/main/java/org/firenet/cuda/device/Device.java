package org.firenet.cuda.device;

import java.util.List;
import org.firenet.array.Precision;

/**
 * One GPU. Safe to use from several threads; a {@link DeviceStream} is for one thread at a time.
 *
 * <p>Everything that comes from a device has to be closed before the device. Every status that is
 * not success is a {@link DeviceException}.
 */
public interface Device extends AutoCloseable {
  /** What does not change: name, architecture, sizes. */
  DeviceProperties properties();

  /** Bytes free and in all, now. */
  MemoryState memory();

  /**
   * Takes device memory; the contents are undefined.
   *
   * @param purpose what it is for, for the message if there is not enough
   * @throws DeviceMemoryException if there is not enough, saying what was asked and what was free
   */
  DeviceBuffer allocate(long bytes, String purpose);

  /**
   * Takes page-locked host memory, which copies can reach while the processor does other things.
   *
   * @throws DeviceMemoryException if there is not enough
   */
  HostBuffer allocateHost(long bytes, String purpose);

  /** A new stream. */
  DeviceStream newStream();

  /** A new event. */
  DeviceEvent newEvent();

  /**
   * A family of kernels compiled for constants; loaded once and kept until the device is closed.
   *
   * @throws KernelUnavailableException if it is neither there precompiled nor can be compiled here;
   *     the message says why
   */
  KernelModule module(KernelSpecification specification);

  /**
   * A plan for unnormalised complex transforms along all axes of a grid, not centred: forward has
   * exp(−2πi kn/N).
   *
   * @param extents 1 to 3 extents, slowest first
   * @param batch how many grids, one after the other in memory
   * @throws DeviceException if the library for it can not be loaded or refuses
   */
  TransformPlan transform(List<Integer> extents, int batch, Precision precision);

  /**
   * Matrix products through the vendor's library, with their own work memory (16 MiB with CUDA).
   *
   * @throws DeviceException if the library for it can not be loaded
   */
  MatrixProducts matrixProducts();

  @Override
  void close();
}
