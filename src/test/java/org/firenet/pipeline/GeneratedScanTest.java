package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.firenet.acquisition.KSpace;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.metrics.ImageMetrics;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.ImageResizing;
import org.firenet.mri.ZeroFilled;
import org.firenet.operator.FourierOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the ISMRMRD tools: against the truth they hold, and against the tools' own images. */
class GeneratedScanTest {
  private static final String GENERATOR = "ismrmrd_generate_cartesian_shepp_logan";
  private static final String RECONSTRUCTION = "ismrmrd_recon_cartesian_2d";

  /** Two programs in single precision. */
  private static final double SINGLE = 1e-5;

  /** Maps of a point are a smooth fit of the kernels around it. */
  private static final double MAPS = 0.01;

  @TempDir Path folder;

  private Path generate(String arguments) throws Exception {
    ExternalTool.assume(GENERATOR, "-m", "16", "-o", folder.resolve("probe.h5").toString());
    Path path = folder.resolve("scan.h5");
    String[] command = (GENERATOR + " -m 64 " + arguments + " -o " + path).split(" +");
    ExternalTool.run(folder, command);
    return path;
  }

  private static ComplexArray zeroFilled(Path path, ScanOptions options) throws IOException {
    ReconstructionSettings settings =
        new ReconstructionSettings().method(Method.ZERO_FILLED).maps(new CoilMaps.None());
    try (Scan scan = Scan.open(path, options)) {
      return Reconstruction.run(scan, settings, Progress.NONE).images();
    }
  }

