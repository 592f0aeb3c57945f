package org.firenet.report;

import org.firenet.network.History;

/**
 * What is kept of a history: its ends and how fast it converged. NaN where the history has NaN.
 *
 * @param layers number of layers
 * @param objective F after the first and the last layer
 * @param residual ‖A z − y‖₂ likewise
 * @param error ‖x − truth‖₂ / ‖truth‖₂ likewise
 * @param rate see {@link #of}
 */
public record HistorySummary(int layers, Ends objective, Ends residual, Ends error, double rate) {
  /** First and last value of a curve. */
  public record Ends(double first, double last) {
    private static Ends of(double[] curve) {
      return curve.length == 0
          ? new Ends(Double.NaN, Double.NaN)
          : new Ends(curve[0], curve[curve.length - 1]);
    }
  }

  /**
   * Sums up a history.
   *
   * <p>The rate is the factor by which the change of the objective from block to block shrinks:
   * with F_b at the end of block b and d_b = |F_b − F_{b−1}|,
   *
   * <pre>
   *   rate = (d_m / d_1)^{1/(m−1)},   m = the block with the smallest change that is not zero,
   * </pre>
   *
   * <p>so that what rounding does after convergence is left out. To be compared with ν. NaN with
   * fewer than three blocks, or if the changes do not shrink.
   *
   * @param history of one image. Not modified.
   * @param inner layers p of each block
   * @throws IllegalArgumentException if inner is below 1
   */
  public static HistorySummary of(History history, int inner) {
    if (inner < 1) {
      throw new IllegalArgumentException("inner: expected at least 1, got " + inner);
    }
    return new HistorySummary(
        history.layers(),
        Ends.of(history.objective()),
        Ends.of(history.residual()),
        Ends.of(history.error()),
        rate(history.objective(), inner));
  }

  private static double rate(double[] objective, int inner) {
    double first = Double.NaN;
    double smallest = Double.POSITIVE_INFINITY;
    int blocks = 0;
    for (int block = 1; (block + 1) * inner <= objective.length; block++) {
      double change = Math.abs(objective[(block + 1) * inner - 1] - objective[block * inner - 1]);
      if (block == 1) {
        first = change;
      }
      if (change > 0 && change < smallest) {
        smallest = change;
        blocks = block - 1;
      }
    }
    return blocks == 0 ? Double.NaN : Math.pow(smallest / first, 1.0 / blocks);
  }
}
