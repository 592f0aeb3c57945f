package org.firenet.mri;

import java.util.stream.IntStream;

/**
 * Reduction of a Hermitian matrix to a real symmetric tridiagonal one, {@code H = Q D S D* Q*}: Q a
 * product of Householder reflections {@code I − τ v v*}, D diagonal of modulus 1, S real.
 *
 * <p>Reflections are collected in panels; a panel changes the rest of the matrix at once, {@code A
 * − V W* − W V*}, so that half of the work runs in cache. The whole matrix is kept, not one
 * triangle: then every inner loop adds multiples of rows. Each number is summed in one fixed order,
 * so results do not depend on the number of threads. Source: Dongarra, Sorensen, Hammarling, J.
 * Comput. Appl. Math. 27:215, 1989.
 */
final class HermitianReduction {
  /** Reflections before the rest of the matrix is brought up to date. */
  private static final int PANEL = 32;

  /** Columns of a matrix-vector product that one task computes. */
  private static final int SEGMENT = 256;

  /** Vectors turned back side by side; fixed, so that loops over them are worth their start. */
  private static final int LANES = 64;

  private final int size;
  private final double[][] re;
  private final double[][] im;
  private final double[][] vectorRe;
  private final double[][] vectorIm;
  private final double[] tau;
  private final double[] diagonal;
  private final double[] off;
  private final double[] phaseRe;
  private final double[] phaseIm;
  private final double[][] otherRe = new double[PANEL][];
  private final double[][] otherIm = new double[PANEL][];

  /**
   * Reduces a matrix.
   *
   * @param re real part, rows of as many numbers as there are rows. Modified.
   * @param im imaginary part. Modified.
   */
  HermitianReduction(double[][] re, double[][] im) {
    this.size = re.length;
    this.re = re;
    this.im = im;
    this.vectorRe = new double[size - 1][];
    this.vectorIm = new double[size - 1][];
    this.tau = new double[size];
    this.diagonal = new double[size];
    this.off = new double[size - 1];
    this.phaseRe = new double[size];
    this.phaseIm = new double[size];
    phaseRe[0] = 1;
    for (int start = 0; start < size; start += PANEL) {
      int end = Math.min(size, start + PANEL);
      for (int j = start; j < end; j++) {
        reflect(start, j);
      }
      update(start, end);
    }
  }

  /** Diagonal of S; not a copy. */
  double[] diagonal() {
    return diagonal;
  }

  /** The numbers beside the diagonal of S, at least 0; not a copy. */
  double[] off() {
    return off;
  }

  /** Column j with what the panel has done so far, its reflection, and the other half of it. */
  private void reflect(int start, int j) {
    double[] columnRe = re[j].clone();
    double[] columnIm = new double[size];
    for (int i = j; i < size; i++) {
      columnIm[i] = -im[j][i];
    }
    for (int k = start; k < j; k++) {
      int p = k - start;
      subtract(otherRe[p][j], -otherIm[p][j], vectorRe[k], vectorIm[k], j, columnRe, columnIm);
      subtract(vectorRe[k][j], -vectorIm[k][j], otherRe[p], otherIm[p], j, columnRe, columnIm);
    }
    diagonal[j] = columnRe[j];
    if (j == size - 1) {
      return;
    }
    columnRe[j] = 0;
    columnIm[j] = 0;
    java.util.Arrays.fill(columnRe, 0, j, 0);
    makeReflection(j, columnRe, columnIm);
    double[] productRe = new double[size];
    double[] productIm = new double[size];
    if (tau[j] > 0) {
      multiply(j, columnRe, columnIm, productRe, productIm);
      finish(start, j, productRe, productIm);
    }
    otherRe[j - start] = productRe;
    otherIm[j - start] = productIm;
  }

  /** {@code out −= factor · in} from an index on. */
  private static void subtract(
      double fr,
      double fi,
      double[] inRe,
      double[] inIm,
      int from,
      double[] outRe,
      double[] outIm) {
    for (int i = from; i < outRe.length; i++) {
      outRe[i] -= fr * inRe[i] - fi * inIm[i];
      outIm[i] -= fr * inIm[i] + fi * inRe[i];
    }
  }

