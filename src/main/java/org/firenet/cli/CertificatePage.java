package org.firenet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.firenet.report.HtmlReport;
import org.firenet.report.LinePlot;
import org.firenet.stability.certificate.Certificate;
import org.firenet.stability.certificate.CertifiedRun;
import org.firenet.stability.certificate.ErrorBound;
import org.firenet.stability.certificate.NullSpaceBound;
import org.firenet.stability.certificate.SamplingCondition;

/** A certificate as a page. */
final class CertificatePage {
  /** Beyond these a plot over layers shows no more than one over blocks. */
  private static final int MOST_LAYERS_DRAWN = 5000;

  private final CertificateResult result;
  private final CertificateOutput output;
  private final String title;

  CertificatePage(CertificateResult result, CertificateOutput output, String title) {
    this.result = result;
    this.output = output;
    this.title = title;
  }

  /** The page. */
  HtmlReport report() {
    HtmlReport.Builder page = HtmlReport.titled(title);
    result.certificate.ifPresentOrElse(
        certificate -> addHead(page, certificate),
        () -> page.subtitle("Samples per level; no constants were given, so there is no bound."));
    result.bound.ifPresent(bound -> addBound(page, bound));
    result.certificate.ifPresent(certificate -> addConstants(page, certificate));
    result.nullSpace.ifPresent(bound -> addNullSpace(page, bound));
    result.samples.ifPresent(condition -> addSamples(page, condition));
    if (!result.noSamples.isEmpty()) {
      page.section("Samples per level").paragraph("Not compared: " + result.noSamples);
    }
    return page.build();
  }

  private void addHead(HtmlReport.Builder page, Certificate certificate) {
    boolean proved = certificate.property().proved();
    page.subtitle(
        proved
            ? "A proved bound of the distance between the network's result and the true coefficients."
            : "What the theory bounds the error by, if the assumptions below are true.");
    page.keyFigure("ρ, γ", proved ? "proved" : "assumed");
    page.keyFigure("C3", number(certificate.c3()));
    page.keyFigure("Layers a block", Integer.toString(certificate.inner()));
    page.keyFigure("Largest λ", number(certificate.largestLambda()));
    result.bound.ifPresent(bound -> page.keyFigure("Bound falls to", number(bound.floor())));
    result.run.ifPresent(
        run -> page.keyFigure("Largest error / bound", number(run.largestShare())));
    List<String> assumptions = output.assumptions(certificate);
    if (!proved) {
      page.warning(assumptions.get(0));
    }
    assumptions.stream().skip(proved ? 0 : 1).forEach(page::note);
  }

