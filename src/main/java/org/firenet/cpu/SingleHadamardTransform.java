package org.firenet.cpu;

/** The Hadamard transform in natural order; its own adjoint. */
final class SingleHadamardTransform implements SingleTransform {
  private final int length;

  /** A transform of a power of two. */
  SingleHadamardTransform(int length) {
    this.length = length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void forward(SingleWork work, int lanes) {
    for (int half = lanes; half < length * lanes; half *= 2) {
      step(work.re, work.otherRe, half, length * lanes);
      step(work.im, work.otherIm, half, length * lanes);
      work.swapBuffers();
    }
  }

  private static void step(float[] x, float[] y, int half, int count) {
    for (int block = 0; block < count; block += 2 * half) {
      for (int i = block; i < block + half; i++) {
        y[i] = x[i] + x[i + half];
      }
      for (int i = block; i < block + half; i++) {
        y[i + half] = x[i] - x[i + half];
      }
    }
  }

  @Override
  public void adjoint(SingleWork work, int lanes) {
    forward(work, lanes);
  }
}