  /** Turns x, below the diagonal, into {@code −e^{iθ}‖x‖} and zeros; x becomes v. */
  private void makeReflection(int j, double[] xRe, double[] xIm) {
    int first = j + 1;
    double power = dot(xRe, xRe, first) + dot(xIm, xIm, first);
    double norm = Math.sqrt(power);
    double modulus = Math.hypot(xRe[first], xIm[first]);
    double cos = modulus > 0 ? xRe[first] / modulus : 1;
    double sin = modulus > 0 ? xIm[first] / modulus : 0;
    // ‖v‖² = 2‖x‖(‖x‖ + |x₀|)
    tau[j] = norm > 0 ? 1 / (norm * (norm + modulus)) : 0;
    if (Double.isInfinite(tau[j])) {
      tau[j] = 0;
    }
    xRe[first] += cos * norm;
    xIm[first] += sin * norm;
    vectorRe[j] = xRe;
    vectorIm[j] = xIm;
    off[j] = tau[j] > 0 ? norm : 0;
    // The off-diagonal number is −e^{iθ}‖x‖; D takes its phase.
    phaseRe[first] = -(phaseRe[j] * cos - phaseIm[j] * sin);
    phaseIm[first] = -(phaseRe[j] * sin + phaseIm[j] * cos);
  }

  /** {@code out = A v} for the columns after j, with A before this panel. */
  private void multiply(int j, double[] vRe, double[] vIm, double[] outRe, double[] outIm) {
    int columns = size - j - 1;
    int segments = (columns + SEGMENT - 1) / SEGMENT;
    IntStream range = IntStream.range(0, segments);
    (segments > 1 ? range.parallel() : range)
        .forEach(
            s -> {
              int from = j + 1 + (int) ((long) columns * s / segments);
              int to = j + 1 + (int) ((long) columns * (s + 1) / segments);
              int row = j + 1;
              for (; row + 1 < size; row += 2) {
                addRows(row, vRe, vIm, from, to, outRe, outIm);
              }
              if (row < size) {
                addRow(row, vRe[row], vIm[row], from, to, outRe, outIm);
              }
            });
  }

  /** {@code out += v_row · conj(A[row])}, row and column being conjugate. */
  private void addRow(
      int row, double vr, double vi, int from, int to, double[] outRe, double[] outIm) {
    double[] ar = re[row];
    double[] ai = im[row];
    for (int i = from; i < to; i++) {
      outRe[i] += vr * ar[i] + vi * ai[i];
      outIm[i] += vi * ar[i] - vr * ai[i];
    }
  }

  /** Two rows at once. */
  private void addRows(
      int row, double[] vRe, double[] vIm, int from, int to, double[] outRe, double[] outIm) {
    double vr = vRe[row];
    double vi = vIm[row];
    double wr = vRe[row + 1];
    double wi = vIm[row + 1];
    double[] ar = re[row];
    double[] ai = im[row];
    double[] br = re[row + 1];
    double[] bi = im[row + 1];
    for (int i = from; i < to; i++) {
      outRe[i] += vr * ar[i] + vi * ai[i] + (wr * br[i] + wi * bi[i]);
    }
    for (int i = from; i < to; i++) {
      outIm[i] += vi * ar[i] - vr * ai[i] + (wi * br[i] - wr * bi[i]);
    }
  }

  /** {@code w = p − τ/2 (v*p) v}, p the product with the panel's changes, times τ. */
  private void finish(int start, int j, double[] pRe, double[] pIm) {
    double[] vRe = vectorRe[j];
    double[] vIm = vectorIm[j];
    int first = j + 1;
    for (int k = start; k < j; k++) {
      double[] wRe = otherRe[k - start];
      double[] wIm = otherIm[k - start];
      double[] uRe = vectorRe[k];
      double[] uIm = vectorIm[k];
      double ar = dot(wRe, vRe, first) + dot(wIm, vIm, first);
      double ai = dot(wRe, vIm, first) - dot(wIm, vRe, first);
      double br = dot(uRe, vRe, first) + dot(uIm, vIm, first);
      double bi = dot(uRe, vIm, first) - dot(uIm, vRe, first);
      subtract(ar, ai, uRe, uIm, first, pRe, pIm);
      subtract(br, bi, wRe, wIm, first, pRe, pIm);
    }
    double scale = tau[j];
    for (int i = first; i < size; i++) {
      pRe[i] *= scale;
      pIm[i] *= scale;
    }
    double half = scale / 2 * (dot(vRe, pRe, first) + dot(vIm, pIm, first));
    subtract(half, 0, vRe, vIm, first, pRe, pIm);
  }

  /** Four sums side by side: a single one waits for each of its additions. */
  private static double dot(double[] a, double[] b, int from) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = from;
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

