package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Removal of readout oversampling: the middle of the field of view along one axis.
 *
 * <pre>
 *   out = Φ_m crop Φ_n* in,   crop: pixels n/2 − m/2 … n/2 − m/2 + m − 1 (integer division),
 * </pre>
 *
 * <p>Φ the unitary centred Fourier transforms of n and m points (DC and the image's origin at n/2
 * and m/2, as everywhere in this library). An image keeps its values: what the unitary inverse
 * transform of the result shows is the middle of what that of the input shows, a constant object
 * with the same constant. White noise keeps its variance per sample. The k-space sample at DC of an
 * object inside the smaller field of view grows by √(n/m), because it is divided by √m instead of
 * √n.
 *
 * <p>Lines of zeros (not sampled) stay zero. In double precision inside, on all cores; the same
 * bits for any number of threads.
 */
public final class ReadoutOversampling {
  /** Neighbouring lines that are read together where the axis is not the last. */
  private static final int TILE = 16;

  private final ComplexArray in;
  private final ComplexArray out;
  private final int from;
  private final int to;
  private final int stride;
  private final DoubleFFT_1D inverse;
  private final DoubleFFT_1D forward;

  private ReadoutOversampling(ComplexArray in, int axis, ComplexArray out) {
    this.in = in;
    this.out = out;
    this.from = in.shape().extent(axis);
    this.to = out.shape().extent(axis);
    this.stride = in.shape().last(in.shape().rank() - axis - 1).count();
    this.inverse = new DoubleFFT_1D(from);
    this.forward = new DoubleFFT_1D(to);
  }

  /** {@link #remove(ComplexArray, int, int)} along the last axis. */
  public static ComplexArray remove(ComplexArray kspace, int points) {
    return remove(kspace, -1, points);
  }

  /**
   * Keeps the middle of the field of view along an axis.
   *
   * @param kspace any axes, DC at n/2 along the given one. Not modified.
   * @param axis the readout; negative numbers count from the end, −1 is the last
   * @param points extent of the axis afterwards, 1 to its extent; with that extent a copy is made
   * @return the same axes and precision with fewer points along the axis
   * @throws IllegalArgumentException if there is no such axis, the number of points is out of range
   *     or a number is not finite
   */
  public static ComplexArray remove(ComplexArray kspace, int axis, int points) {
    Shape shape = kspace.shape();
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new IllegalArgumentException(
          "axis: expected one of the %d axes of %s, got %d".formatted(shape.rank(), shape, axis));
    }
    int place = axis < 0 ? shape.rank() + axis : axis;
    if (points < 1 || points > shape.extent(place)) {
      throw new IllegalArgumentException(
          "points: expected 1 to %d for axis %d of %s, got %d"
              .formatted(shape.extent(place), axis, shape, points));
    }
    kspace.requireFinite("kspace");
    if (points == shape.extent(place)) {
      return kspace.copy(kspace.precision());
    }
    int[] extents = shape.extents();
    extents[place] = points;
    ComplexArray out = ComplexArray.zeros(kspace.precision(), Shape.of(extents));
    new ReadoutOversampling(kspace, place, out).run();
    return out;
  }

  private void run() {
    int tiles = (stride + TILE - 1) / TILE;
    int blocks = in.count() / (from * stride);
    // Rows of the last axis are handed out several at once, so that a task is worth its start.
    int group = stride == 1 ? Math.min(TILE, blocks) : 1;
    IntStream.range(0, (blocks + group - 1) / group * tiles)
        .parallel()
        .forEach(
            task -> {
              int first = task % tiles * TILE;
              int lines = Math.min(TILE, stride - first);
              double[][] wide = new double[lines][2 * from];
              double[] small = new double[2 * to];
              int start = task / tiles * group;
              for (int block = start; block < Math.min(blocks, start + group); block++) {
                read(block * from * stride + first, wide);
                for (int line = 0; line < lines; line++) {
                  if (transform(wide[line], small)) {
                    write(block * to * stride + first + line, small);
                  }
                }
              }
            });
  }

  /** Neighbouring lines, each rotated so that DC comes first. */
  private void read(int first, double[][] lines) {
    int centre = from / 2;
    for (int n = 0; n < from; n++) {
      int place = 2 * (n < centre ? n + from - centre : n - centre);
      for (int line = 0; line < lines.length; line++) {
        int at = first + n * stride + line;
        lines[line][place] = in.re(at);
        lines[line][place + 1] = in.im(at);
      }
    }
  }

  /**
   * Whether the line held anything; if so {@code out} has its transform, DC first. Line: modified.
   */
  private boolean transform(double[] line, double[] out) {
    if (isZero(line)) {
      return false;
    }
    inverse.complexInverse(line, false);
    double scale = 1 / Math.sqrt((double) from * to);
    // Pixel n of the cropped image has its origin at 0, as has that of the whole one.
    for (int n = 0; n < to; n++) {
      int place = n < to - to / 2 ? n : n + from - to;
      out[2 * n] = line[2 * place] * scale;
      out[2 * n + 1] = line[2 * place + 1] * scale;
    }
    forward.complexForward(out);
    return true;
  }

  private static boolean isZero(double[] line) {
    for (double value : line) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void write(int first, double[] line) {
    int centre = to / 2;
    for (int n = 0; n < to; n++) {
      int place = 2 * (n < centre ? n + to - centre : n - centre);
      out.set(first + n * stride, line[place], line[place + 1]);
    }
  }
}
