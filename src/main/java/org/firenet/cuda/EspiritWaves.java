package org.firenet.cuda;

/**
 * The numbers exp(−2πi l (r − n/2)/n) of each axis, {@code [position][lag]}, z, y and x one after
 * the other.
 */
final class EspiritWaves {
  private EspiritWaves() {}

  /** How many numbers they are. */
  static long numbers(EspiritSize size) {
    return x(size) + (long) size.nx() * size.lags();
  }

  /** Place of those along y. */
  static long y(EspiritSize size) {
    return (long) size.nz() * size.lagsZ();
  }

  /** Place of those along x. */
  static long x(EspiritSize size) {
    return y(size) + (long) size.ny() * size.lags();
  }

  /** All of them, interleaved. */
  static double[] of(EspiritSize size) {
    double[] out = new double[Math.toIntExact(2 * numbers(size))];
    fill(size.nz(), size.lagsZ(), out, 0);
    fill(size.ny(), size.lags(), out, y(size));
    fill(size.nx(), size.lags(), out, x(size));
    return out;
  }

  private static void fill(int extent, int lags, double[] out, long first) {
    int at = (int) (2 * first);
    for (int position = 0; position < extent; position++) {
      for (int lag = 0; lag < lags; lag++) {
        long turns = (long) (lag - lags / 2) * (position - extent / 2);
        UnitPhase.of(-turns, extent, out, at);
        at += 2;
      }
    }
  }
}
