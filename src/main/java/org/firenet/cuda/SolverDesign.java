package org.firenet.cuda;

import org.firenet.cuda.device.Device;

/**
 * How a problem will be solved on a device for a batch of images, before anything is allocated: a
 * way through the kernels, and the memory that it needs.
 */
interface SolverDesign {
  /** The way in a few words, for people: {@code fused, whole lines, Haar in one kernel}. */
  String description();

  /** All memory that the solver needs, constants and the state of every image of the batch. */
  Workspace workspace();

  /** Bytes that a layer moves through device memory for each image, counted from the kernels. */
  double bytesPerLayer();

  /** Kernels and calls of libraries for all layers of a batch. */
  long launches();

  /**
   * Makes the solver: loads its kernels and uploads its constants.
   *
   * @param address of {@code workspace().bytes()} bytes, 256-byte aligned; stays the caller's
   */
  DeviceSolver bind(Device device, long address);
}
