package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.acquisition.Scan;
import org.firenet.array.ComplexArray;
import org.firenet.metrics.ImageComparison;
import org.firenet.network.History;
import org.firenet.pipeline.ReconstructionResult;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.pipeline.VerifiedImage;
import org.firenet.report.HtmlReport;
import org.firenet.report.ReconstructionReport;
import org.firenet.report.RunRecord;
import org.firenet.scan.ImageIndex;

/** What a reconstruction says of itself: on the console, in run.json, in the report. */
final class ReconOutput {
  private final Scan scan;
  private final ReconstructionSettings settings;
  private final ReconstructionResult result;
  private final double seconds;
  private final Map<String, Double> figures;

  /**
   * Collects.
   *
   * @param seconds from the opened scan to the images
   */
  ReconOutput(
      Scan scan, ReconstructionSettings settings, ReconstructionResult result, double seconds) {
    this.scan = scan;
    this.settings = settings;
    this.result = result;
    this.seconds = seconds;
    this.figures = result.truth().map(truth -> figures(result.images(), truth)).orElse(Map.of());
  }

  private boolean comparesMagnitudes() {
    return settings.comparesMagnitudes(result.maps().isPresent());
  }

  private Map<String, Double> figures(ComplexArray images, ComplexArray truth) {
    return comparesMagnitudes()
        ? ImageComparison.figuresOfMagnitude(images, truth)
        : ImageComparison.figures(images, truth);
  }

  /** For the console. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    double fraction = result.mask().fraction();
    lines.add(
        "scan        %s%s%s, %.1f %% sampled (%.1f-fold undersampled)"
            .formatted(
                scan.images() > 1 ? imagesOf(scan) : "",
                scan.coils() > 0 ? scan.coils() + " coils, " : "",
                ScanDescription.extents(scan.grid()),
                100 * fraction,
                1 / fraction));
    result.seconds().forEach((step, time) -> lines.add("%-11s %.2f s".formatted(step, time)));
    lines.add("backend     " + result.description());
    if (!result.verified().isEmpty()) {
      lines.add(
          "verified    %d of the images, largest difference to the reference %.2g"
              .formatted(result.verified().size(), largestDifference()));
    }
    if (!result.histories().isEmpty()) {
      History history = result.histories().get(0);
      int last = history.layers() - 1;
      lines.add(
          "residual    %.4g (first image), objective %.6g"
              .formatted(history.residual()[last], history.objective()[last]));
    }
    figures.forEach((name, value) -> lines.add("%s %.5g".formatted(name, value)));
    result.notes().forEach(note -> lines.add("note        " + note));
    return lines;
  }

  private double largestDifference() {
    return result.verified().stream().mapToDouble(VerifiedImage::difference).max().orElse(0);
  }

  private static String imagesOf(Scan scan) {
    return ScanDescription.images(scan).replaceFirst("^\\d+", "$0 images") + ", ";
  }

  /** For run.json; {@code others} are the inputs beside the k-space. */
  RunRecord record(List<String> arguments, List<Path> others) throws IOException {
    RunRecord.Builder record =
        RunRecord.builder()
            .arguments(arguments.toArray(new String[0]))
            .parameters(settings.summary())
            .backend(result.description())
            .input(scan.path());
    for (Path other : others) {
      record.input(Inputs.fileOf(other));
    }
    result.seconds().forEach(record::time);
    record.time("total", seconds);
    for (History history : result.histories()) {
      record.history(history, settings.parameters().inner());
    }
    record.result("images", result.images().shape().extents());
    record.result("sampled", result.mask().fraction());
    if (!result.verified().isEmpty()) {
      Map<String, Double> verified = new LinkedHashMap<>();
      result.verified().forEach(image -> verified.put(image.name(), image.difference()));
      record.result("verified", verified);
    }
    if (!scan.preparation().isEmpty()) {
      record.result("preparation", scan.preparation());
    }
    record.result(
        "image_indices",
        scan.descriptions().stream().map(image -> image.index().byName()).toList());
    if (result.truth().isPresent() && !result.histories().isEmpty()) {
      record.result("history_error_of", comparesMagnitudes() ? "magnitude" : "complex numbers");
    }
    figures.forEach(record::result);
    result.notes().forEach(record::warning);
    return record.build();
  }

  /** The report; {@code predictions} are errors of held-out samples by method. */
  HtmlReport report(String title, List<String> arguments, Map<String, Double> predictions) {
    ReconstructionReport report =
        ReconstructionReport.titled(title)
            .subtitle(result.description())
            .keyFigure("Total time", "%.2f s".formatted(seconds))
            .images(result.images())
            .imageAxes(scan.grid().rank())
            .firstNumber(scan.grid().rank() == 2 ? scan.numbers().get(0) : 0)
            .slices(hasSlicesAlone())
            .coils(scan.coils())
            .mask(result.mask())
            .backend(result.description())
            .command(command(arguments))
            .totalTime(seconds);
    report.scan(scan.metadata());
    scan.descriptions().get(0).geometry().ifPresent(report::geometry);
    result.zeroFilled().ifPresent(report::zeroFilled);
    result.maps().ifPresent(report::maps);
    result.truth().ifPresent(truth -> addTruth(report, truth));
    result
        .problem()
        .ifPresent(
            problem ->
                problem
                    .weights()
                    .ifPresent(weights -> report.weights(weights, problem.layout().levels())));
    if (!result.histories().isEmpty()) {
      report
          .history(result.histories().get(0), settings.parameters().inner())
          .magnitudeErrors(comparesMagnitudes());
    }
    if (!result.verified().isEmpty()) {
      report.keyFigure("Verified", "%.2g".formatted(largestDifference()));
      result
          .verified()
          .forEach(
              image ->
                  report.note(
                      "%s solved again by the reference: relative difference %.2g"
                          .formatted(image.name(), image.difference())));
    }
    settings.summary().forEach(report::parameter);
    predictions.forEach(
        (method, error) ->
            report.keyFigure("Prediction error, " + method, "%.3f".formatted(error)));
    result.seconds().forEach(report::time);
    result.notes().forEach(report::note);
    return report.build();
  }

  /** Whether images differ in their slice and in nothing else. */
  private boolean hasSlicesAlone() {
    ImageIndex first = scan.descriptions().get(0).index();
    return scan.descriptions().stream()
        .allMatch(image -> image.index().volume().equals(first.volume()));
  }

  private void addTruth(ReconstructionReport report, ComplexArray truth) {
    report.truth(truth).nrmse(figures.get("nrmse_magnitude"));
    report.keyFigure("PSNR", "%.1f dB".formatted(figures.get("psnr_db")));
    if (figures.containsKey("ssim")) {
      report.keyFigure("SSIM", "%.3f".formatted(figures.get("ssim")));
    }
    result
        .zeroFilled()
        .map(images -> figures(images, truth).get("nrmse_magnitude"))
        .ifPresent(report::zeroFilledNrmse);
  }

  private static String[] command(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    words.add(0, "firenet");
    return words.toArray(new String[0]);
  }
}
