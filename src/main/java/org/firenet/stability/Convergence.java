package org.firenet.stability;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast the image converges from restart to restart, against the factor ν of the schedule.
 *
 * @param distance ‖x_k − x_∞‖ / ‖x_∞‖ after restarts k = 1, 2, …; x_∞ after some more
 * @param nu ν, the factor that the schedule plans for each restart
 * @param rate factor of each restart fitted to the distances that are above the precision
 * @param restarts number n of the network itself
 */
public record Convergence(List<Double> distance, double nu, double rate, int restarts) {
  /** Below this, differences in single precision are rounding. */
  static final double FLOOR = 3e-5;

  /** Distances and what follows from them. */
  static Convergence of(List<Double> distance, double nu, int restarts) {
    List<Double> usable = new ArrayList<>();
    for (double value : distance) {
      if (value <= FLOOR) {
        break;
      }
      usable.add(Math.log(value));
    }
    return new Convergence(List.copyOf(distance), nu, rate(usable), restarts);
  }

  /** exp of the slope of the line of least squares; NaN for fewer than two points. */
  private static double rate(List<Double> logarithms) {
    int n = logarithms.size();
    if (n < 2) {
      return Double.NaN;
    }
    double middle = (n - 1) / 2.0;
    double above = 0;
    double below = 0;
    for (int k = 0; k < n; k++) {
      above += (k - middle) * logarithms.get(k);
      below += (k - middle) * (k - middle);
    }
    return Math.exp(above / below);
  }

  /** ‖x_n − x_∞‖ / ‖x_∞‖ of the image that was asked for. */
  public double remaining() {
    return distance.get(Math.min(restarts, distance.size()) - 1);
  }
}
