package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;

/**
 * Sums {@code R_{cc'} = Σ_u k_c[u] conj(k_{c'}[u])} over all points of multi-coil data.
 *
 * <p>Blocks of points are summed by themselves and then added in their order: the same bits
 * whatever the number of threads. Memory: a block of the data and at most 256 matrices.
 */
final class CoilCovariance {
  private static final int SMALLEST_BLOCK = 2048;
  private static final int BLOCKS = 256;

  private final double[][] re;
  private final double[][] im;

  /** Zero sums for a number of coils. */
  CoilCovariance(int coils) {
    this.re = new double[coils][coils];
    this.im = new double[coils][coils];
  }

  /** The sums over {@code [coil, ...]}. */
  static CoilCovariance of(ComplexArray data) {
    return new CoilCovariance(data.shape().extent(0)).add(data);
  }

  /** Adds the sums over {@code [coil, ...]}, finite. Not modified. */
  CoilCovariance add(ComplexArray data) {
    int coils = re.length;
    int points = data.count() / coils;
    int length = Math.max(SMALLEST_BLOCK, (points + BLOCKS - 1) / BLOCKS);
    int blocks = (points + length - 1) / length;
    IntStream.range(0, blocks)
        .parallel()
        .mapToObj(b -> block(data, b * length, Math.min(length, points - b * length)))
        .forEachOrdered(
            part -> {
              for (int i = 0; i < coils * coils; i++) {
                re[i / coils][i % coils] += part[0][i];
                im[i / coils][i % coils] += part[1][i];
              }
            });
    return this;
  }

  private double[][] block(ComplexArray data, int first, int length) {
    int coils = re.length;
    int points = data.count() / coils;
    double[][] partRe = new double[coils][length];
    double[][] partIm = new double[coils][length];
    double[][] out = new double[2][coils * coils];
    for (int a = 0; a < coils; a++) {
      CoilMatrix.gather(data, a * points + first, partRe[a], partIm[a]);
      for (int b = 0; b <= a; b++) {
        double real = dot(partRe[a], partRe[b]) + dot(partIm[a], partIm[b]);
        double imaginary = a == b ? 0 : dot(partIm[a], partRe[b]) - dot(partRe[a], partIm[b]);
        out[0][a * coils + b] = real;
        out[0][b * coils + a] = real;
        out[1][a * coils + b] = imaginary;
        out[1][b * coils + a] = a == b ? 0 : -imaginary;
      }
    }
    return out;
  }

  /** Four sums side by side: a single one waits for each of its additions. */
  private static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }

  /** Real parts, {@code [coil][coil]}; not a copy. */
  double[][] re() {
    return re;
  }

  /** Imaginary parts, see {@link #re}. */
  double[][] im() {
    return im;
  }
}
