package org.firenet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.firenet.stability.certificate.Certificate;
import org.firenet.stability.certificate.CertifiedRun;
import org.firenet.stability.certificate.ErrorBound;
import org.firenet.stability.certificate.NullSpaceBound;
import org.firenet.stability.certificate.SamplingCondition;

/** What a certificate says, for the console and as JSON. */
final class CertificateOutput {
  private static final String ROW = "            %2d, %2d %8d %8d %9d %7s";

  private final CertificateResult result;

  CertificateOutput(CertificateResult result) {
    this.result = result;
  }

  /** For the console. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "levels      sparsities %s, weights %s, xi %.5g, kappa %.5g"
            .formatted(
                result.sparsities.counts(),
                result.sparsities.weights().stream().map("%.4g"::formatted).toList(),
                result.sparsities.xi(),
                result.sparsities.kappa()));
    result.nullSpace.ifPresent(bound -> lines.addAll(lines(bound)));
    result.certificate.ifPresent(certificate -> lines.addAll(lines(certificate)));
    result.terms.ifPresent(
        terms ->
            lines.add(
                "truth       |truth| %.5g, |Ac - y| %.4g, sigma(c) %.4g"
                    .formatted(terms.truthNorm(), terms.residual(), terms.distance())));
    result.bound.ifPresent(bound -> lines.addAll(lines(bound)));
    result.run.ifPresent(run -> lines.addAll(lines(run)));
    result.samples.ifPresent(condition -> lines.addAll(lines(condition)));
    if (!result.noSamples.isEmpty()) {
      lines.add("samples     per level: " + result.noSamples);
    }
    result.certificate.ifPresent(
        certificate -> assumptions(certificate).forEach(text -> lines.add("note        " + text)));
    return lines;
  }

  /** What must be true; with a truth, what of it was checked. */
  List<String> assumptions(Certificate certificate) {
    List<String> out = new ArrayList<>(certificate.assumptions());
    if (result.terms.isPresent()) {
      out.set(
          1,
          "Checked: delta is at least 2 |Ac - y| + 2 lambda sigma(c) for the truth given; without it"
              + " delta would be an assumption.");
    }
    return out;
  }

  private static List<String> lines(NullSpaceBound bound) {
    return List.of(
        "null space  rho %.5g, gamma %.5g proved by %s over %d supports"
            .formatted(bound.rho(), bound.gamma(), bound.rule(), bound.supports()),
        "            no rho below %.5g, no gamma below %.5g is possible"
            .formatted(bound.rhoAtLeast(), bound.gammaAtLeast()));
  }

  private static List<String> lines(Certificate certificate) {
    return List.of(
        "constants   C1 %.5g, C2 %.5g, C3 %.5g for rho %.5g, gamma %.5g (%s)"
            .formatted(
                certificate.c1(),
                certificate.c2(),
                certificate.c3(),
                certificate.property().rho(),
                certificate.property().gamma(),
                certificate.property().proved() ? "proved" : "assumed"),
        "lambda      %.5g, largest admissible %.5g"
            .formatted(certificate.lambda(), certificate.largestLambda()),
        "layers      p = %d a block for norm %.5g, nu %.5g"
            .formatted(certificate.inner(), certificate.norm(), certificate.nu()),
        "stability   a perturbation of the data raises what the bound falls to by at most %.5g times its norm"
            .formatted(certificate.amplification()));
  }

