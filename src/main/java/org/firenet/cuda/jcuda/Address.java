package org.firenet.cuda.jcuda;

import jcuda.driver.CUdeviceptr;

/** A device address as JCuda takes it, and as it gives one back. */
final class Address extends CUdeviceptr {
  private static final CUdeviceptr NULL = new CUdeviceptr();

  /** None yet; JCuda writes it. */
  Address() {}

  /** A given address. */
  Address(long value) {
    super(NULL, value);
  }

  /** What a pointer of JCuda holds. */
  static long of(CUdeviceptr pointer) {
    return new Address(pointer).value();
  }

  private Address(CUdeviceptr other) {
    super(other, 0);
  }

  long value() {
    return getNativePointer() + getByteOffset();
  }
}
