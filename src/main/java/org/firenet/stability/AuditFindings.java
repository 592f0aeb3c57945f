package org.firenet.stability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.firenet.stability.AuditResult.Attack;
import org.firenet.stability.AuditResult.Finding;

/** Puts numbers of an audit into sentences, with the bounds that make them good or not. */
final class AuditFindings {
  /** A worst case within this factor of random noise is no weak spot. */
  private static final double SMALL_FACTOR = 10;

  /** The image is to be this close to where the layers lead. */
  private static final double CONVERGED = 0.02;

  private AuditFindings() {}

  static Finding sensitivity(Sensitivity sensitivity, double noise, List<Attack> attacks) {
    double worst = sensitivity.value();
    for (Attack attack : attacks) {
      worst = Math.max(worst, attack.result().largestRatio());
    }
    double factor = worst / noise;
    return new Finding(
        factor <= SMALL_FACTOR,
        text(
            "No perturbation of the data that was found changes the image by more than %.2f times"
                + " its own size; random noise changes it by %.2f times. The factor between them"
                + " is %.1f%s.",
            worst, noise, factor, factor <= SMALL_FACTOR ? "" : ", which is large"));
  }

  static Finding attack(Attack attack, double noise) {
    AttackResult.Step worst = attack.result().worst();
    double factor = worst.ratio() / noise;
    boolean good = factor <= SMALL_FACTOR;
    return new Finding(
        good,
        text(
            "The worst change of %s %% of the data changes %s %% of the image; random noise of that"
                + " size changes %s %%%s.",
            percent(worst.dataChange()),
            percent(worst.imageChange()),
            percent(worst.imageChange() / factor),
            good ? "" : ": there is a weak spot"));
  }

  static Finding convergence(Convergence convergence) {
    double left = convergence.remaining();
    return new Finding(
        left <= CONVERGED,
        text(
            "After %d restarts the image is %s %% away from where more restarts lead%s.",
            convergence.restarts(),
            percent(left),
            left <= CONVERGED ? "" : ": more restarts or layers are advised"));
  }

  static Finding detail(DetailTest detail) {
    List<DetailTest.Row> visible = detail.rows().stream().filter(DetailTest.Row::visible).toList();
    if (visible.isEmpty()) {
      boolean kept = detail.rows().stream().anyMatch(DetailTest.Row::kept);
      return new Finding(
          false,
          kept
              ? "The features put into the image came back, but none of them out of the noise."
              : "None of the features put into the image came back with half of its contrast.");
    }
    int smallest = visible.stream().mapToInt(DetailTest.Row::size).min().orElseThrow();
    DetailTest.Row faint = detail.faintest(smallest).orElseThrow();
    return new Finding(
        true,
        text(
            "Details come back and stand out of the noise from a diameter of %d %s on, at a contrast"
                + " of %s %% of the object's brightness.",
            smallest, smallest == 1 ? "pixel" : "pixels", percent(faint.contrast())));
  }

  static Finding moreSamples(MoreSamplesTest test) {
    return new Finding(
        test.passed(),
        test.passed()
            ? "The error falls as samples are added."
            : "The error grows somewhere as samples are added: see the table.");
  }

  /** All sentences, what is not good first. */
  static List<Finding> sorted(List<Finding> findings) {
    List<Finding> out = new ArrayList<>(findings);
    out.sort(Comparator.comparing(Finding::good));
    return List.copyOf(out);
  }

  private static String percent(double share) {
    return new BigDecimal(100 * share)
        .round(new MathContext(2))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
