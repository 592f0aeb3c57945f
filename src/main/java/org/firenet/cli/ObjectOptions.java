package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Sampling;
import org.firenet.phantom.FullScan;
import org.firenet.phantom.PhantomScan;
import org.firenet.phantom.RasterScan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.pipeline.ObjectFile;
import org.firenet.scan.ImageGeometry;
import org.firenet.transform.WalshOrder;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is scanned, with which coils. */
final class ObjectOptions {
  private static final String PHANTOM = "shepp-logan";
  private static final String DEFAULT_SIZE = "256x256";
  private static final double DEFAULT_PHASE = 1;

  private enum Transform {
    FOURIER,
    WALSH
  }

  private enum Spectrum {
    RASTER,
    ANALYTIC
  }

  @Parameters(
      arity = "0..1",
      defaultValue = PHANTOM,
      paramLabel = "OBJECT",
      description = {
        "shepp-logan (default), or a file with an image or slices: .npy, .cfl, grey .png, NIfTI."
      })
  private String object;

  @Option(
      names = "--size",
      paramLabel = "NYxNX",
      description = "Phantom: NYxNX, or NZxNYxNX for a volume (default: " + DEFAULT_SIZE + ").")
  private String size;

  @Option(
      names = "--kspace",
      defaultValue = "raster",
      paramLabel = "raster|analytic",
      description = {
        "Phantom: raster, the transform of the pixel image (default), or analytic, samples of the"
            + " exact Fourier transform of its ellipses, with the ringing of a real scan."
      })
  private Spectrum spectrum;

  @Option(
      names = "--slices",
      paramLabel = "N|A:B",
      description = "Phantom: number of slices (default: 1). File: which ones (default: all).")
  private String slices;

  @Option(names = "--volume", description = "File: three axes are one volume, [z, y, x].")
  private boolean volume;

  @Option(
      names = "--coils",
      paramLabel = "N",
      description = "Number of simulated coils, on a ring (default: 8; 1 is 1 everywhere).")
  private Integer coils;

  @Option(
      names = "--maps",
      paramLabel = "FILE",
      description = "Other coil sensitivities, [coil, y, x].")
  private Path maps;

  @Option(
      names = "--phase",
      paramLabel = "A",
      description = {
        "Strength of the smooth phase of the object, about the radians from centre to edge"
            + " (default: 1; 0 for a complex file)."
      })
  private Double phase;

  @Option(
      names = "--sampling",
      defaultValue = "fourier",
      paramLabel = "fourier|walsh",
      description = "What is sampled; walsh in sequency order, powers of two (default: fourier).")
  private Transform sampling;

  @Option(
      names = "--readout-oversampling",
      defaultValue = "1",
      paramLabel = "N",
      description = "For .h5: so many times the field of view along x (default: ${DEFAULT-VALUE}).")
  private int oversampling;

  /**
   * A scan and where it lies.
   *
   * @param scan what is scanned
   * @param geometry if the object has one
   */
  record Scanned(FullScan scan, Optional<ImageGeometry> geometry) {}

  /** Checks what can be checked without reading any file. */
  void check() {
    if (coils != null && maps != null) {
      throw new IllegalArgumentException("maps: give --coils or --maps, not both");
    }
    if (coils != null && coils < 1) {
      throw new IllegalArgumentException("coils: expected at least 1, got " + coils);
    }
    if (oversampling < 1) {
      throw new IllegalArgumentException(
          "readout-oversampling: expected at least 1, got " + oversampling);
    }
    if (phase != null && !Double.isFinite(phase)) {
      throw new IllegalArgumentException("phase: expected a finite number, got " + phase);
    }
    if (sampling == Transform.WALSH && oversampling > 1) {
      throw new IllegalArgumentException("readout-oversampling: not with --sampling walsh");
    }
    if (isPhantom()) {
      checkPhantom();
    } else if (size != null || spectrum == Spectrum.ANALYTIC) {
      throw new IllegalArgumentException(
          (size != null ? "size" : "kspace analytic") + ": only for the phantom, got " + object);
    } else if (slices != null) {
      SliceRange.parse(slices);
    }
  }

