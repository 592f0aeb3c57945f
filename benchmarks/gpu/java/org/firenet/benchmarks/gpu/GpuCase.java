package org.firenet.benchmarks.gpu;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.Noise;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.PhaseEncodeLines;
import org.firenet.sampling.RandomPoints;

/**
 * A simulated scan, the same at every call: a phantom with a smooth phase, a quarter of the samples
 * (an eighth of a volume), noise of 1 %.
 *
 * <p>Its name is {@code KIND-CxYxX} or {@code KIND-CxZxYxX} with the number of coils in front, 1
 * for none: {@code mask-8x320x320} has 8 coils and samples at single points, {@code
 * lines-8x320x320} whole phase-encode lines. {@code -WAVELET} at the end is a wavelet other than
 * the default, {@code mask-8x320x320-db4}.
 *
 * @param name as above
 * @param problem the default levels, weights and λ
 * @param kspace data of one image, single precision
 */
record GpuCase(String name, Problem problem, ComplexArray kspace) {
  private static final Pattern NAME =
      Pattern.compile("(mask|lines)-(\\d+)((?:x\\d+){2,3})(?:-([a-z]+\\d+))?");
  private static final long SEED = 20220317;
  private static final double NOISE = 0.01;
  private static final double PHASE = 1;
  private static final int PLANE_ACCELERATION = 4;
  private static final int VOLUME_ACCELERATION = 8;
  private static final int CALIBRATION = 24;

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  static GpuCase of(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "case: expected something like mask-8x320x320, got " + name);
    }
    int[] extents =
        Arrays.stream(parts.group(3).substring(1).split("x", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    int coils = Integer.parseInt(parts.group(2));
    Shape image = Shape.of(extents);
    return simulated(
        name, coils, mask(parts.group(1), image), parts.group(4) == null ? "db1" : parts.group(4));
  }

  private static Mask mask(String kind, Shape image) {
    int smallest = Arrays.stream(image.extents()).min().orElseThrow();
    int calibration = Math.min(CALIBRATION, smallest / 4);
    if (kind.equals("lines")) {
      if (image.rank() != 2) {
        throw new IllegalArgumentException("case: lines are for two axes, got " + image);
      }
      return new PhaseEncodeLines(image, 0, PLANE_ACCELERATION, calibration).random(SEED);
    }
    double acceleration = image.rank() == 2 ? PLANE_ACCELERATION : VOLUME_ACCELERATION;
    return RandomPoints.variableDensity(image, acceleration, calibration).draw(SEED);
  }

  private static GpuCase simulated(String name, int coils, Mask mask, String wavelet) {
    Shape image = mask.shape();
    Problem.Builder builder = Problem.of(image).mask(mask).wavelet(wavelet);
    Problem.Builder unpadded = Problem.of(image).mask(mask).levels(0);
    if (coils > 1) {
      ComplexArray maps = BirdcageCoils.maps(coils, image);
      builder.maps(maps);
      unpadded.maps(maps);
    }
    ComplexArray truth = SmoothPhase.apply(SheppLogan.image(image), PHASE);
    ComplexArray clean = unpadded.build().samplingOperator(null).forward(truth);
    ComplexArray kspace = Noise.add(clean, mask, NOISE, SEED);
    return new GpuCase(name, builder.build(), kspace.to(Precision.SINGLE));
  }

  /** Data {@code [slice, ...]} of so many images, each scaled by a factor of its own. */
  ComplexArray slices(int count) {
    float[] one = kspace.floats();
    float[] all = new float[Math.multiplyExact(one.length, count)];
    for (int slice = 0; slice < count; slice++) {
      float factor = 1 + slice % 7 / 8f;
      for (int i = 0; i < one.length; i++) {
        all[slice * one.length + i] = factor * one[i];
      }
    }
    return ComplexArray.of(kspace.shape().prepend(count), all);
  }

  /**
   * Bytes that a layer of an image has to move through device memory in single precision at least,
   * if everything that can be fused is: state of the image 4 times, each coil image twice for each
   * axis but the one that shares its kernel with the primal step, samples of the dual variable
   * twice and of the data once, maps once; for whole lines, one coil image stays in the kernel.
   */
  double floorBytes() {
    double pixels = problem.image().count();
    double sampled = problem.mask().orElseThrow().fraction();
    int coils = Math.max(1, problem.coils());
    double maps = problem.coils() > 0 ? coils : 0;
    boolean lines = problem.image().rank() == 2 && problem.mask().orElseThrow().isFullAlong(1);
    double numbers =
        lines
            ? 4 + 2 + maps + 3 * sampled * coils
            : 4 + maps + (2.0 * problem.image().rank() + 3 * sampled) * coils;
    return numbers * pixels * Precision.SINGLE.bytesPerComplex();
  }
}