  private static double error(ComplexArray image, ComplexArray truth) {
    return ImageMetrics.nrmseRealScaled(
        ComplexArray.ofReal(image.magnitude()), ComplexArray.ofReal(truth.magnitude()));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "8, 1", "8, 2"})
  void zeroFilledImagesAreThoseOfTheToolAndOfTheTruth(int coils, int repetitions) throws Exception {
    Path path = generate("-n 0 -C -O 2 -c " + coils + " -r " + repetitions);
    ComplexArray truth = ArraySource.read(path).array();
    ComplexArray images = zeroFilled(path, ScanOptions.defaults().withoutWhitening());
    assertEquals(64 * 64 * repetitions, images.count());
    ComplexArray image = repetitions > 1 ? images.slice(repetitions - 1) : images;
    assertEquals(0, error(image, truth), SINGLE);
    if (repetitions > 1) {
      return; // the tool makes one image of all
    }
    ExternalTool.run(folder, RECONSTRUCTION, path.toString());
    assertEquals(0, error(image, ArraySource.read(path).array()), SINGLE);
  }

  @ParameterizedTest
  @CsvSource({"8, 2", "8, 4", "1, 2"})
  void linesLieWhereTheCoilImagesHaveThem(int coils, int acceleration) throws Exception {
    Path path = generate("-n 0 -w 16 -r 2 -O 2 -c %d -a %d".formatted(coils, acceleration));
    ComplexArray images = ArraySource.read(Path.of(path + ":/dataset/coil_images")).array();
    images = ImageResizing.crop(images, Shape.of(64, 64)).reshape(Shape.of(coils, 64, 64));
    try (Scan scan = Scan.open(path, ScanOptions.defaults())) {
      assertEquals(2 * acceleration, scan.images());
      for (int image = 0; image < scan.images(); image++) {
        KSpace kspace = scan.read(image, image + 1);
        // The masks of all images together with the calibration lines.
        int lines = kspace.masks().get(0).samples() / 64;
        assertEquals(64 / acceleration + 16 - 16 / acceleration, lines);
        ComplexArray expected = masked(transformed(images), kspace);
        ComplexArray actual = kspace.data().slice(0);
        assertEquals(0, ImageMetrics.nrmse(scaled(actual, expected), expected), SINGLE);
      }
    }
  }

  /** K-space by the double-precision reference: the adjoint of the zero-filled image. */
  private static ComplexArray transformed(ComplexArray images) {
    return new FourierOperator(images.shape(), 2).forward(images);
  }

  private static ComplexArray masked(ComplexArray data, KSpace kspace) {
    ComplexArray out = data.copy(data.precision());
    for (int i = 0; i < out.count(); i++) {
      if (!kspace.masks().get(0).get(i % 4096)) {
        out.set(i, 0, 0);
      }
    }
    return out;
  }

  /** Scaled to the same norm. */
  private static ComplexArray scaled(ComplexArray data, ComplexArray like) {
    double scale = like.norm() / data.norm();
    ComplexArray out = ComplexArray.zeros(like.precision(), data.shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, scale * data.re(i), scale * data.im(i));
    }
    return out;
  }

  @Test
  void estimatedMapsAreThoseOfTheGenerator() throws Exception {
    Path path = generate("-n 0 -C -O 2 -c 8");
    ComplexArray csm = ArraySource.read(Path.of(path + ":/dataset/csm")).array();
    ComplexArray phantom = ArraySource.read(Path.of(path + ":/dataset/phantom")).array();
    try (Scan scan = Scan.open(path, ScanOptions.defaults().withoutWhitening());
        CoilCalibration calibration = new CoilCalibration("cpu", EspiritParameters.defaults())) {
      ComplexArray maps = calibration.estimate(scan.read(0, 1), 0, 1).get(0);
      int points = 64 * 64;
      for (int i = 0; i < points; i++) {
        if (Math.hypot(phantom.re(i), phantom.im(i)) > 0.1) {
          assertEquals(1, alignment(maps, csm, i, points), MAPS, "point " + i);
        }
      }
    }
  }

  /** |⟨a, b⟩| / (‖a‖ ‖b‖) over the coils of a point. */
  private static double alignment(ComplexArray a, ComplexArray b, int first, int points) {
    double re = 0;
    double im = 0;
    double normA = 0;
    double normB = 0;
    for (int i = first; i < a.count(); i += points) {
      re += a.re(i) * b.re(i) + a.im(i) * b.im(i);
      im += a.im(i) * b.re(i) - a.re(i) * b.im(i);
      normA += a.re(i) * a.re(i) + a.im(i) * a.im(i);
      normB += b.re(i) * b.re(i) + b.im(i) * b.im(i);
    }
    return Math.hypot(re, im) / Math.sqrt(normA * normB);
  }

  @Test
  void undersampledScansWithNoiseBecomeImagesWithoutOptions() throws Exception {
    Path path = generate("-c 8 -a 2 -w 24 -C -O 2 -r 1");
    ComplexArray truth = ArraySource.read(path).array();
    try (Scan scan = Scan.open(path, ScanOptions.defaults())) {
      ReconstructionResult result =
          Reconstruction.run(scan, new ReconstructionSettings(), Progress.NONE);
      assertEquals(Shape.of(2, 64, 64), result.images().shape());
      for (int i = 0; i < 2; i++) {
        double ours = error(result.images().slice(i), truth);
        KSpace kspace = scan.read(i, i + 1);
        ComplexArray adjoint =
            ZeroFilled.image(kspace.data().slice(0), result.maps().orElseThrow());
        assertTrue(ours < 0.8 * error(adjoint, truth), "error " + ours);
        assertTrue(ours < 0.2, "error " + ours);
      }
    }
  }

  @Test
  void whiteningChangesLittleWhereNoiseIsWhite() throws Exception {
    Path path = generate("-c 4 -C");
    RealArray white = zeroFilled(path, ScanOptions.defaults()).magnitude();
    RealArray plain = zeroFilled(path, ScanOptions.defaults().withoutWhitening()).magnitude();
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < white.count(); i++) {
      difference += Math.pow(white.get(i) - plain.get(i), 2);
      norm += Math.pow(plain.get(i), 2);
    }
    // The covariance of 4 coils from 64 samples is known to about an eighth.
    assertEquals(0, Math.sqrt(difference / norm), 0.25);
  }
}
