package org.firenet.cpu;

/** Buffers of one thread for lines under transformation. */
final class SingleWork {
  float[] re;
  float[] im;
  float[] otherRe;
  float[] otherIm;

  /** Room for {@code capacity} numbers. */
  SingleWork(int capacity) {
    re = new float[capacity];
    im = new float[capacity];
    otherRe = new float[capacity];
    otherIm = new float[capacity];
  }

  /** The other pair of buffers becomes the current one. */
  void swapBuffers() {
    float[] r = re;
    float[] i = im;
    re = otherRe;
    im = otherIm;
    otherRe = r;
    otherIm = i;
  }

  /** Exchanges real and imaginary parts: x becomes i conj(x). */
  void swapParts() {
    float[] r = re;
    re = im;
    im = r;
  }
}
