package org.firenet.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;
import org.firenet.network.Problem;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.Noise;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.pipeline.DemoScan;
import org.firenet.sampling.PhaseEncodeLines;
import org.firenet.sampling.RandomPoints;

/**
 * A problem and its data, the same at every call.
 *
 * <ul>
 *   <li>{@code brain8}: the scan of the demonstration, {@code [8, 230, 180]}, an eighth sampled at
 *       single points, maps by ESPIRiT;
 *   <li>{@code points256}, {@code points320}: simulated, 8 coils, a quarter sampled at single
 *       points;
 *   <li>{@code lines256}, {@code lines320}: simulated, 8 coils, a quarter of the phase-encode
 *       lines;
 *   <li>{@code coil320}: simulated, one coil without maps, a quarter sampled at single points;
 *   <li>{@code volume64}: simulated, {@code [4, 64, 64, 64]}, an eighth sampled at single points.
 * </ul>
 *
 * @param problem default wavelet, levels, weights and λ
 * @param kspace data of one image, single precision
 */
record BenchmarkCase(Problem problem, ComplexArray kspace) {
  private static final long SEED = 20220317;
  private static final double NOISE = 0.01;
  private static final double PHASE = 1;
  private static final int CALIBRATION = 24;

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BenchmarkCase of(String name) {
    return switch (name) {
      case "brain8" -> scan(demoScan());
      case "points256" -> points(8, Shape.of(256, 256), 4);
      case "points320" -> points(8, Shape.of(320, 320), 4);
      case "lines256" -> lines(Shape.of(256, 256));
      case "lines320" -> lines(Shape.of(320, 320));
      case "coil320" -> points(0, Shape.of(320, 320), 4);
      case "volume64" -> points(4, Shape.of(64, 64, 64), 8);
      default -> throw new IllegalArgumentException("case: there is none called " + name);
    };
  }

  /** The k-space of the demonstration, {@code [coil, ky, kx]}. */
  static ComplexArray demoScan() {
    try {
      Path file = Files.createTempFile("brain8", ".npy");
      try {
        DemoScan.copyTo(file);
        try (ArrayFile array = ArrayFile.open(file)) {
          return array.complex();
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measured data {@code [coil, ky, kx]}, sampled where not zero, with maps by ESPIRiT. */
  static BenchmarkCase scan(ComplexArray kspace) {
    return scan(kspace, Espirit.calibrate(kspace, EspiritParameters.defaults()).maps());
  }

  /** Measured data {@code [coil, ky, kx]}, sampled where not zero, with known maps. */
  static BenchmarkCase scan(ComplexArray kspace, ComplexArray maps) {
    Mask mask = Mask.ofNonZero(kspace, kspace.shape().rank() - 1);
    return new BenchmarkCase(Problem.of(mask.shape()).mask(mask).maps(maps).build(), kspace);
  }

  private static BenchmarkCase points(int coils, Shape image, double acceleration) {
    return simulated(
        coils, RandomPoints.variableDensity(image, acceleration, CALIBRATION).draw(SEED));
  }

  private static BenchmarkCase lines(Shape image) {
    return simulated(8, new PhaseEncodeLines(image, 0, 4, CALIBRATION).random(SEED));
  }

  private static BenchmarkCase simulated(int coils, Mask mask) {
    Shape image = mask.shape();
    Problem.Builder builder = Problem.of(image).mask(mask);
    if (coils > 0) {
      builder.maps(BirdcageCoils.maps(coils, image));
    }
    Problem problem = builder.build();
    ComplexArray truth = SmoothPhase.apply(SheppLogan.image(image), PHASE);
    Problem unpadded =
        coils > 0
            ? Problem.of(image).mask(mask).maps(problem.maps().orElseThrow()).levels(0).build()
            : Problem.of(image).mask(mask).levels(0).build();
    ComplexArray clean = unpadded.samplingOperator(null).forward(truth);
    ComplexArray kspace = Noise.add(clean, mask, NOISE, SEED);
    return new BenchmarkCase(problem, kspace.to(Precision.SINGLE));
  }
}
