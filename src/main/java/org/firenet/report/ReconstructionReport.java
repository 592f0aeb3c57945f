package org.firenet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.network.History;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ScanMetadata;

/**
 * The report of a reconstruction: images to be looked at closely, the scan, sampling, convergence,
 * parameters, times and where it was computed. Everything but the title may be absent.
 *
 * <p>Of many images as many are shown as {@link ImageViewer} says, of many coils 32. All magnitudes
 * of images are shown in one window, at first that of the truth or, without one, of the
 * reconstruction. Nothing tells who was scanned, as long as titles and names of files do not.
 */
public final class ReconstructionReport {
  private final String title;
  private String subtitle = "";
  private final Map<String, String> keyFigures = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private ComplexArray images;
  private int firstNumber;
  private boolean slices = true;
  private ComplexArray zeroFilled;
  private ComplexArray truth;
  private Mask mask;
  private ComplexArray maps;
  private History history;
  private boolean magnitudeErrors;
  private int inner;
  private RealArray weights;
  private int levels;
  private double nrmse = Double.NaN;
  private double zeroFilledNrmse = Double.NaN;
  private double totalSeconds = Double.NaN;
  private ScanMetadata metadata = ScanMetadata.unknown();
  private Optional<ImageGeometry> geometry = Optional.empty();
  private int imageAxes = 2;
  private int coils;
  private String backend = "";
  private String command = "";

  private ReconstructionReport(String title) {
    this.title = title;
  }

  /** Starts a report with nothing but a title. */
  public static ReconstructionReport titled(String title) {
    return new ReconstructionReport(title);
  }

  /** Sets the line below the title. */
  public ReconstructionReport subtitle(String text) {
    subtitle = text;
    return this;
  }

  /** Adds a number, or a few words, that the reader should see first. */
  public ReconstructionReport keyFigure(String label, String value) {
    keyFigures.put(label, value);
    return this;
  }

  /** Adds a warning. */
  public ReconstructionReport warning(String text) {
    warnings.add(text);
    return this;
  }

  /** Adds what is worth knowing and no reason for worry. */
  public ReconstructionReport note(String text) {
    notes.add(text);
    return this;
  }

  /** Sets the reconstruction {@code [..., y, x]}, complex. Not modified. */
  public ReconstructionReport images(ComplexArray value) {
    images = value;
    return this;
  }

  /** Sets the number of the first image in the scan, from 0. */
  public ReconstructionReport firstNumber(int value) {
    firstNumber = value;
    return this;
  }

  /** Sets whether images are slices, as they are by default, or differ in more than that. */
  public ReconstructionReport slices(boolean value) {
    slices = value;
    return this;
  }

  /** Sets how many axes one image has: 2, the default, or 3. */
  public ReconstructionReport imageAxes(int value) {
    imageAxes = value;
    return this;
  }

  /** Sets the zero-filled images {@code [..., y, x]}. Not modified. */
  public ReconstructionReport zeroFilled(ComplexArray value) {
    zeroFilled = value;
    return this;
  }

  /** Sets the true images {@code [..., y, x]}, scaled like the reconstruction. Not modified. */
  public ReconstructionReport truth(ComplexArray value) {
    truth = value;
    return this;
  }

  /** Sets ‖x − truth‖₂ / ‖truth‖₂ of the reconstruction. */
  public ReconstructionReport nrmse(double value) {
    nrmse = value;
    return this;
  }

  /** Sets ‖x − truth‖₂ / ‖truth‖₂ of the zero-filled images. */
  public ReconstructionReport zeroFilledNrmse(double value) {
    zeroFilledNrmse = value;
    return this;
  }

  /** Sets the sampled points {@code [..., ky, kx]}. */
  public ReconstructionReport mask(Mask value) {
    mask = value;
    return this;
  }

  /** Sets the sensitivities {@code [..., coil, y, x]}. Not modified. */
  public ReconstructionReport maps(ComplexArray value) {
    maps = value;
    return this;
  }

  /**
   * Sets the history of one image.
   *
   * @param layersOfBlock inner layers p, for the marks at the restarts
   */
  public ReconstructionReport history(History value, int layersOfBlock) {
    if (layersOfBlock < 1) {
      throw new IllegalArgumentException(
          "layersOfBlock: expected at least 1, got " + layersOfBlock);
    }
    history = value;
    inner = layersOfBlock;
    return this;
  }

  /** Sets whether the errors of the history are those of the magnitude. */
  public ReconstructionReport magnitudeErrors(boolean value) {
    magnitudeErrors = value;
    return this;
  }

  /**
   * Adds a row to the table of parameters.
   *
   * @param name as records have it, {@code softCrop}; shown in words
   * @param value numbers with a fraction are rounded to four digits
   */
  public ReconstructionReport parameter(String name, Object value) {
    String text = value instanceof Double number ? NumberText.of(number) : String.valueOf(value);
    parameters.put(ParameterNames.of(name), text);
    return this;
  }

  /** Adds to the seconds that a step took. */
  public ReconstructionReport time(String step, double value) {
    seconds.merge(step, value, Double::sum);
    return this;
  }

  /**
   * Sets the weights of the wavelet coefficients.
   *
   * @param value of the padded coefficients in Mallat's layout. Not modified.
   * @param levelsOfWavelet number of levels
   */
  public ReconstructionReport weights(RealArray value, int levelsOfWavelet) {
    weights = value;
    levels = levelsOfWavelet;
    return this;
  }

  /** Sets how long everything took; what no step accounts for is shown as other. */
  public ReconstructionReport totalTime(double value) {
    totalSeconds = value;
    return this;
  }

