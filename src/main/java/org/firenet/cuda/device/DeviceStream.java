package org.firenet.cuda.device;

/**
 * Work in order. Nothing here waits for the device but {@link #synchronize}. Between {@link
 * #beginRecording} and {@link #endRecording} nothing runs, the work is written down.
 */
public interface DeviceStream extends AutoCloseable {
  /**
   * Runs a kernel.
   *
   * @param shape blocks, threads and dynamic shared memory
   * @param arguments in the order of the kernel's parameters; copied
   */
  void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments);

  /** Copies host memory to the device. The host buffer must stay as it is until that is done. */
  void copyToDevice(HostBuffer from, long offset, long to, long bytes);

  /** Copies device memory to the host. */
  void copyToHost(long from, HostBuffer to, long offset, long bytes);

  /** Copies device memory that does not overlap. */
  void copyOnDevice(long from, long to, long bytes);

  /** Writes zeros. */
  void clear(long address, long bytes);

  /** Marks this place in the stream. */
  void record(DeviceEvent event);

  /** What comes next waits for the event. */
  void waitFor(DeviceEvent event);

  /** Starts writing down instead of running; only what was given as work, no waiting. */
  void beginRecording();

  /** Ends it. */
  Recording endRecording();

  /** Runs a recording. */
  void launch(Recording recording);

  /**
   * Waits until everything is done.
   *
   * @throws DeviceException if any of it failed
   */
  void synchronize();

  @Override
  void close();
}
