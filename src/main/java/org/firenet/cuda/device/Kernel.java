package org.firenet.cuda.device;

/** A kernel that can be launched; belongs to its device. */
public interface Kernel {
  /** Name of the entry point. */
  String name();
}
