package org.firenet.stability;

import java.util.List;
import org.firenet.array.ComplexArray;

/**
 * The worst perturbation that an attack found.
 *
 * @param method name of the method attacked
 * @param perturbation r {@code [y, x]} or e, shape of the data
 * @param dataChange Δy = A r or e
 * @param data y + Δy
 * @param image R(y)
 * @param perturbedImage R(y + Δy)
 * @param restart which random start it comes from, from 0
 * @param history one list of steps for each random start
 */
public record AttackResult(
    String method,
    ComplexArray perturbation,
    ComplexArray dataChange,
    ComplexArray data,
    ComplexArray image,
    ComplexArray perturbedImage,
    int restart,
    List<List<Step>> history) {
  /**
   * What was seen at one point of an ascent.
   *
   * @param size ‖r‖ / ‖R(y)‖, or ‖e‖ / ‖y‖
   * @param dataChange ‖Δy‖ / ‖y‖
   * @param imageChange ‖R(y + Δy) − R(y)‖ / ‖R(y)‖
   * @param ratio ‖R(y + Δy) − R(y)‖ / ‖Δy‖, in the units of image over data
   */
  public record Step(double size, double dataChange, double imageChange, double ratio) {}

  /** The step that found the perturbation. */
  public Step worst() {
    Step worst = history.get(restart).get(0);
    for (Step step : history.get(restart)) {
      if (step.imageChange() > worst.imageChange()) {
        worst = step;
      }
    }
    return worst;
  }

  /** The largest ratio ‖R(y + Δy) − R(y)‖ / ‖Δy‖ over all points of all ascents. */
  public double largestRatio() {
    return history.stream()
        .flatMap(List::stream)
        .mapToDouble(Step::ratio)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
