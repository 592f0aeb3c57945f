package org.firenet.cuda.device;

/** Compiled kernels; belongs to the device. */
public interface KernelModule {
  /**
   * A kernel by the name of its {@code extern "C"} entry point.
   *
   * @throws DeviceException if there is none of this name
   */
  Kernel kernel(String name);
}