  /** The rest of the matrix after a panel: lower triangle, then its mirror image. */
  private void update(int start, int end) {
    int rows = size - end;
    // A short and a long row together, so that tasks are alike.
    IntStream range = IntStream.range(0, (rows + 1) / 2);
    (rows > SEGMENT ? range.parallel() : range)
        .forEach(
            t -> {
              updateRow(start, end, end + t);
              if (end + t != size - 1 - t) {
                updateRow(start, end, size - 1 - t);
              }
            });
    int blocks = (rows + PANEL - 1) / PANEL;
    IntStream mirrors = IntStream.range(0, blocks);
    (rows > SEGMENT ? mirrors.parallel() : mirrors).forEach(b -> mirror(end, end + b * PANEL));
  }

  private void updateRow(int start, int end, int row) {
    for (int k = start; k < end; k++) {
      if (tau[k] > 0) {
        double[] vr = vectorRe[k];
        double[] vi = vectorIm[k];
        double[] wr = otherRe[k - start];
        double[] wi = otherIm[k - start];
        double pr = vr[row];
        double pi = vi[row];
        double qr = wr[row];
        double qi = wi[row];
        subtractTwo(pr, pi, wr, wi, qr, qi, vr, vi, end, row + 1, re[row]);
        subtractTwo(pi, -pr, wr, wi, qi, -qr, vr, vi, end, row + 1, im[row]);
      }
    }
  }

  /** {@code out −= fr · ar + fi · ai + gr · br + gi · bi} over a range. */
  private static void subtractTwo(
      double fr,
      double fi,
      double[] ar,
      double[] ai,
      double gr,
      double gi,
      double[] br,
      double[] bi,
      int from,
      int to,
      double[] out) {
    for (int i = from; i < to; i++) {
      out[i] -= fr * ar[i] + fi * ai[i] + (gr * br[i] + gi * bi[i]);
    }
  }

  /** The conjugates of some rows' lower triangle to above the diagonal, in small blocks. */
  private void mirror(int end, int firstRow) {
    int lastRow = Math.min(size, firstRow + PANEL);
    for (int column0 = end; column0 < lastRow; column0 += PANEL) {
      for (int row = firstRow; row < lastRow; row++) {
        int to = Math.min(row, column0 + PANEL);
        for (int column = column0; column < to; column++) {
          re[column][row] = re[row][column];
          im[column][row] = -im[row][column];
        }
      }
    }
  }

  /**
   * Vectors of H from real vectors of S, {@code Q D z}.
   *
   * @param vectors {@code [vector][element]}. Not modified.
   * @return {@code [0: real, 1: imaginary][vector][element]}
   */
  double[][][] turnBack(double[][] vectors) {
    double[][][] out = new double[2][vectors.length][size];
    int groups = (vectors.length + LANES - 1) / LANES;
    IntStream.range(0, groups)
        .parallel()
        .forEach(
            g -> {
              int first = (int) ((long) vectors.length * g / groups);
              int last = (int) ((long) vectors.length * (g + 1) / groups);
              turnGroup(vectors, first, last, out);
            });
    return out;
  }

  private void turnGroup(double[][] vectors, int first, int last, double[][][] out) {
    int lanes = last - first;
    double[][] zRe = new double[size][lanes];
    double[][] zIm = new double[size][lanes];
    for (int i = 0; i < size; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        zRe[i][lane] = vectors[first + lane][i] * phaseRe[i];
        zIm[i][lane] = vectors[first + lane][i] * phaseIm[i];
      }
    }
    double[] sumRe = new double[lanes];
    double[] sumIm = new double[lanes];
    for (int k = size - 2; k >= 0; k--) {
      if (tau[k] > 0) {
        applyReflection(k, zRe, zIm, sumRe, sumIm);
      }
    }
    for (int i = 0; i < size; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        out[0][first + lane][i] = zRe[i][lane];
        out[1][first + lane][i] = zIm[i][lane];
      }
    }
  }

  private void applyReflection(
      int k, double[][] zRe, double[][] zIm, double[] sumRe, double[] sumIm) {
    double[] vr = vectorRe[k];
    double[] vi = vectorIm[k];
    java.util.Arrays.fill(sumRe, 0);
    java.util.Arrays.fill(sumIm, 0);
    for (int i = k + 1; i < size; i++) {
      subtract(-vr[i], vi[i], zRe[i], zIm[i], 0, sumRe, sumIm);
    }
    for (int i = k + 1; i < size; i++) {
      subtract(tau[k] * vr[i], tau[k] * vi[i], sumRe, sumIm, 0, zRe[i], zIm[i]);
    }
  }
}
