package org.firenet.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.metrics.ObjectRegion;

/**
 * Undersampled, noisy data of a {@link FullScan}, {@code y = M (k + n)}.
 *
 * <p>Each repetition has the same signal and noise of its own. The same seed gives the same data;
 * the mask does not change the noise of the samples that it keeps.
 */
public final class ScanSimulation {
  private final FullScan scan;
  private final Mask mask;
  private final int repetitions;
  private final long seed;
  private final double correlation;
  private final double deviation;
  private final List<ComplexArray> clean = new ArrayList<>();

  private ScanSimulation(Builder builder) {
    this.scan = builder.scan;
    this.mask = builder.mask == null ? Mask.full(scan.encoded()) : widened(builder.mask);
    this.repetitions = builder.repetitions;
    this.seed = builder.seed;
    this.correlation = builder.noise.correlation();
    for (int slice = 0; slice < scan.slices(); slice++) {
      clean.add(masked(scan.kspace(slice)));
    }
    this.deviation = deviation(builder.noise);
  }

  /** Begins the description of a simulation: full, without noise, one repetition, seed 0. */
  public static Builder of(FullScan scan) {
    return new Builder(scan);
  }

  /** Collects what a simulation needs. */
  public static final class Builder {
    private final FullScan scan;
    private Mask mask;
    private NoiseLevel noise = NoiseLevel.none();
    private int repetitions = 1;
    private long seed;

    private Builder(FullScan scan) {
      this.scan = scan;
    }

    /** Sampled points, of the shape of an image; with oversampling, whole readouts. */
    public Builder mask(Mask value) {
      mask = value;
      return this;
    }

    /** Noise. */
    public Builder noise(NoiseLevel value) {
      noise = value;
      return this;
    }

    /** Number of repetitions, at least 1. */
    public Builder repetitions(int value) {
      repetitions = value;
      return this;
    }

    /** Seed of the noise. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Computes the data without noise.
     *
     * @throws IllegalArgumentException if the mask does not fit, selects nothing or, with
     *     oversampling, parts of readouts; or if there is no repetition
     */
    public ScanSimulation build() {
      if (repetitions < 1) {
        throw new IllegalArgumentException("repetitions: expected at least 1, got " + repetitions);
      }
      return new ScanSimulation(this);
    }
  }

  private Mask widened(Mask given) {
    Shape image = scan.image();
    ComplexArray.requireShape("mask", given.shape(), image);
    if (given.samples() == 0) {
      throw new IllegalArgumentException("`mask`: selects no sample");
    }
    if (scan.oversampling() == 1) {
      return given;
    }
    if (!given.isFullAlong(image.rank() - 1)) {
      throw new IllegalArgumentException(
          "`mask`: expected whole readouts with readout oversampling, got parts of some");
    }
    int nx = image.extent(-1);
    boolean[] sampled = new boolean[scan.encoded().count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = given.get(i / (nx * scan.oversampling()) * nx);
    }
    return Mask.of(scan.encoded(), sampled);
  }

  private ComplexArray masked(ComplexArray kspace) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, kspace.shape());
    int points = mask.shape().count();
    for (int i = 0; i < out.count(); i++) {
      if (mask.get(i % points)) {
        out.set(i, kspace.re(i), kspace.im(i));
      }
    }
    return out;
  }

  private double deviation(NoiseLevel noise) {
    return switch (noise.measure()) {
      case DEVIATION -> noise.value();
      case SIGNAL_TO_NOISE -> meanSignal() / noise.value();
      case RELATIVE -> {
        double power = clean.stream().mapToDouble(k -> k.norm() * k.norm()).sum();
        double numbers = 2.0 * mask.samples() * scan.coils() * scan.slices();
        yield noise.value() * Math.sqrt(power / numbers);
      }
    };
  }

  /** Mean magnitude over the object in all true images. */
  private double meanSignal() {
    ComplexArray truth = truth();
    Mask object = ObjectRegion.of(truth);
    double sum = 0;
    for (int i = 0; i < truth.count(); i++) {
      sum += object.get(i) ? Math.hypot(truth.re(i), truth.im(i)) : 0;
    }
    return sum / Math.max(1, object.samples());
  }

  /** What is scanned. */
  public FullScan scan() {
    return scan;
  }

  /** Sampled points of the data, oversampled along kx as they are. */
  public Mask mask() {
    return mask;
  }

  /** Number of repetitions. */
  public int repetitions() {
    return repetitions;
  }

  /** σ, the standard deviation of the noise in real and imaginary part. */
  public double deviation() {
    return deviation;
  }

  /** True images of all slices, {@code [slice, y, x]} or {@code [slice, z, y, x]}. */
  public ComplexArray truth() {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, scan.image().prepend(scan.slices()));
    for (int slice = 0; slice < scan.slices(); slice++) {
      out.setSlice(slice, scan.truth(slice));
    }
    return out;
  }

  /**
   * Data of one image, {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, 0 where not sampled.
   *
   * @param repetition from 0
   * @param slice from 0
   */
  public ComplexArray kspace(int repetition, int slice) {
    ComplexArray out = clean.get(slice).copy(Precision.DOUBLE);
    if (deviation == 0) {
      return out;
    }
    ComplexArray noise = noise(out.shape(), 1L + (long) repetition * scan.slices() + slice);
    int points = mask.shape().count();
    for (int i = 0; i < out.count(); i++) {
      if (mask.get(i % points)) {
        out.set(i, out.re(i) + noise.re(i), out.im(i) + noise.im(i));
      }
    }
    return out;
  }

  /** Data of all images, {@code [repetition × slice, coil, …]}, slices fastest. */
  public ComplexArray kspace() {
    int images = repetitions * scan.slices();
    Shape one = scan.encoded().prepend(scan.coils());
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, one.prepend(images));
    for (int image = 0; image < images; image++) {
      out.setSlice(image, kspace(image / scan.slices(), image % scan.slices()));
    }
    return out;
  }

  /** Noise alone, {@code [coil, sample]}, as the receiver has it in the data. */
  public ComplexArray noiseScan(int samples) {
    return noise(Shape.of(scan.coils(), samples), 0);
  }

  /** {@code n_0 = σ z_0, n_c = r n_{c−1} + √(1 − r²) σ z_c}, z standard normal. */
  private ComplexArray noise(Shape shape, long stream) {
    Random random =
        new Random(new SplittableRandom(seed).nextLong() + stream * 0x9e3779b97f4a7c15L);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    int points = shape.count() / shape.extent(0);
    double fresh = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < out.count(); i++) {
      double re = deviation * random.nextGaussian();
      double im = deviation * random.nextGaussian();
      if (i < points) {
        out.set(i, re, im);
      } else {
        out.set(
            i,
            correlation * out.re(i - points) + fresh * re,
            correlation * out.im(i - points) + fresh * im);
      }
    }
    return out;
  }
}
