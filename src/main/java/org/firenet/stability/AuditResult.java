package org.firenet.stability;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;

/**
 * What an audit found.
 *
 * @param image R(y), {@code [y, x]}
 * @param residual ‖A R(y) − y‖ / ‖y‖
 * @param sensitivity the local Lipschitz constant
 * @param senseSensitivity that of CG-SENSE on the same data, for comparison; absent without coils
 * @param attacks the worst perturbation found for each level, in the order of the parameters
 * @param noise what noise does to each pixel
 * @param convergence how the image converges from restart to restart; absent without restarts
 * @param detail which features come back
 * @param moreSamples whether the error falls with more samples; absent without a mask
 * @param error ‖R(y) − truth‖ / ‖truth‖, if a truth was given
 * @param findings what it means, the worst first
 * @param cost as it was told beforehand
 * @param seconds that it took
 * @param parameters of the audit
 */
public record AuditResult(
    ComplexArray image,
    double residual,
    Sensitivity sensitivity,
    OptionalDouble senseSensitivity,
    List<Attack> attacks,
    NoiseAmplification noise,
    Optional<Convergence> convergence,
    DetailTest detail,
    Optional<MoreSamplesTest> moreSamples,
    OptionalDouble error,
    List<Finding> findings,
    AuditCost cost,
    double seconds,
    AuditParameters parameters) {

  /** The worst perturbation of one level. */
  public record Attack(double level, AttackResult result) {}

  /**
   * One sentence of the verdict.
   *
   * @param good whether it is as it should be
   * @param text for people
   */
  public record Finding(boolean good, String text) {}

  /** The largest ‖ΔR‖ / ‖Δy‖ that was seen: of all attacks and the local constant. */
  public double worstRatio() {
    double worst = sensitivity.value();
    for (Attack attack : attacks) {
      worst = Math.max(worst, attack.result().largestRatio());
    }
    return worst;
  }
}
