package org.firenet.cli;

import java.util.ArrayList;
import java.util.List;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ShiftSequence;
import picocli.CommandLine.Option;

/** The parameters of the network, named as in the paper. */
final class NetworkOptions {
  private static final int MOST_LAYERS = 10_000_000;

  @Option(
      names = "--outer",
      paramLabel = "N",
      description = "Restarts n (default: " + Defaults.OUTER + ").")
  private Integer outer;

  @Option(
      names = "--inner",
      paramLabel = "P",
      description = "Layers p per restart (default: " + Defaults.INNER + ").")
  private Integer inner;

  @Option(
      names = "--nu",
      paramLabel = "V",
      description = {
        "Factor by which a restart lowers the error, in (0, 1) (default: by outer and inner, 0.09 for"
            + " theirs; 1/e, as in the paper, if --shifts is given)."
      })
  private Double nu;

  @Option(
      names = "--delta",
      paramLabel = "D",
      description = "Absolute accuracy aimed at (default: 1e-9 times the norm of the data).")
  private Double delta;

  @Option(names = "--tau", paramLabel = "T", description = "Primal step (default: 1/norm).")
  private Double tau;

  @Option(names = "--sigma", paramLabel = "S", description = "Dual step (default: 1/norm).")
  private Double sigma;

  @Option(
      names = "--norm",
      defaultValue = "auto",
      paramLabel = "V",
      description = "Bound of the operator norm, or auto (default).")
  private String norm;

  @Option(
      names = "--ergodic",
      description = "No restarts: outer times inner plain ergodic iterations.")
  private boolean ergodic;

  @Option(
      names = "--unsafe-steps",
      description = "Let steps with tau sigma norm^2 > 1 through; they may diverge.")
  private boolean unsafeSteps;

  @Option(
      names = "--shifts",
      defaultValue = "auto",
      paramLabel = "RULE",
      description = {
        "Shifts of the wavelet grid: auto (default), none (the paper's network), restart (one per"
            + " restart), layer or layer:K (K new ones per layer), or one per restart given as"
            + " \"0,0;3,5\"."
      })
  private String shifts;

  /** The parameters meant. */
  FirenetParameters parameters() {
    FirenetParameters.Builder builder = FirenetParameters.builder();
    int n = outer != null ? outer : Defaults.OUTER;
    int p = inner != null ? inner : Defaults.INNER;
    if ((long) n * p > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "outer, inner: expected at most %d layers in all, got %d x %d"
              .formatted(MOST_LAYERS, n, p));
    }
    if (ergodic) {
      builder.ergodic(n * p);
    } else {
      builder.outer(n).inner(p);
    }
    if (nu != null) {
      builder.nu(nu);
    } else if (!automatic()) {
      builder.nu(Defaults.PAPER_NU);
    }
    if (delta != null) {
      builder.delta(delta);
    }
    if (tau != null) {
      builder.tau(tau);
    }
    if (sigma != null) {
      builder.sigma(sigma);
    }
    if (!norm.equals("auto")) {
      builder.norm(number("norm", norm));
    }
    return builder.unsafeSteps(unsafeSteps).shifts(shifts(shifts)).build();
  }

  /** Whether the shifts, and what goes with them, are left to the defaults. */
  boolean automatic() {
    return shifts.equals("auto");
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": expected auto or a number, got " + text, e);
    }
  }

  private static ShiftSequence shifts(String text) {
    return switch (text) {
      case "auto" -> ShiftSequence.automatic();
      case "none" -> ShiftSequence.none();
      case "restart" -> ShiftSequence.restart();
      case "layer" -> ShiftSequence.layer(1);
      default -> numberedShifts(text);
    };
  }

  private static ShiftSequence numberedShifts(String text) {
    try {
      if (text.startsWith("layer:")) {
        return ShiftSequence.layer(Integer.parseInt(text.substring("layer:".length())));
      }
      List<int[]> list = new ArrayList<>();
      for (String shift : text.split(";", -1)) {
        String[] words = shift.split(",", -1);
        int[] numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) {
          numbers[i] = Integer.parseInt(words[i].strip());
        }
        list.add(numbers);
      }
      return ShiftSequence.restart(list);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "shifts: expected auto, none, restart, layer, layer:K or numbers like \"0,0;3,5\", got "
              + text,
          e);
    }
  }
}
