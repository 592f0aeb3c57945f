package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;

/**
 * Combinations of coils at every point, {@code out_v = Σ_c matrix[v, c] in_c}, on all cores.
 *
 * <p>Works on blocks of points with real and imaginary parts apart, so that inner loops run over
 * points; sums in double precision. Results do not depend on the number of threads.
 */
final class CoilMatrix {
  private static final int BLOCK = 256;

  private final int rows;
  private final int coils;
  private final double[] re;
  private final double[] im;

  /** A matrix {@code [row, coil]}; copied. */
  CoilMatrix(ComplexArray matrix) {
    this.rows = matrix.shape().extent(0);
    this.coils = matrix.shape().extent(1);
    this.re = new double[rows * coils];
    this.im = new double[rows * coils];
    for (int i = 0; i < re.length; i++) {
      re[i] = matrix.re(i);
      im[i] = matrix.im(i);
    }
  }

  /**
   * Applies the matrix.
   *
   * @param in {@code [coil, ...]}. Not modified unless it is {@code out}.
   * @param out {@code [row, ...]} in the same precision; may be {@code in}. Modified.
   */
  void apply(ComplexArray in, ComplexArray out) {
    int points = in.count() / coils;
    int blocks = (points + BLOCK - 1) / BLOCK;
    IntStream range = IntStream.range(0, blocks);
    (blocks > 1 ? range.parallel() : range)
        .forEach(
            block -> {
              int first = block * BLOCK;
              applyBlock(in, out, points, first, Math.min(BLOCK, points - first));
            });
  }

  private void applyBlock(ComplexArray in, ComplexArray out, int points, int first, int length) {
    double[][] partRe = new double[coils][length];
    double[][] partIm = new double[coils][length];
    for (int c = 0; c < coils; c++) {
      gather(in, c * points + first, partRe[c], partIm[c]);
    }
    double[] sumRe = new double[length];
    double[] sumIm = new double[length];
    for (int row = 0; row < rows; row++) {
      java.util.Arrays.fill(sumRe, 0);
      java.util.Arrays.fill(sumIm, 0);
      for (int c = 0; c < coils; c++) {
        double mr = re[row * coils + c];
        double mi = im[row * coils + c];
        if (mr != 0 || mi != 0) {
          addScaled(mr, mi, partRe[c], partIm[c], sumRe, sumIm);
        }
      }
      scatter(sumRe, sumIm, out, row * points + first);
    }
  }

  /** Splits consecutive elements into their real and imaginary parts. */
  static void gather(ComplexArray in, int first, double[] re, double[] im) {
    if (in.precision() == Precision.SINGLE) {
      float[] data = in.floats();
      for (int i = 0; i < re.length; i++) {
        re[i] = data[2 * (first + i)];
        im[i] = data[2 * (first + i) + 1];
      }
    } else {
      double[] data = in.doubles();
      for (int i = 0; i < re.length; i++) {
        re[i] = data[2 * (first + i)];
        im[i] = data[2 * (first + i) + 1];
      }
    }
  }

  private static void scatter(double[] re, double[] im, ComplexArray out, int first) {
    if (out.precision() == Precision.SINGLE) {
      float[] data = out.floats();
      for (int i = 0; i < re.length; i++) {
        data[2 * (first + i)] = (float) re[i];
        data[2 * (first + i) + 1] = (float) im[i];
      }
    } else {
      double[] data = out.doubles();
      for (int i = 0; i < re.length; i++) {
        data[2 * (first + i)] = re[i];
        data[2 * (first + i) + 1] = im[i];
      }
    }
  }

  private static void addScaled(
      double mr, double mi, double[] inRe, double[] inIm, double[] outRe, double[] outIm) {
    for (int i = 0; i < outRe.length; i++) {
      outRe[i] += mr * inRe[i] - mi * inIm[i];
      outIm[i] += mr * inIm[i] + mi * inRe[i];
    }
  }
}
