package org.firenet.acquisition;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * K-space of some images, and where it was sampled.
 *
 * @param data {@code [image, coil, ky, kx]} or without coils {@code [image, ky, kx]}, one axis more
 *     in 3-D; zero where not sampled
 * @param coils whether there is a coil axis
 * @param masks one for each image, {@code [ky, kx]} or {@code [kz, ky, kx]}
 * @param calibrations where coil maps are to come from other data than the image's own: one {@code
 *     [coil, cy, cx]} or {@code [coil, cz, cy, cx]} for each image, on a grid of its own with DC at
 *     the middle; else empty
 */
public record KSpace(
    ComplexArray data, boolean coils, List<Mask> masks, List<ComplexArray> calibrations) {
  /** Copies the lists. */
  public KSpace {
    masks = List.copyOf(masks);
    calibrations = List.copyOf(calibrations);
  }

  /**
   * Data of which what is not zero, in any coil, counts as sampled.
   *
   * @param data {@code [image, coil, ky, kx]} or {@code [image, ky, kx]}, one axis more in 3-D
   */
  public static KSpace ofNonZero(ComplexArray data, boolean coils) {
    int axes = data.shape().rank() - (coils ? 2 : 1);
    List<Mask> masks = new ArrayList<>();
    for (int image = 0; image < data.shape().extent(0); image++) {
      masks.add(Mask.ofNonZero(data.slice(image), axes));
    }
    return new KSpace(data, coils, masks, List.of());
  }

  /** Number of images. */
  public int images() {
    return data.shape().extent(0);
  }

  /** Number of coils; 0 without a coil axis. */
  public int coilCount() {
    return coils ? data.shape().extent(1) : 0;
  }

  /** Shape of k-space of one coil, {@code [ky, kx]} or {@code [kz, ky, kx]}. */
  public Shape grid() {
    return data.shape().last(data.shape().rank() - (coils ? 2 : 1));
  }

  /** The images {@code from} to {@code to}. */
  public KSpace part(int from, int to) {
    return new KSpace(
        data.slices(from, to),
        coils,
        masks.subList(from, to),
        calibrations.isEmpty() ? calibrations : calibrations.subList(from, to));
  }

  /** The same with other data of the same images; the number of coils may differ. */
  public KSpace withData(ComplexArray other) {
    return new KSpace(other, coils, masks, calibrations);
  }
}