  private void checkPhantom() {
    request();
    if (volume) {
      throw new IllegalArgumentException("volume: of the phantom give a --size NZxNYxNX");
    }
    if (spectrum == Spectrum.ANALYTIC && (maps != null || sampling == Transform.WALSH)) {
      throw new IllegalArgumentException(
          "kspace analytic: only with simulated coils and Fourier sampling");
    }
  }

  /** The files that options name. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!isPhantom()) {
      files.add(Path.of(object));
    }
    if (maps != null) {
      files.add(maps);
    }
    return files;
  }

  /** Whether there is readout oversampling. */
  boolean isOversampled() {
    return oversampling > 1;
  }

  /** Whether Fourier data are simulated. */
  boolean isFourier() {
    return sampling == Transform.FOURIER;
  }

  /** In words. */
  String description() {
    return isPhantom()
        ? PHANTOM + ", " + spectrum.name().toLowerCase(Locale.ROOT)
        : Path.of(object).getFileName().toString();
  }

  /** Reads the files and computes. */
  Scanned scan() throws IOException {
    if (!isPhantom()) {
      return fileScan();
    }
    PhantomScan request = request();
    if (spectrum == Spectrum.ANALYTIC) {
      return new Scanned(request.analytic(), Optional.empty());
    }
    FullScan plain = request.raster();
    if (maps == null && sampling == Transform.FOURIER) {
      return new Scanned(plain, Optional.empty());
    }
    ComplexArray images =
        ComplexArray.zeros(Precision.DOUBLE, plain.image().prepend(plain.slices()));
    for (int slice = 0; slice < plain.slices(); slice++) {
      images.setSlice(slice, plain.truth(slice));
    }
    return new Scanned(raster(images), Optional.empty());
  }

  private boolean isPhantom() {
    return object.equals(PHANTOM);
  }

  private PhantomScan request() {
    Shape image = GridSize.parse(size == null ? DEFAULT_SIZE : size);
    return new PhantomScan(image, count(), coilCount(), oversampling, strength(false));
  }

  private int count() {
    try {
      return slices == null ? 1 : Integer.parseInt(slices);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "slices: expected a number of slices of the phantom, got " + slices, e);
    }
  }

  private int coilCount() {
    return coils == null ? 8 : coils;
  }

  private double strength(boolean complex) {
    return phase != null ? phase : complex ? 0 : DEFAULT_PHASE;
  }

  private Scanned fileScan() throws IOException {
    ObjectFile file = ObjectFile.read(Path.of(object), volume);
    ComplexArray images = selected(file.images());
    ComplexArray turned = ComplexArray.zeros(Precision.DOUBLE, images.shape());
    for (int slice = 0; slice < images.shape().extent(0); slice++) {
      turned.setSlice(slice, SmoothPhase.apply(images.slice(slice), strength(file.complex())));
    }
    return new Scanned(raster(turned), file.geometry());
  }

  private ComplexArray selected(ComplexArray images) throws IOException {
    if (slices == null) {
      return images;
    }
    SliceRange range = SliceRange.parse(slices);
    try {
      return images.slices(range.from(), range.end(images.shape().extent(0)));
    } catch (IllegalArgumentException e) {
      throw new IOException(object + ": " + e.getMessage(), e);
    }
  }

  private FullScan raster(ComplexArray images) throws IOException {
    Shape image = images.shape().last(images.shape().rank() - 1);
    ComplexArray sensitivities =
        maps == null ? PhantomScan.maps(coilCount(), image) : Inputs.complex(maps);
    Sampling transform =
        sampling == Transform.WALSH ? Sampling.walsh(WalshOrder.SEQUENCY) : Sampling.fourier();
    return new RasterScan(images, sensitivities, oversampling, transform);
  }
}
