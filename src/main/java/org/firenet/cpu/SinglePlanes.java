package org.firenet.cpu;

/** Real and imaginary parts of an image, apart. */
final class SinglePlanes {
  final float[] re;
  final float[] im;

  SinglePlanes(int count) {
    re = new float[count];
    im = new float[count];
  }
}