  /** Sets what is known of the scan; nothing that tells whom it shows is written down. */
  public ReconstructionReport scan(ScanMetadata value) {
    metadata = value;
    return this;
  }

  /** Sets size and place of the first image; its pixels are shown in their true proportions. */
  public ReconstructionReport geometry(ImageGeometry value) {
    geometry = Optional.of(value);
    return this;
  }

  /** Sets the number of receiver coils. */
  public ReconstructionReport coils(int value) {
    coils = value;
    return this;
  }

  /** Sets what computed the images. */
  public ReconstructionReport backend(String description) {
    backend = description;
    return this;
  }

  /** Sets the command that made the report, by its arguments; quoted as a shell needs them. */
  public ReconstructionReport command(String... words) {
    command = ShellText.of(words);
    return this;
  }

  /**
   * Puts the report together.
   *
   * @throws IllegalArgumentException if reconstruction, zero-filled images and truth differ in
   *     shape, or an array has fewer axes than it must
   */
  public HtmlReport build() {
    HtmlReport.Builder report = HtmlReport.titled(title).subtitle(subtitle);
    addNumbers(report);
    warnings.forEach(report::warning);
    notes.forEach(report::note);
    addImages(report);
    addScan(report);
    addSampling(report);
    if (history != null) {
      boolean several = images != null && Tiles.count("images", images.shape()) > 1;
      ReconstructionSections.convergence(report, history, inner, magnitudeErrors, several);
    }
    if (weights != null) {
      report.section("Wavelet weights").add(WaveletWeights.table(weights, levels));
    }
    if (!parameters.isEmpty()) {
      report.section("Parameters").parameters(parameters);
    }
    ReconstructionSections.times(report, seconds, totalSeconds);
    ReconstructionSections.origin(report, command, backend);
    return report.build();
  }

  private void addNumbers(HtmlReport.Builder report) {
    if (!Double.isNaN(nrmse)) {
      report.keyFigure("NRMSE", NumberText.of(nrmse));
    }
    if (mask != null && mask.samples() > 0) {
      report.keyFigure("Sampled", ReconstructionSections.percent(mask.fraction()));
      report.keyFigure("Undersampling", String.format(Locale.ROOT, "%.1f×", 1 / mask.fraction()));
    }
    keyFigures.forEach(report::keyFigure);
  }

  private void addImages(HtmlReport.Builder report) {
    requireOneShape();
    if (images == null && zeroFilled == null && truth == null) {
      return;
    }
    String name = imageAxes == 3 ? "plane" : slices ? "slice" : "image";
    ImageViewer.Builder viewer =
        ImageViewer.titled("Images")
            .counted(name, name + "s", firstNumber)
            .pixelAspect(pixelAspect());
    if (images != null) {
      viewer.images("Reconstruction", error(nrmse, images), images);
    }
    if (zeroFilled != null) {
      viewer.images("Zero-filled", error(zeroFilledNrmse, zeroFilled), zeroFilled);
    }
    if (truth != null) {
      viewer.images("Truth", "", truth).window(window());
    }
    if (images != null && truth != null) {
      viewer.difference("Difference", images, truth);
    }
    report.section("Images").add(viewer.build());
    if (images != null && truth != null) {
      report.paragraph(
          "Difference: that of the magnitudes, without sign, times the factor stated.");
    }
  }

  /** The window of the truth. */
  private Window window() {
    ViewerLayer layer = new ViewerLayer.Images("Truth", "", truth);
    return layer.window(
        ImageChoice.of(Tiles.count("truth", truth.shape()), ImageViewer.MOST_IMAGES));
  }

  private double pixelAspect() {
    return geometry
        .map(ImageGeometry::voxel)
        .filter(voxel -> voxel.x() > 0 && voxel.y() > 0)
        .map(voxel -> voxel.y() / voxel.x())
        .orElse(1.0);
  }

  private static String error(double nrmse, ComplexArray images) {
    if (Double.isNaN(nrmse)) {
      return "";
    }
    boolean several = images.shape().rank() > 2;
    return "NRMSE " + NumberText.of(nrmse) + (several ? " of all" : "");
  }

  private void requireOneShape() {
    Shape expected = images != null ? images.shape() : truth != null ? truth.shape() : null;
    if (expected != null && zeroFilled != null) {
      ComplexArray.requireShape("zeroFilled", zeroFilled.shape(), expected);
    }
    if (expected != null && truth != null) {
      ComplexArray.requireShape("truth", truth.shape(), expected);
    }
  }

  private void addScan(HtmlReport.Builder report) {
    Optional<Shape> image =
        Optional.ofNullable(images)
            .map(ComplexArray::shape)
            .filter(shape -> shape.rank() >= imageAxes)
            .map(shape -> shape.last(imageAxes));
    int count = image.map(shape -> images.count() / shape.count()).orElse(0);
    Map<String, String> facts = ScanFacts.of(image, count, coils, geometry, metadata);
    if (!facts.isEmpty()) {
      report.section("Scan").parameters(facts);
    }
  }

  private void addSampling(HtmlReport.Builder report) {
    List<ImageFigure> figures = new ArrayList<>();
    String heading = "Sampling";
    if (mask != null) {
      figures.add(ReconstructionFigures.mask(mask));
    }
    if (maps != null) {
      heading = mask == null ? "Sensitivities" : "Sampling and sensitivities";
      figures.addAll(List.of(ReconstructionFigures.maps(maps, report::warning)));
    }
    if (!figures.isEmpty()) {
      report.section(heading).images(figures);
    }
  }
}
