package org.firenet.array;

/** Width of the real and imaginary part of a number in memory. */
public enum Precision {
  /** 32-bit IEEE 754. */
  SINGLE,
  /** 64-bit IEEE 754. */
  DOUBLE;

  /** Bytes of one complex number. */
  public int bytesPerComplex() {
    return this == SINGLE ? 8 : 16;
  }
}
