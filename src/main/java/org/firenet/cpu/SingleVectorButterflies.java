package org.firenet.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link SingleButterflies} with the Vector API. */
final class SingleVectorButterflies implements SingleButterflies {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length();

  private static final float SIN_60 = (float) Math.sin(Math.PI / 3);
  private static final float COS_72 = (float) Math.cos(2 * Math.PI / 5);
  private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
  private static final float COS_144 = (float) Math.cos(4 * Math.PI / 5);
  private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);

  @Override
  public void radix2(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      float wr = table[4 * p + 2];
      float wi = table[4 * p + 3];
      int from = p * run;
      int to = 2 * p * run;
      for (int i = 0; i < run; i += STEP) {
        FloatVector ar = FloatVector.fromArray(SPECIES, xr, from + i);
        FloatVector ai = FloatVector.fromArray(SPECIES, xi, from + i);
        FloatVector br = FloatVector.fromArray(SPECIES, xr, from + apart + i);
        FloatVector bi = FloatVector.fromArray(SPECIES, xi, from + apart + i);
        ar.add(br).intoArray(yr, to + i);
        ai.add(bi).intoArray(yi, to + i);
        FloatVector dr = ar.sub(br);
        FloatVector di = ai.sub(bi);
        dr.mul(wr).sub(di.mul(wi)).intoArray(yr, to + run + i);
        dr.mul(wi).add(di.mul(wr)).intoArray(yi, to + run + i);
      }
    }
  }

  @Override
  public void radix3(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      float w1r = table[6 * p + 2];
      float w1i = table[6 * p + 3];
      float w2r = table[6 * p + 4];
      float w2i = table[6 * p + 5];
      int from = p * run;
      int to = 3 * p * run;
      for (int i = 0; i < run; i += STEP) {
        FloatVector ar = FloatVector.fromArray(SPECIES, xr, from + i);
        FloatVector ai = FloatVector.fromArray(SPECIES, xi, from + i);
        FloatVector br = FloatVector.fromArray(SPECIES, xr, from + apart + i);
        FloatVector bi = FloatVector.fromArray(SPECIES, xi, from + apart + i);
        FloatVector cr = FloatVector.fromArray(SPECIES, xr, from + 2 * apart + i);
        FloatVector ci = FloatVector.fromArray(SPECIES, xi, from + 2 * apart + i);
        FloatVector sr = br.add(cr);
        FloatVector si = bi.add(ci);
        FloatVector dr = br.sub(cr).mul(SIN_60);
        FloatVector di = bi.sub(ci).mul(SIN_60);
        ar.add(sr).intoArray(yr, to + i);
        ai.add(si).intoArray(yi, to + i);
        FloatVector er = ar.sub(sr.mul(0.5f));
        FloatVector ei = ai.sub(si.mul(0.5f));
        FloatVector pr = er.add(di);
        FloatVector pi = ei.sub(dr);
        FloatVector qr = er.sub(di);
        FloatVector qi = ei.add(dr);
        pr.mul(w1r).sub(pi.mul(w1i)).intoArray(yr, to + run + i);
        pr.mul(w1i).add(pi.mul(w1r)).intoArray(yi, to + run + i);
        qr.mul(w2r).sub(qi.mul(w2i)).intoArray(yr, to + 2 * run + i);
        qr.mul(w2i).add(qi.mul(w2r)).intoArray(yi, to + 2 * run + i);
      }
    }
  }

  @Override
  public void radix4(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      float w1r = table[8 * p + 2];
      float w1i = table[8 * p + 3];
      float w2r = table[8 * p + 4];
      float w2i = table[8 * p + 5];
      float w3r = table[8 * p + 6];
      float w3i = table[8 * p + 7];
      int from = p * run;
      int to = 4 * p * run;
      for (int i = 0; i < run; i += STEP) {
        FloatVector ar = FloatVector.fromArray(SPECIES, xr, from + i);
        FloatVector ai = FloatVector.fromArray(SPECIES, xi, from + i);
        FloatVector br = FloatVector.fromArray(SPECIES, xr, from + apart + i);
        FloatVector bi = FloatVector.fromArray(SPECIES, xi, from + apart + i);
        FloatVector cr = FloatVector.fromArray(SPECIES, xr, from + 2 * apart + i);
        FloatVector ci = FloatVector.fromArray(SPECIES, xi, from + 2 * apart + i);
        FloatVector dr = FloatVector.fromArray(SPECIES, xr, from + 3 * apart + i);
        FloatVector di = FloatVector.fromArray(SPECIES, xi, from + 3 * apart + i);
        FloatVector sr = ar.add(cr);
        FloatVector si = ai.add(ci);
        FloatVector tr = ar.sub(cr);
        FloatVector ti = ai.sub(ci);
        FloatVector ur = br.add(dr);
        FloatVector ui = bi.add(di);
        FloatVector vr = br.sub(dr);
        FloatVector vi = bi.sub(di);
        sr.add(ur).intoArray(yr, to + i);
        si.add(ui).intoArray(yi, to + i);
        FloatVector er = tr.add(vi);
        FloatVector ei = ti.sub(vr);
        er.mul(w1r).sub(ei.mul(w1i)).intoArray(yr, to + run + i);
        er.mul(w1i).add(ei.mul(w1r)).intoArray(yi, to + run + i);
        FloatVector fr = sr.sub(ur);
        FloatVector fi = si.sub(ui);
        fr.mul(w2r).sub(fi.mul(w2i)).intoArray(yr, to + 2 * run + i);
        fr.mul(w2i).add(fi.mul(w2r)).intoArray(yi, to + 2 * run + i);
        FloatVector gr = tr.sub(vi);
        FloatVector gi = ti.add(vr);
        gr.mul(w3r).sub(gi.mul(w3i)).intoArray(yr, to + 3 * run + i);
        gr.mul(w3i).add(gi.mul(w3r)).intoArray(yi, to + 3 * run + i);
      }
    }
  }

  @Override
  public void radix5(SingleWork work, int m, int run, float[] table) {
    float[] xr = work.re;
    float[] xi = work.im;
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      int from = p * run;
      int to = 5 * p * run;
      float w1r = table[10 * p + 2];
      float w1i = table[10 * p + 3];
      float w2r = table[10 * p + 4];
      float w2i = table[10 * p + 5];
      float w3r = table[10 * p + 6];
      float w3i = table[10 * p + 7];
      float w4r = table[10 * p + 8];
      float w4i = table[10 * p + 9];
      for (int i = 0; i < run; i += STEP) {
        FloatVector ar = FloatVector.fromArray(SPECIES, xr, from + i);
        FloatVector ai = FloatVector.fromArray(SPECIES, xi, from + i);
        FloatVector br = FloatVector.fromArray(SPECIES, xr, from + apart + i);
        FloatVector bi = FloatVector.fromArray(SPECIES, xi, from + apart + i);
        FloatVector cr = FloatVector.fromArray(SPECIES, xr, from + 2 * apart + i);
        FloatVector ci = FloatVector.fromArray(SPECIES, xi, from + 2 * apart + i);
        FloatVector dr = FloatVector.fromArray(SPECIES, xr, from + 3 * apart + i);
        FloatVector di = FloatVector.fromArray(SPECIES, xi, from + 3 * apart + i);
        FloatVector er = FloatVector.fromArray(SPECIES, xr, from + 4 * apart + i);
        FloatVector ei = FloatVector.fromArray(SPECIES, xi, from + 4 * apart + i);
        FloatVector s1r = br.add(er);
        FloatVector s1i = bi.add(ei);
        FloatVector d1r = br.sub(er);
        FloatVector d1i = bi.sub(ei);
        FloatVector s2r = cr.add(dr);
        FloatVector s2i = ci.add(di);
        FloatVector d2r = cr.sub(dr);
        FloatVector d2i = ci.sub(di);
        ar.add(s1r).add(s2r).intoArray(yr, to + i);
        ai.add(s1i).add(s2i).intoArray(yi, to + i);
        FloatVector pr = ar.add(s1r.mul(COS_72)).add(s2r.mul(COS_144));
        FloatVector pi = ai.add(s1i.mul(COS_72)).add(s2i.mul(COS_144));
        FloatVector qr = ar.add(s1r.mul(COS_144)).add(s2r.mul(COS_72));
        FloatVector qi = ai.add(s1i.mul(COS_144)).add(s2i.mul(COS_72));
        FloatVector ur = d1r.mul(SIN_72).add(d2r.mul(SIN_144));
        FloatVector ui = d1i.mul(SIN_72).add(d2i.mul(SIN_144));
        FloatVector vr = d1r.mul(SIN_144).sub(d2r.mul(SIN_72));
        FloatVector vi = d1i.mul(SIN_144).sub(d2i.mul(SIN_72));
        FloatVector z1r = pr.add(ui);
        FloatVector z1i = pi.sub(ur);
        z1r.mul(w1r).sub(z1i.mul(w1i)).intoArray(yr, to + run + i);
        z1r.mul(w1i).add(z1i.mul(w1r)).intoArray(yi, to + run + i);
        FloatVector z2r = qr.add(vi);
        FloatVector z2i = qi.sub(vr);
        z2r.mul(w2r).sub(z2i.mul(w2i)).intoArray(yr, to + 2 * run + i);
        z2r.mul(w2i).add(z2i.mul(w2r)).intoArray(yi, to + 2 * run + i);
        FloatVector z3r = qr.sub(vi);
        FloatVector z3i = qi.add(vr);
        z3r.mul(w3r).sub(z3i.mul(w3i)).intoArray(yr, to + 3 * run + i);
        z3r.mul(w3i).add(z3i.mul(w3r)).intoArray(yi, to + 3 * run + i);
        FloatVector z4r = pr.sub(ui);
        FloatVector z4i = pi.add(ur);
        z4r.mul(w4r).sub(z4i.mul(w4i)).intoArray(yr, to + 4 * run + i);
        z4r.mul(w4i).add(z4i.mul(w4r)).intoArray(yi, to + 4 * run + i);
      }
    }
  }

  @Override
  public void radixOdd(SingleWork work, int r, int m, int run, float[] table, float[] roots) {
    int apart = m * run;
    for (int p = 0; p < m; p++) {
      for (int i = 0; i < run; i += STEP) {
        foldPairs(work, r, p * run + i, apart, r * p * run + i);
        for (int u = 1; u <= (r - 1) / 2; u++) {
          oddPair(work, r, u, p, i, run, apart, table, roots);
        }
      }
    }
  }

  /**
   * Replaces x[t], x[r−t] by their sum and difference, in place, and writes element 0 of the
   * result.
   */
  private static void foldPairs(SingleWork work, int r, int from, int apart, int to) {
    float[] xr = work.re;
    float[] xi = work.im;
    FloatVector totalRe = FloatVector.fromArray(SPECIES, xr, from);
    FloatVector totalIm = FloatVector.fromArray(SPECIES, xi, from);
    for (int t = 1; t <= (r - 1) / 2; t++) {
      int first = from + t * apart;
      int second = from + (r - t) * apart;
      FloatVector ar = FloatVector.fromArray(SPECIES, xr, first);
      FloatVector ai = FloatVector.fromArray(SPECIES, xi, first);
      FloatVector br = FloatVector.fromArray(SPECIES, xr, second);
      FloatVector bi = FloatVector.fromArray(SPECIES, xi, second);
      FloatVector sr = ar.add(br);
      FloatVector si = ai.add(bi);
      sr.intoArray(xr, first);
      si.intoArray(xi, first);
      ar.sub(br).intoArray(xr, second);
      ai.sub(bi).intoArray(xi, second);
      totalRe = totalRe.add(sr);
      totalIm = totalIm.add(si);
    }
    totalRe.intoArray(work.otherRe, to);
    totalIm.intoArray(work.otherIm, to);
  }

  /** Elements u and r − u of butterfly p from the folded pairs. */
  private static void oddPair(
      SingleWork work,
      int r,
      int u,
      int p,
      int i,
      int run,
      int apart,
      float[] table,
      float[] roots) {
    float[] xr = work.re;
    float[] xi = work.im;
    int half = (r - 1) / 2;
    int from = p * run + i;
    int root = 2 * (u - 1) * half;
    FloatVector cr = FloatVector.fromArray(SPECIES, xr, from);
    FloatVector ci = FloatVector.fromArray(SPECIES, xi, from);
    FloatVector sr = FloatVector.zero(SPECIES);
    FloatVector si = FloatVector.zero(SPECIES);
    int sum = from + apart;
    int difference = from + (r - 1) * apart;
    for (int t = 0; t < half; t++) {
      FloatVector cos = FloatVector.broadcast(SPECIES, roots[root + 2 * t]);
      FloatVector sin = FloatVector.broadcast(SPECIES, roots[root + 2 * t + 1]);
      cr = FloatVector.fromArray(SPECIES, xr, sum).fma(cos, cr);
      ci = FloatVector.fromArray(SPECIES, xi, sum).fma(cos, ci);
      sr = FloatVector.fromArray(SPECIES, xr, difference).fma(sin, sr);
      si = FloatVector.fromArray(SPECIES, xi, difference).fma(sin, si);
      sum += apart;
      difference -= apart;
    }
    float[] yr = work.otherRe;
    float[] yi = work.otherIm;
    int w = 2 * (p * r + u);
    int v = 2 * (p * r + r - u);
    int to = (r * p + u) * run + i;
    int mirrored = (r * p + r - u) * run + i;
    FloatVector ar = cr.add(si);
    FloatVector ai = ci.sub(sr);
    ar.mul(table[w]).sub(ai.mul(table[w + 1])).intoArray(yr, to);
    ar.mul(table[w + 1]).add(ai.mul(table[w])).intoArray(yi, to);
    FloatVector br = cr.sub(si);
    FloatVector bi = ci.add(sr);
    br.mul(table[v]).sub(bi.mul(table[v + 1])).intoArray(yr, mirrored);
    br.mul(table[v + 1]).add(bi.mul(table[v])).intoArray(yi, mirrored);
  }
}
