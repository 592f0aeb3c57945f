package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;

/**
 * Where k-space was sampled along an axis of which little more than one half was, and the image
 * phase that its symmetric part gives.
 *
 * <p>The samples are the places {@code first … last} of n along the axis, one of them an end of the
 * axis at least. The symmetric part are the places as far on either side of DC at n/2 as the
 * shorter side reaches.
 */
final class PartialFourier {
  private final Shape shape;
  private final int axis;
  private final int extent;
  private final int stride;
  private final int first;
  private final int last;

  /**
   * Finds the samples.
   *
   * @param kspace {@code [ky, kx]}, {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}
   * @param axis the partial axis; negative numbers count from the end
   */
  PartialFourier(ComplexArray kspace, int axis) {
    this.shape = kspace.shape();
    int rank = shape.rank();
    if (rank < 2 || rank > 4) {
      throw new IllegalArgumentException(
          "`kspace`: expected [ky, kx], [coil, ky, kx] or [coil, kz, ky, kx], got " + shape);
    }
    int imageAxes = Math.min(rank, Math.max(2, rank - 1));
    this.axis = axis < 0 ? rank + axis : axis;
    if (this.axis < rank - imageAxes || this.axis >= rank) {
      throw new IllegalArgumentException(
          "axis: expected one of the last %d axes of %s, got %d".formatted(imageAxes, shape, axis));
    }
    kspace.requireFinite("kspace");
    this.extent = shape.extent(this.axis);
    this.stride = shape.last(rank - this.axis - 1).count();
    boolean[] sampled = new boolean[extent];
    for (int i = 0; i < kspace.count(); i++) {
      if (kspace.re(i) != 0 || kspace.im(i) != 0) {
        sampled[i / stride % extent] = true;
      }
    }
    int begin = 0;
    while (begin < extent && !sampled[begin]) {
      begin++;
    }
    int end = extent - 1;
    while (end > begin && !sampled[end]) {
      end--;
    }
    this.first = begin;
    this.last = end;
    requirePartial(sampled, axis);
  }

  private void requirePartial(boolean[] sampled, int axisGiven) {
    int centre = extent / 2;
    boolean whole = IntStream.rangeClosed(first, last).allMatch(n -> sampled[n]);
    boolean oneSided = first == 0 || last == extent - 1;
    if (first > centre || last < centre || !whole || !oneSided) {
      throw new IllegalArgumentException(
          ("`kspace`: expected samples without a gap from one end of axis %d to beyond the centre, %d"
                  + " of %d, got places %d to %d%s")
              .formatted(axisGiven, centre, extent, first, last, whole ? "" : " with gaps"));
    }
  }

  /** Steps from DC to the end of the shorter side, at least 0. */
  int reach() {
    return Math.min(extent / 2 - first, last - extent / 2);
  }

  /** Whether the low side, places before n/2, is the longer one. */
  private boolean lowSideIsLonger() {
    return extent / 2 - first > last - extent / 2;
  }

  /** Steps from DC towards the longer side, negative on the shorter one. */
  int towardsLonger(int place) {
    return lowSideIsLonger() ? extent / 2 - place : place - extent / 2;
  }

  /** Whether a place of the axis was sampled. */
  boolean isSampled(int place) {
    return place >= first && place <= last;
  }

  /** Whether a place is its own mirror image: the first one of an even number. */
  boolean isAlone(int place) {
    return extent % 2 == 0 && place == 0;
  }

  /** Place along the axis of an element in memory order. */
  int place(int index) {
    return index / stride % extent;
  }

  /** Number of images: coils. */
  int images() {
    return shape.rank() == 2 ? 1 : shape.extent(0);
  }

  /** Shape of one image. */
  Shape image() {
    return shape.rank() == 2 ? shape : shape.last(shape.rank() - 1);
  }

  /** A copy of one coil in double precision. */
  ComplexArray coil(ComplexArray kspace, int c) {
    return kspace.reshape(image().prepend(images())).slice(c).to(Precision.DOUBLE);
  }

  /** The transform of one image. */
  FourierOperator transform() {
    return new FourierOperator(image(), image().rank());
  }

  /**
   * The image of the symmetric part of k-space, its edges tapered with a Hann window; its phase is
   * the low-resolution phase.
   */
  ComplexArray lowResolution(ComplexArray kspace, FourierOperator transform) {
    ComplexArray low = kspace.copy(Precision.DOUBLE);
    double width = reach() + 1.0;
    for (int i = 0; i < low.count(); i++) {
      double steps = Math.abs(towardsLonger(place(i)));
      double weight = steps < width ? 0.5 + 0.5 * Math.cos(Math.PI * steps / width) : 0;
      low.set(i, weight * low.re(i), weight * low.im(i));
    }
    return transform.adjoint(low);
  }
}
