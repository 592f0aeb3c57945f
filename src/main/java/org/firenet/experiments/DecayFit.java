package org.firenet.experiments;

/**
 * The straight line through the logarithm of a curve, at the ends of blocks, by least squares.
 *
 * @param blocks used, from the first; those up to which every value is below {@link #SHRINKS} times
 *     the one before
 * @param perBlock factor from block to block, e to the slope of the line; NaN with fewer than two
 *     blocks
 * @param deviation largest distance of a point from the line, in factors of e
 */
record DecayFit(int blocks, double perBlock, double deviation) {
  /** A curve counts as falling while each block multiplies it by less than this. */
  static final double SHRINKS = 0.5;

  /**
   * Fits the beginning of a curve.
   *
   * @param curve one positive value for each layer; the line ends before one that is not
   * @param inner layers of a block
   */
  static DecayFit of(double[] curve, int inner) {
    int blocks = 0;
    while ((blocks + 1) * inner <= curve.length) {
      double value = curve[(blocks + 1) * inner - 1];
      boolean falls = blocks == 0 || value < SHRINKS * curve[blocks * inner - 1];
      if (!(value > 0) || !falls) {
        break;
      }
      blocks++;
    }
    if (blocks < 2) {
      return new DecayFit(blocks, Double.NaN, Double.NaN);
    }
    double meanPlace = (blocks - 1) / 2.0;
    double mean = 0;
    for (int block = 0; block < blocks; block++) {
      mean += logarithm(curve, inner, block) / blocks;
    }
    double product = 0;
    double square = 0;
    for (int block = 0; block < blocks; block++) {
      product += (block - meanPlace) * (logarithm(curve, inner, block) - mean);
      square += (block - meanPlace) * (block - meanPlace);
    }
    double slope = product / square;
    double deviation = 0;
    for (int block = 0; block < blocks; block++) {
      double line = mean + slope * (block - meanPlace);
      deviation = Math.max(deviation, Math.abs(logarithm(curve, inner, block) - line));
    }
    return new DecayFit(blocks, Math.exp(slope), deviation);
  }

  private static double logarithm(double[] curve, int inner, int block) {
    return Math.log(curve[(block + 1) * inner - 1]);
  }
}