  private List<String> lines(ErrorBound bound) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "bound       delta %.4g, epsilon0 %.4g; falls to %.4g"
            .formatted(bound.delta(), bound.epsilon0(), bound.floor()));
    if (result.run.isEmpty()) {
      for (int block = 0; block <= result.outer; block++) {
        lines.add("            %3d blocks %12.5g".formatted(block, bound.afterBlocks(block)));
      }
    }
    result.target.ifPresent(target -> lines.add("target      " + targetText(bound, target)));
    return lines;
  }

  static String targetText(ErrorBound bound, double target) {
    OptionalInt blocks = bound.blocksFor(target);
    return blocks.isPresent()
        ? "the bound is at most %.4g after n = %d blocks, %d layers"
            .formatted(
                target, blocks.getAsInt(), (long) blocks.getAsInt() * bound.certificate().inner())
        : "%.4g can not be certified, the bound does not fall below %.4g"
            .formatted(target, bound.floor());
  }

  private static List<String> lines(CertifiedRun run) {
    List<String> lines = new ArrayList<>();
    lines.add("            block        error        bound");
    for (int block = 1; block <= run.blocks(); block++) {
      lines.add(
          "            %5d %12.5g %12.5g"
              .formatted(
                  block, run.blockErrors().get(block - 1), run.terms().bound().afterBlocks(block)));
    }
    lines.add(
        "run         %s; the error is at most %.3g of its bound at any of %d layers"
            .formatted(run.backend(), run.largestShare(), run.errors().length));
    return lines;
  }

  private static List<String> lines(SamplingCondition condition) {
    List<String> lines = new ArrayList<>();
    lines.add("samples      bands   points  sampled  balanced   ratio");
    for (SamplingCondition.Level level : condition.levels()) {
      lines.add(
          ROW.formatted(
              level.ky(),
              level.kx(),
              level.capacity(),
              level.samples(),
              level.balanced(),
              level.full() ? "full" : "%.2f".formatted(level.balance())));
    }
    condition
        .weakest()
        .ifPresent(
            level ->
                lines.add(
                    "            least balanced: bands %d, %d, ratio %.2f; m >= c Lambda M holds up to c = %.3g"
                        .formatted(
                            level.ky(), level.kx(), level.balance(), condition.largestConstant())));
    return lines;
  }

  /** What the certificate is for, for run.json. */
  Map<String, Object> parameters() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("sparsities", result.sparsities.counts());
    out.put("weights", result.sparsities.weights());
    result.certificate.ifPresent(
        certificate -> {
          out.put("lambda", certificate.lambda());
          out.put("nu", certificate.nu());
          out.put("norm", certificate.norm());
          out.put("inner", certificate.inner());
        });
    out.put("outer", result.outer);
    return out;
  }

  /** Everything, for JSON; what is infinite is null. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sparsities", result.sparsities.counts());
    facts.put("weights", result.sparsities.weights());
    facts.put("xi", result.sparsities.xi());
    facts.put("kappa", result.sparsities.kappa());
    result.nullSpace.ifPresent(bound -> facts.put("null_space", facts(bound)));
    result.certificate.ifPresent(certificate -> addTo(facts, certificate));
    result.terms.ifPresent(
        terms -> {
          facts.put("truth_norm", terms.truthNorm());
          facts.put("residual", terms.residual());
          facts.put("sigma", terms.distance());
        });
    result.bound.ifPresent(bound -> addTo(facts, bound));
    result.run.ifPresent(run -> facts.put("run", facts(run)));
    result.samples.ifPresent(condition -> facts.put("samples_per_level", facts(condition)));
    if (!result.noSamples.isEmpty()) {
      facts.put("samples_per_level", result.noSamples);
    }
    return facts;
  }

  private static Map<String, Object> facts(NullSpaceBound bound) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rho", finite(bound.rho()));
    facts.put("gamma", finite(bound.gamma()));
    facts.put("rho_at_least", finite(bound.rhoAtLeast()));
    facts.put("gamma_at_least", finite(bound.gammaAtLeast()));
    facts.put("supports", bound.supports());
    facts.put("rule", bound.rule());
    return facts;
  }

  private void addTo(Map<String, Object> facts, Certificate certificate) {
    facts.put("rho", certificate.property().rho());
    facts.put("gamma", certificate.property().gamma());
    facts.put("proved", certificate.property().proved());
    facts.put("c1", certificate.c1());
    facts.put("c2", certificate.c2());
    facts.put("c3", certificate.c3());
    facts.put("lambda", certificate.lambda());
    facts.put("largest_lambda", certificate.largestLambda());
    facts.put("nu", certificate.nu());
    facts.put("norm", certificate.norm());
    facts.put("inner", certificate.inner());
    facts.put("amplification", certificate.amplification());
    facts.put("assumptions", assumptions(certificate));
  }

  private void addTo(Map<String, Object> facts, ErrorBound bound) {
    facts.put("delta", bound.delta());
    facts.put("epsilon0", bound.epsilon0());
    facts.put("floor", bound.floor());
    facts.put(
        "bound_after_blocks",
        IntStream.rangeClosed(0, result.outer).mapToObj(bound::afterBlocks).toList());
    result.target.ifPresent(
        target -> {
          OptionalInt blocks = bound.blocksFor(target);
          facts.put("target", target);
          facts.put("blocks_for_target", blocks.isPresent() ? blocks.getAsInt() : null);
        });
  }

  private static Map<String, Object> facts(CertifiedRun run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("backend", run.backend());
    facts.put("blocks", run.blocks());
    facts.put("layers", run.errors().length);
    facts.put("error_after_blocks", run.blockErrors());
    facts.put("largest_share_of_bound", run.largestShare());
    return facts;
  }

  private static Map<String, Object> facts(SamplingCondition condition) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("logarithm", condition.logarithm());
    facts.put("constant", condition.constant());
    facts.put("holds", condition.holds());
    facts.put("largest_constant", finite(condition.largestConstant()));
    facts.put("gamma_factor", finite(condition.gammaFactor()));
    List<Object> rows = new ArrayList<>();
    for (SamplingCondition.Level level : condition.levels()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("ky", level.ky());
      row.put("kx", level.kx());
      row.put("interference", level.interference());
      row.put("points", level.capacity());
      row.put("samples", level.samples());
      row.put("sufficient", level.sufficient());
      row.put("fraction", level.fraction());
      row.put("balanced", level.balanced());
      rows.add(row);
    }
    facts.put("levels", rows);
    return facts;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