  private void addBound(HtmlReport.Builder page, ErrorBound bound) {
    page.section(result.run.isPresent() ? "Error and bound" : "Bound");
    page.plots(plots(bound));
    result.run.ifPresent(run -> page.paragraph(verdict(run)));
    page.paragraph(
        "The bound C3 (δ/(1−ν) + νⁿ ε₀) falls by ν = %s from block to block until it meets its floor"
                .formatted(number(bound.certificate().nu()))
            + " C3 δ/(1−ν), which noise and model error set. It holds for every image and every"
            + " perturbation that the assumptions admit, so it lies well above the error of one"
            + " image. Errors are 2-norms in the units of the data. A perturbation of the data raises what the"
            + " bound falls to by at most 2 C3/(1−ν) = %s times its norm."
                .formatted(number(bound.certificate().amplification())));
    if (result.run.isPresent()) {
      page.paragraph(
          "Within a block, the curves over layers show the mean of the block's layers so far; only the"
              + " mean at the end of a block goes on.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int block = 0; block <= result.outer; block++) {
      rows.add(row(bound, block));
    }
    List<String> header =
        result.run.isPresent()
            ? List.of("Blocks", "Layers", "Bound", "Error", "Error / bound")
            : List.of("Blocks", "Layers", "Bound");
    page.table(header, rows);
    result.target.ifPresent(
        target -> page.paragraph("Target " + CertificateOutput.targetText(bound, target) + "."));
  }

  private List<String> row(ErrorBound bound, int block) {
    double value = bound.afterBlocks(block);
    List<String> row =
        new ArrayList<>(
            List.of(
                Integer.toString(block),
                Long.toString((long) block * bound.certificate().inner()),
                number(value)));
    result.run.ifPresent(
        run -> {
          double error = block == 0 ? run.terms().truthNorm() : run.blockErrors().get(block - 1);
          row.add(number(error));
          row.add(number(error / value));
        });
    return row;
  }

  private static String verdict(CertifiedRun run) {
    double share = run.largestShare();
    return share <= 1
        ? "Over all %d layers the error is at most %s of its bound: the bound was not crossed.%s"
            .formatted(
                run.errors().length,
                number(share),
                run.terms().bound().certificate().property().proved()
                    ? ""
                    : " That one image stays below it proves neither ρ nor γ.")
        : "The error reaches %s times its bound: an assumption does not hold for these data."
            .formatted(number(share));
  }

  private List<LinePlot> plots(ErrorBound bound) {
    List<LinePlot> plots = new ArrayList<>();
    LinePlot blocks =
        LinePlot.titled("After each block")
            .xLabel("Blocks")
            .yLabel("Distance to the truth")
            .logarithmic()
            .series(
                "Bound",
                0,
                IntStream.rangeClosed(0, result.outer).mapToDouble(bound::afterBlocks).toArray());
    plots.add(blocks);
    if (result.run.isPresent()) {
      CertifiedRun run = result.run.get();
      blocks.series(
          "Measured error",
          0,
          IntStream.rangeClosed(0, run.blocks())
              .mapToDouble(n -> n == 0 ? run.terms().truthNorm() : run.blockErrors().get(n - 1))
              .toArray());
      if (run.errors().length <= MOST_LAYERS_DRAWN) {
        plots.add(
            LinePlot.titled("After each layer")
                .xLabel("Layers")
                .yLabel("Distance to the truth")
                .logarithmic()
                .series("Bound", 1, run.bounds())
                .series("Measured error", 1, run.errors()));
      }
    }
    return plots;
  }

  private void addConstants(HtmlReport.Builder page, Certificate certificate) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("Local sparsities s", certificate.sparsities().counts().toString());
    values.put(
        "Weights w",
        certificate.sparsities().weights().stream()
            .map(CertificatePage::number)
            .toList()
            .toString());
    values.put("ρ", number(certificate.property().rho()));
    values.put("γ", number(certificate.property().gamma()));
    values.put("ξ = Σ w²s", number(certificate.xi()));
    values.put("κ = ξ / min w²s", number(certificate.kappa()));
    values.put("C1", number(certificate.c1()));
    values.put("C2", number(certificate.c2()));
    values.put("λ", number(certificate.lambda()));
    values.put("Largest λ = C1/(C2√ξ)", number(certificate.largestLambda()));
    values.put("C3 = C1/(λ√ξ)", number(certificate.c3()));
    values.put("Norm L", number(certificate.norm()));
    values.put("ν", number(certificate.nu()));
    values.put("p = ⌈2 C3 L/ν⌉", Integer.toString(certificate.inner()));
    result.bound.ifPresent(
        bound -> {
          values.put("δ", number(bound.delta()));
          values.put("ε₀", number(bound.epsilon0()));
        });
    result.terms.ifPresent(
        terms -> {
          values.put("‖Ac − y‖", number(terms.residual()));
          values.put("σ(c)", number(terms.distance()));
          values.put("‖truth‖", number(terms.truthNorm()));
        });
    page.section("Constants").parameters(values);
  }

  private static void addNullSpace(HtmlReport.Builder page, NullSpaceBound bound) {
    page.section("Null space property")
        .paragraph(
            "For each of the %d supports a left inverse was computed (%s), which proves ρ = %s with γ ="
                    .formatted(bound.supports(), bound.rule(), number(bound.rho()))
                + " %s for all vectors. No ρ below %s is possible (a vector of the null space was found"
                    .formatted(number(bound.gamma()), number(bound.rhoAtLeast()))
                + " that needs it) and no γ below %s.".formatted(number(bound.gammaAtLeast())));
  }

  private static void addSamples(HtmlReport.Builder page, SamplingCondition condition) {
    page.section("Samples per level");
    String weakest =
        condition
            .weakest()
            .map(
                level ->
                    "Least balanced: bands %d, %d, sampled / balanced %.2f. "
                        .formatted(level.ky(), level.kx(), level.balance()))
            .orElse("Every level is fully sampled. ");
    page.paragraph(
        weakest
            + "Recovery theorems ask for c Λ M samples of a pair of frequency bands, or all of its"
            + " points, M the local sparsities with their interference between scales. c is an unknown"
            + " constant, and Λ = %s differs between theorems; so only the balance between levels can"
                .formatted(number(condition.logarithm()))
            + " be judged: a ratio below 1 means fewer samples than a mask of this size could give this"
            + " level. The theorems are for one coil and for rows scaled by √(points/samples); for rows as"
            + " they are, γ grows by up to %s.".formatted(number(condition.gammaFactor())));
    List<List<String>> rows = new ArrayList<>();
    for (SamplingCondition.Level level : condition.levels()) {
      rows.add(
          List.of(
              level.ky() + ", " + level.kx(),
              Integer.toString(level.capacity()),
              Integer.toString(level.samples()),
              "%.1f %%".formatted(100.0 * level.samples() / level.capacity()),
              number(level.interference()),
              Integer.toString(level.balanced()),
              level.full() ? "full" : "%.2f".formatted(level.balance()),
              Long.toString(level.sufficient())));
    }
    page.table(
        List.of(
            "Bands (y, x)",
            "Points",
            "Sampled",
            "Share",
            "M",
            "Balanced",
            "Sampled / balanced",
            "Sufficient for c = " + number(condition.constant())),
        rows);
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return "∞";
    }
    return "%.4g"
        .formatted(value)
        .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceFirst("\\.(e|$)", "$1");
  }
}
