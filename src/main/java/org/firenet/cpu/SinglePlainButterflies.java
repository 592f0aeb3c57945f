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
    float[] xr = work.re;
    float[] xi = work.im;
    int apart = m * run;
    int half = (r - 1) / 2;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i++) {
        int from = p * run + i;
        int to = r * p * run + i;
        float totalRe = xr[from];
        float totalIm = xi[from];
        for (int t = 1; t <= half; t++) {
          totalRe += xr[from + t * apart] + xr[from + (r - t) * apart];
          totalIm += xi[from + t * apart] + xi[from + (r - t) * apart];
        }
        store(work, to, totalRe, totalIm);
        for (int u = 1; u <= half; u++) {
          float cr = xr[from];
          float ci = xi[from];
          float sr = 0;
          float si = 0;
          for (int t = 1; t <= half; t++) {
            int first = from + t * apart;
            int second = from + (r - t) * apart;
            float cos = roots[2 * ((u - 1) * half + t - 1)];
            float sin = roots[2 * ((u - 1) * half + t - 1) + 1];
            cr = Math.fma(xr[first] + xr[second], cos, cr);
            ci = Math.fma(xi[first] + xi[second], cos, ci);
            sr = Math.fma(xr[first] - xr[second], sin, sr);
            si = Math.fma(xi[first] - xi[second], sin, si);
          }
          rotate(work, to + u * run, cr + si, ci - sr, table, p * r + u);
          rotate(work, to + (r - u) * run, cr - si, ci + sr, table, p * r + r - u);
        }
      }
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
