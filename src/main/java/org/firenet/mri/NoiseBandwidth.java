package org.firenet.mri;

/**
 * How the noise of a scan follows from that of a noise acquisition with another bandwidth.
 *
 * <pre>
 *   Ψ_data = Ψ_noise / factor,   factor = dataDwellTime / noiseDwellTime · receiverRatio
 * </pre>
 *
 * @param noiseDwellTime time per sample of the noise acquisition, in the unit of the other one
 * @param dataDwellTime time per sample of the data, as they were sampled (with oversampling)
 * @param receiverRatio effective noise bandwidth of the receiver at the noise acquisition, relative
 *     to the nominal one: ISMRMRD's {@code relativeReceiverNoiseBandwidth}; 1 where unknown.
 *     Source: Kellman, McVeigh, MRM 54:1439, 2005, and erratum 58:211, 2007.
 */
public record NoiseBandwidth(double noiseDwellTime, double dataDwellTime, double receiverRatio) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is not positive and finite
   */
  public NoiseBandwidth {
    require("noiseDwellTime", noiseDwellTime);
    require("dataDwellTime", dataDwellTime);
    require("receiverRatio", receiverRatio);
  }

  /** Noise and data with the same bandwidth: factor 1. */
  public static NoiseBandwidth equal() {
    return new NoiseBandwidth(1, 1, 1);
  }

  /** The same with another dwell time of the noise acquisition. */
  public NoiseBandwidth withNoiseDwellTime(double value) {
    return new NoiseBandwidth(value, dataDwellTime, receiverRatio);
  }

  /** The same with another dwell time of the data. */
  public NoiseBandwidth withDataDwellTime(double value) {
    return new NoiseBandwidth(noiseDwellTime, value, receiverRatio);
  }

  /** The same with another relative noise bandwidth of the receiver. */
  public NoiseBandwidth withReceiverRatio(double value) {
    return new NoiseBandwidth(noiseDwellTime, dataDwellTime, value);
  }

  /** By how much the variance of the noise acquisition exceeds that of the data. */
  public double factor() {
    return dataDwellTime / noiseDwellTime * receiverRatio;
  }

  private static void require(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + ": expected a positive finite number, got " + value);
    }
  }
}
