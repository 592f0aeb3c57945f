package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Sampling;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.WalshOperator;

/**
 * A scan of pixel images: the discrete transform of each image times each coil sensitivity.
 *
 * <p>What is sampled is the discrete model itself, so a reconstruction may be exact.
 */
public final class RasterScan implements FullScan {
  private final ComplexArray images;
  private final ComplexArray maps;
  private final int oversampling;
  private final LinearOperator transform;

  /**
   * A Fourier scan.
   *
   * @param images {@code [slice, y, x]} or {@code [slice, z, y, x]}. Not modified.
   * @param maps {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @param oversampling of the readout, at least 1
   * @throws IllegalArgumentException if shapes do not fit, a number is not finite, or Σ|s|² exceeds
   *     1
   */
  public RasterScan(ComplexArray images, ComplexArray maps, int oversampling) {
    this(images, maps, oversampling, Sampling.fourier());
  }

  /**
   * A scan with another transform.
   *
   * @param sampling {@link Sampling.Fourier}, or {@link Sampling.Walsh} without oversampling
   * @throws IllegalArgumentException as the other constructor, and for other transforms
   */
  public RasterScan(ComplexArray images, ComplexArray maps, int oversampling, Sampling sampling) {
    int rank = images.shape().rank();
    if (rank < 3 || rank > 4) {
      throw new IllegalArgumentException(
          "`images`: expected [slice, y, x] or [slice, z, y, x], got " + images.shape());
    }
    Shape image = images.shape().last(rank - 1);
    ComplexArray.requireShape("maps", maps.shape(), image.prepend(maps.shape().extent(0)));
    images.requireFinite("images");
    maps.requireFinite("maps");
    if (oversampling < 1) {
      throw new IllegalArgumentException("oversampling: expected at least 1, got " + oversampling);
    }
    this.images = images.to(Precision.DOUBLE);
    this.maps = maps.to(Precision.DOUBLE);
    this.oversampling = oversampling;
    this.transform = transform(sampling);
    CoilNorm.requireAtMostOne(this.maps);
  }

  private LinearOperator transform(Sampling sampling) {
    if (sampling instanceof Sampling.Fourier) {
      return new FourierOperator(encoded(), image().rank());
    }
    if (sampling instanceof Sampling.Walsh walsh && oversampling == 1) {
      return new WalshOperator(image(), image().rank(), walsh.order());
    }
    throw new IllegalArgumentException(
        "sampling: expected fourier, or walsh without oversampling, got " + sampling);
  }

  @Override
  public Shape image() {
    return images.shape().last(images.shape().rank() - 1);
  }

  @Override
  public int slices() {
    return images.shape().extent(0);
  }

  @Override
  public int coils() {
    return maps.shape().extent(0);
  }

  @Override
  public int oversampling() {
    return oversampling;
  }

  @Override
  public ComplexArray truth(int slice) {
    return images.slice(slice);
  }

  @Override
  public ComplexArray maps() {
    return maps;
  }

  @Override
  public ComplexArray kspace(int slice) {
    ComplexArray coilImages = new CoilOperator(maps).forward(images.slice(slice));
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, encoded().prepend(coils()));
    for (int coil = 0; coil < coils(); coil++) {
      out.setSlice(coil, transform.forward(widened(coilImages.slice(coil))));
    }
    return out;
  }

  /** With nothing on both sides along x, so that the origin n/2 stays the origin. */
  private ComplexArray widened(ComplexArray image) {
    if (oversampling == 1) {
      return image;
    }
    int nx = image.shape().extent(-1);
    int wide = nx * oversampling;
    int shift = wide / 2 - nx / 2;
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, encoded());
    for (int i = 0; i < image.count(); i++) {
      out.set(i / nx * wide + i % nx + shift, image.re(i), image.im(i));
    }
    return out;
  }
}
