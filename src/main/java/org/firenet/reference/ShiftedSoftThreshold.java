package org.firenet.reference;

import java.util.List;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.RollOperator;
import org.firenet.operator.WaveletOperator;

/**
 * The regulariser of the image-domain form: {@code prox(u) = 1/K Σ_k Ψ_k* soft(Ψ_k u)} with Ψ_k the
 * wavelet transform of the image shifted by s_k, the proximity operator of the proximal average of
 * the K norms.
 */
final class ShiftedSoftThreshold implements Regulariser {
  private final WaveletOperator wavelet;
  private final SoftThreshold soft;
  private final ShiftSequence shifts;
  private final int period;

  ShiftedSoftThreshold(
      WaveletOperator wavelet, SoftThreshold soft, ShiftSequence shifts, int levels) {
    this.wavelet = wavelet;
    this.soft = soft;
    this.shifts = shifts;
    this.period = 1 << levels;
  }

  @Override
  public void proximal(int block, int layer, double[] u, double t, double[] out) {
    double[] c = new double[u.length];
    double[] x = new double[u.length];
    java.util.Arrays.fill(out, 0);
    for (int k = 0; k < shifts.perLayer(); k++) {
      LinearOperator transform = transform(block, layer, k);
      transform.forward(u, c);
      soft.proximal(block, layer, c, t, c);
      transform.adjoint(c, x);
      for (int i = 0; i < x.length; i++) {
        out[i] += x[i] / shifts.perLayer();
      }
    }
  }

  @Override
  public double norm1(int block, int layer, double[] v) {
    double[] c = new double[v.length];
    double sum = 0;
    for (int k = 0; k < shifts.perLayer(); k++) {
      transform(block, layer, k).forward(v, c);
      sum += soft.norm1(block, layer, c);
    }
    return sum / shifts.perLayer();
  }

  private LinearOperator transform(int block, int layer, int k) {
    int[] shift = new int[wavelet.domain().rank()];
    shifts.shift(block, layer, k, period, shift);
    return ComposedOperator.of(List.of(wavelet, new RollOperator(wavelet.domain(), shift)));
  }
}
