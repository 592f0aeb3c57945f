package org.firenet.phantom;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * A scan of the {@link SheppLogan} phantom with {@link BirdcageCoils} and {@link SmoothPhase}.
 *
 * <p>Several slices are planes of the 3-D phantom at {@code z = (s − (slices − 1)/2)/slices}; one
 * is the plane z = 0. A single coil is 1 everywhere.
 *
 * @param image {@code [y, x]} or {@code [z, y, x]}, at least 2 points along every axis
 * @param slices number of slices, at least 1; 1 for a volume
 * @param coils number of coils, at least 1
 * @param oversampling of the readout, at least 1
 * @param phase strength of the phase, 0 for none
 */
public record PhantomScan(Shape image, int slices, int coils, int oversampling, double phase) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public PhantomScan {
    SheppLogan.requireImage(image);
    requireAtLeastOne("slices", slices);
    requireAtLeastOne("coils", coils);
    requireAtLeastOne("oversampling", oversampling);
    if (image.rank() == 3 && slices > 1) {
      throw new IllegalArgumentException("slices: expected 1 of a volume, got " + slices);
    }
    if (!Double.isFinite(phase)) {
      throw new IllegalArgumentException("phase: expected a finite number, got " + phase);
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
    }
  }

  /** The discrete transform of the pixel image. */
  public FullScan raster() {
    ComplexArray images = ComplexArray.zeros(Precision.DOUBLE, image.prepend(slices));
    for (int slice = 0; slice < slices; slice++) {
      images.setSlice(slice, truth(slice));
    }
    return new RasterScan(images, maps(coils, image), oversampling);
  }

  /**
   * Samples of the exact Fourier transform, see there for what is exact and what is not.
   *
   * <pre>
   *   k[u] = 1/√N ∫ s_c(t) f(t) exp(−2πi Σ_a t_a (u_a − n_a/2)/n_a) dt,   t in pixels from n/2.
   * </pre>
   *
   * <p>The two scans approach each other as n grows. Here images show the ringing of a real scan
   * and no reconstruction is exact; {@link FullScan#truth} is the pixel image all the same, from
   * which even the image of full data without noise differs by some 15 % at 256 × 256. The maps
   * differ from {@link BirdcageCoils} by less than 1e-3: coils and phase are sums of few
   * exponentials, whose product with the phantom has an exact transform.
   *
   * @throws IllegalArgumentException if the phase is too strong for these sums
   */
  public FullScan analytic() {
    return new AnalyticScan(this);
  }

  /** The pixel image of a slice with its phase. */
  ComplexArray truth(int slice) {
    RealArray real =
        image.rank() == 3 ? SheppLogan.image(image) : SheppLogan.plane(image, position(slice));
    return SmoothPhase.apply(real, phase);
  }

  /** What a slice consists of. */
  List<Ellipsoid> ellipsoids(int slice) {
    return image.rank() == 3 ? SheppLogan.ellipsoids() : SheppLogan.sections(position(slice));
  }

  /** The coils at the points of a grid. */
  ComplexArray coilMaps(double[][] places) {
    return maps(coils, places);
  }

  /**
   * {@link BirdcageCoils}, but of a single coil 1 everywhere.
   *
   * @param coils number of coils, at least 1
   * @param image {@code [y, x]} or {@code [z, y, x]}
   * @return {@code [coil, y, x]} or {@code [coil, z, y, x]}
   */
  public static ComplexArray maps(int coils, Shape image) {
    return maps(coils, Coordinates.of(image));
  }

  private static ComplexArray maps(int coils, double[][] places) {
    if (coils != 1) {
      return BirdcageCoils.at(coils, places);
    }
    Shape grid = Coordinates.grid(places);
    double[] ones = new double[grid.count()];
    java.util.Arrays.fill(ones, 1);
    return ComplexArray.ofReal(RealArray.of(grid.prepend(1), ones));
  }

  private double position(int slice) {
    return (slice - (slices - 1) / 2.0) / slices;
  }
}
