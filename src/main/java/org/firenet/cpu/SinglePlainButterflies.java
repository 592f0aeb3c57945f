package org.firenet.cpu;

/** {@link SingleButterflies} in plain Java, for a JVM that was started without the Vector API. */
final class SinglePlainButterflies implements SingleButterflies {
  private static final float SIN_60 = (float) Math.sin(Math.PI / 3);
  private static final float COS_72 = (float) Math.cos(2 * Math.PI / 5);
  private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
  private static final float COS_144 = (float) Math.cos(4 * Math.PI / 5);
  private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);

  @Override
  public void radix2(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i++) {
        int a = p * run + i;
        int b = a + apart;
        int to = 2 * p * run + i;
        store(work, to, xr[a] + xr[b], xi[a] + xi[b]);
        rotate(work, to + run, xr[a] - xr[b], xi[a] - xi[b], table, 2 * p + 1);
      }
    }
  }

  @Override
  public void radix3(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i++) {
        int a = p * run + i;
        int b = a + apart;
        int c = b + apart;
        int to = 3 * p * run + i;
        float sr = xr[b] + xr[c];
        float si = xi[b] + xi[c];
        float dr = SIN_60 * (xr[b] - xr[c]);
        float di = SIN_60 * (xi[b] - xi[c]);
        float er = xr[a] - 0.5f * sr;
        float ei = xi[a] - 0.5f * si;
        store(work, to, xr[a] + sr, xi[a] + si);
        rotate(work, to + run, er + di, ei - dr, table, 3 * p + 1);
        rotate(work, to + 2 * run, er - di, ei + dr, table, 3 * p + 2);
      }
    }
  }

  @Override
  public void radix4(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i++) {
        int a = p * run + i;
        int b = a + apart;
        int c = b + apart;
        int d = c + apart;
        int to = 4 * p * run + i;
        float sr = xr[a] + xr[c];
        float si = xi[a] + xi[c];
        float tr = xr[a] - xr[c];
        float ti = xi[a] - xi[c];
        float ur = xr[b] + xr[d];
        float ui = xi[b] + xi[d];
        float vr = xr[b] - xr[d];
        float vi = xi[b] - xi[d];
        store(work, to, sr + ur, si + ui);
        rotate(work, to + run, tr + vi, ti - vr, table, 4 * p + 1);
        rotate(work, to + 2 * run, sr - ur, si - ui, table, 4 * p + 2);
        rotate(work, to + 3 * run, tr - vi, ti + vr, table, 4 * p + 3);
      }
    }
  }

  @Override
  public void radix5(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i++) {
        int a = p * run + i;
        int b = a + apart;
        int c = b + apart;
        int d = c + apart;
        int e = d + apart;
        int to = 5 * p * run + i;
        float s1r = xr[b] + xr[e];
        float s1i = xi[b] + xi[e];
        float d1r = xr[b] - xr[e];
        float d1i = xi[b] - xi[e];
        float s2r = xr[c] + xr[d];
        float s2i = xi[c] + xi[d];
        float d2r = xr[c] - xr[d];
        float d2i = xi[c] - xi[d];
        float pr = xr[a] + COS_72 * s1r + COS_144 * s2r;
        float pi = xi[a] + COS_72 * s1i + COS_144 * s2i;
        float qr = xr[a] + COS_144 * s1r + COS_72 * s2r;
        float qi = xi[a] + COS_144 * s1i + COS_72 * s2i;
        float ur = SIN_72 * d1r + SIN_144 * d2r;
        float ui = SIN_72 * d1i + SIN_144 * d2i;
        float vr = SIN_144 * d1r - SIN_72 * d2r;
        float vi = SIN_144 * d1i - SIN_72 * d2i;
        store(work, to, xr[a] + s1r + s2r, xi[a] + s1i + s2i);
        rotate(work, to + run, pr + ui, pi - ur, table, 5 * p + 1);
        rotate(work, to + 2 * run, qr + vi, qi - vr, table, 5 * p + 2);
        rotate(work, to + 3 * run, qr - vi, qi + vr, table, 5 * p + 3);
        rotate(work, to + 4 * run, pr - ui, pi + ur, table, 5 * p + 4);
      }
    }
  }

  @Override
  public void radixOdd(SingleWork work, int r, int m, int run, float[] table, float[] roots) {
    int apart = m * run;
    int half = (r - 1) / 2;
    for (int p = 0; p < m; p++) {
      int from = p * run;
      int to = r * p * run;
      foldPairs(work.re, work.otherRe, r, run, apart, from, to);
      foldPairs(work.im, work.otherIm, r, run, apart, from, to);
      for (int u = 1; u <= half; u++) {
        int cosines = to + u * run;
        int sines = to + (r - u) * run;
        int root = 2 * (u - 1) * half;
        project(work.re, work.otherRe, r, run, apart, from, cosines, sines, root, roots);
        project(work.im, work.otherIm, r, run, apart, from, cosines, sines, root, roots);
        rotatePair(work, run, cosines, sines, table, p * r + u, p * r + r - u);
      }
    }
  }

  /** Replaces x[t], x[r−t] by their sum and difference, in place, and writes element 0 of y. */
  private static void foldPairs(float[] x, float[] y, int r, int run, int apart, int from, int to) {
    System.arraycopy(x, from, y, to, run);
    for (int t = 1; t <= (r - 1) / 2; t++) {
      int first = from + t * apart;
      int second = from + (r - t) * apart;
      for (int i = 0; i < run; i++) {
        float a = x[first + i];
        float b = x[second + i];
        x[first + i] = a + b;
        x[second + i] = a - b;
      }
      for (int i = 0; i < run; i++) {
        y[to + i] += x[first + i];
      }
    }
  }

  /** Leaves the sum over cosines and the sum over sines of one part in two elements of y. */
  private static void project(
      float[] x,
      float[] y,
      int r,
      int run,
      int apart,
      int from,
      int cosines,
      int sines,
      int root,
      float[] roots) {
    System.arraycopy(x, from, y, cosines, run);
    java.util.Arrays.fill(y, sines, sines + run, 0);
    for (int t = 1; t <= (r - 1) / 2; t++) {
      addProduct(x, from + t * apart, roots[root + 2 * t - 2], y, cosines, run);
      addProduct(x, from + (r - t) * apart, roots[root + 2 * t - 1], y, sines, run);
    }
  }

  private static void addProduct(float[] x, int from, float factor, float[] y, int to, int run) {
    for (int i = 0; i < run; i++) {
      y[to + i] = Math.fma(x[from + i], factor, y[to + i]);
    }
  }

  /** Elements u and r − u of y from their sums over cosines and sines. */
  private static void rotatePair(
      SingleWork work, int run, int cosines, int sines, float[] table, int entry, int mirrored) {
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    for (int i = 0; i < run; i++) {
      float cr = yr[cosines + i];
      float ci = yi[cosines + i];
      float sr = yr[sines + i];
      float si = yi[sines + i];
      rotate(work, cosines + i, cr + si, ci - sr, table, entry);
      rotate(work, sines + i, cr - si, ci + sr, table, mirrored);
    }
  }

  private static void store(SingleWork work, int to, float re, float im) {
    work.otherRe[to] = re;
    work.otherIm[to] = im;
  }

  /** Stores (re + i im) times an entry of the twiddle table. */
  private static void rotate(
      SingleWork work, int to, float re, float im, float[] table, int entry) {
    float wr = table[2 * entry];
    float wi = table[2 * entry + 1];
    work.otherRe[to] = re * wr - im * wi;
    work.otherIm[to] = re * wi + im * wr;
  }
}
