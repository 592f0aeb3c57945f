package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.acquisition.Scan;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.metrics.ImageComparison;
import org.firenet.network.History;
import org.firenet.pipeline.Reconstruction;
import org.firenet.pipeline.ReconstructionResult;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.report.HtmlReport;
import org.firenet.report.ReconstructionReport;
import org.firenet.report.RunRecord;

/** What a reconstruction says of itself: on the console, in run.json, in the report. */
final class ReconOutput {
  private final Scan scan;
  private final ReconstructionResult result;
  private final double seconds;
  private final Map<String, Double> figures;

  /**
   * Collects.
   *
   * @param seconds from the opened scan to the images
   */
  ReconOutput(Scan scan, ReconstructionResult result, double seconds) {
    this.scan = scan;
    this.result = result;
    this.seconds = seconds;
    this.figures =
        result
            .truth()
            .map(truth -> ImageComparison.figures(result.images(), truth))
            .orElse(Map.of());
  }

  /** Names of the axes of the images. */
  List<String> imageAxes() {
    List<String> names = new ArrayList<>();
    if (scan.several()) {
      names.add("slice");
    }
    names.addAll(scan.grid().rank() == 3 ? List.of("z", "y", "x") : List.of("y", "x"));
    return names;
  }

  /** For the console. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Shape grid = scan.grid();
    StringBuilder extents = new StringBuilder();
    for (int extent : grid.extents()) {
      extents.append(extents.isEmpty() ? "" : " x ").append(extent);
    }
    double fraction = result.mask().fraction();
    lines.add(
        "scan        %s%s%s, %.1f %% sampled (%.1f-fold undersampled)"
            .formatted(
                scan.images() > 1 ? scan.images() + " images, " : "",
                scan.coils() > 0 ? scan.coils() + " coils, " : "",
                extents,
                100 * fraction,
                1 / fraction));
    result.seconds().forEach((step, time) -> lines.add("%-11s %.2f s".formatted(step, time)));
    lines.add("backend     " + result.description());
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

  /** For run.json; {@code others} are the inputs beside the k-space. */
  RunRecord record(List<String> arguments, List<Path> others, ReconstructionSettings settings)
      throws IOException {
    RunRecord.Builder record =
        RunRecord.builder()
            .arguments(arguments.toArray(new String[0]))
            .parameters(settings.summary())
            .backend(result.description())
            .input(scan.path());
    for (Path other : others) {
      try (ArrayFile file = ArrayFile.open(other)) {
        record.input(file.path());
      }
    }
    result.seconds().forEach(record::time);
    record.time("total", seconds);
    for (History history : result.histories()) {
      record.history(history, settings.parameters().inner());
    }
    record.result("images", result.images().shape().extents());
    record.result("sampled", result.mask().fraction());
    figures.forEach(record::result);
    result.notes().forEach(record::warning);
    return record.build();
  }

  /** The report; {@code predictions} are errors of held-out samples by method. */
  HtmlReport report(
      String title, ReconstructionSettings settings, Map<String, Double> predictions) {
    ReconstructionReport report =
        ReconstructionReport.titled(title)
            .subtitle(result.description())
            .keyFigure("Total time", "%.2f s".formatted(seconds))
            .images(firstImage(result.images()))
            .zeroFilled(Reconstruction.zeroFilled(result))
            .mask(result.mask());
    result.maps().ifPresent(report::maps);
    result
        .truth()
        .ifPresent(truth -> report.truth(firstImage(truth)).nrmse(figures.get("nrmse_magnitude")));
    if (!result.histories().isEmpty()) {
      report.history(result.histories().get(0), settings.parameters().inner());
    }
    texts(settings).forEach(report::parameter);
    predictions.forEach(
        (method, error) ->
            report.keyFigure("Prediction error, " + method, "%.3f".formatted(error)));
    result.seconds().forEach(report::time);
    result.notes().forEach(report::warning);
    return report.build();
  }

  private static Map<String, String> texts(ReconstructionSettings settings) {
    Map<String, String> out = new LinkedHashMap<>();
    settings
        .summary()
        .forEach((name, value) -> out.put(name.toLowerCase(Locale.ROOT), Text.of(value)));
    return out;
  }

  private ComplexArray firstImage(ComplexArray images) {
    return scan.several() ? images.slice(0) : images;
  }
}
