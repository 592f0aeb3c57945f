package org.firenet.cpu;

/**
 * The discrete Fourier transform of a length with a large prime factor as a convolution with a
 * chirp: with {@code w[n] = exp(−πi n²/N)},
 *
 * <pre>
 *   X[u] = w[u] Σ_n (x[n] w[n]) conj(w[u − n]).
 * </pre>
 *
 * <p>The convolution is done by transforms of a longer length without large factors. Source: L.
 * Bluestein, IEEE Trans. Audio Electroacoustics 18, 1970.
 */
final class SingleBluesteinTransform implements SingleTransform {
  private final int length;
  private final SingleTransform longer;
  private final float[] chirp;
  private final float[] kernel;

  SingleBluesteinTransform(int length, SingleButterflies butterflies) {
    this.length = length;
    int size = FourierRadices.smooth(2 * length - 1);
    this.longer = SingleFourierTransform.of(size, butterflies);
    this.chirp = new float[2 * length];
    SingleWork work = new SingleWork(size * SingleLanes.MULTIPLE);
    for (int n = 0; n < length; n++) {
      double angle = Math.PI * ((long) n * n % (2L * length)) / length;
      chirp[2 * n] = (float) Math.cos(angle);
      chirp[2 * n + 1] = (float) -Math.sin(angle);
      for (int place : new int[] {n, (size - n) % size}) {
        work.re[place * SingleLanes.MULTIPLE] = (float) Math.cos(angle);
        work.im[place * SingleLanes.MULTIPLE] = (float) Math.sin(angle);
      }
    }
    longer.forward(work, SingleLanes.MULTIPLE);
    this.kernel = new float[2 * size];
    for (int u = 0; u < size; u++) {
      kernel[2 * u] = work.re[u * SingleLanes.MULTIPLE] / size;
      kernel[2 * u + 1] = work.im[u * SingleLanes.MULTIPLE] / size;
    }
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int workLength() {
    return longer.length();
  }

  @Override
  public void forward(SingleWork work, int lanes) {
    multiply(work, lanes, chirp, length);
    java.util.Arrays.fill(work.re, length * lanes, longer.length() * lanes, 0);
    java.util.Arrays.fill(work.im, length * lanes, longer.length() * lanes, 0);
    longer.forward(work, lanes);
    multiply(work, lanes, kernel, longer.length());
    longer.adjoint(work, lanes);
    multiply(work, lanes, chirp, length);
  }

  @Override
  public void adjoint(SingleWork work, int lanes) {
    work.swapParts();
    forward(work, lanes);
    work.swapParts();
  }

  private static void multiply(SingleWork work, int lanes, float[] factors, int elements) {
    for (int t = 0; t < elements; t++) {
      float wr = factors[2 * t];
      float wi = factors[2 * t + 1];
      for (int i = t * lanes; i < (t + 1) * lanes; i++) {
        float re = work.re[i];
        float im = work.im[i];
        work.re[i] = re * wr - im * wi;
        work.im[i] = re * wi + im * wr;
      }
    }
  }
}
