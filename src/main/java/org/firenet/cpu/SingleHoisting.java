package org.firenet.cpu;

import java.util.Arrays;
import org.firenet.array.ComplexArray;

/**
 * Brings the data of an image into the order and the domain that the layers work in: transformed
 * back along hoisted axes, multiplied with the conjugate centring phases along the others.
 */
final class SingleHoisting {
  private final CartesianGeometry geometry;
  private final SingleTransform[] transforms;
  private final int coils;
  private final boolean fourier;
  private final int[] sampled;
  private final int[] lines = new int[SingleLanes.MULTIPLE];

  /** Per hoisted axis, factors before and after its transform; per other axis, of its data. */
  private final double[][] before;

  private final double[][] after;
  private final SinglePlanes plane;
  private final SingleWork work;

  SingleHoisting(
      CartesianGeometry geometry, SingleTransform[] transforms, int coils, boolean fourier) {
    this.geometry = geometry;
    this.transforms = transforms;
    this.coils = coils;
    this.fourier = fourier;
    int points = geometry.shape.count();
    int longest = 1;
    for (int axis : geometry.hoisted) {
      longest = Math.max(longest, transforms[axis].workLength());
    }
    int[] list = new int[points];
    int count = 0;
    for (int point = 0; point < points; point++) {
      if (geometry.sampled(point)) {
        list[count++] = geometry.dataIndex(point);
      }
    }
    sampled = Arrays.copyOf(list, count);
    int rank = geometry.shape.rank();
    before = new double[rank][];
    after = new double[rank][];
    for (int axis : geometry.hoisted) {
      int extent = geometry.shape.extent(axis);
      before[axis] = phases(extent, 0, 1);
      after[axis] = phases(extent, extent / 2, 1 / Math.sqrt(extent));
    }
    for (int axis : geometry.transformed) {
      int extent = geometry.shape.extent(axis);
      after[axis] = phases(extent, extent / 2, 1);
    }
    plane = new SinglePlanes(points);
    work = new SingleWork(longest * SingleLanes.MULTIPLE);
  }

  /** Indices of the sampled points in the data of one coil. */
  int[] sampledData() {
    return sampled;
  }

  /**
   * Fills the data of the layers.
   *
   * @param samples data index of each sample, in the order of the layers
   * @param paddedCoils numbers from one sample to the next in the result
   */
  void load(
      ComplexArray kspace,
      int first,
      int[] samples,
      int paddedCoils,
      float[] dataRe,
      float[] dataIm) {
    int points = geometry.shape.count();
    for (int coil = 0; coil < coils; coil++) {
      Arrays.fill(plane.re, 0);
      Arrays.fill(plane.im, 0);
      for (int index : sampled) {
        plane.re[index] = (float) kspace.re(first + coil * points + index);
        plane.im[index] = (float) kspace.im(first + coil * points + index);
      }
      for (int axis : geometry.hoisted) {
        transform(axis, false);
      }
      for (int axis : geometry.transformed) {
        rotatePhases(axis, false);
      }
      for (int i = 0; i < samples.length; i++) {
        dataRe[i * paddedCoils + coil] = plane.re[samples[i]];
        dataIm[i * paddedCoils + coil] = plane.im[samples[i]];
      }
    }
  }

  /**
   * The adjoint of {@link #load}, which is also its inverse at the sampled points.
   *
   * @param samples data index of each sample, in the order of the layers
   * @param paddedCoils numbers from one sample to the next in the data
   * @param kspace zero where nothing is sampled. Modified.
   */
  void unload(SinglePlanes data, int[] samples, int paddedCoils, ComplexArray kspace) {
    int points = geometry.shape.count();
    for (int coil = 0; coil < coils; coil++) {
      Arrays.fill(plane.re, 0);
      Arrays.fill(plane.im, 0);
      for (int i = 0; i < samples.length; i++) {
        plane.re[samples[i]] = data.re[i * paddedCoils + coil];
        plane.im[samples[i]] = data.im[i * paddedCoils + coil];
      }
      for (int axis : geometry.transformed) {
        rotatePhases(axis, true);
      }
      for (int axis : geometry.hoisted) {
        transform(axis, true);
      }
      for (int point = 0; point < points; point++) {
        kspace.set(coil * points + point, 0, 0);
      }
      for (int index : sampled) {
        kspace.set(coil * points + index, plane.re[index], plane.im[index]);
      }
    }
  }

  /**
   * The centred unitary transform back, {@code x[n] = exp(−2πi c (n − c)/N) Σ_u (X[u] exp(−2πi c
   * u/N)) exp(2πi n u/N) / √N}; for Walsh the rows put in Hadamard order. Along a hoisted axis the
   * data index of a grid point holds the image point of the same grid index afterwards. Or forth,
   * its adjoint.
   */
  private void transform(int axis, boolean forth) {
    int extent = geometry.shape.extent(axis);
    int stride = geometry.strides[axis];
    int lanes = SingleLanes.MULTIPLE;
    double[] first = forth ? after[axis] : before[axis];
    double[] last = forth ? before[axis] : after[axis];
    int[] order = geometry.frequencies[axis];
    int points = geometry.shape.count();
    int filled = 0;
    for (int point = 0; point < points; point++) {
      if (geometry.coordinate(point, axis) == 0) {
        lines[filled++] = point;
      }
      if (filled == lanes || (point == points - 1 && filled > 0)) {
        Arrays.fill(work.re, 0, extent * lanes, 0);
        Arrays.fill(work.im, 0, extent * lanes, 0);
        for (int t = 0; t < extent; t++) {
          for (int lane = 0; lane < filled; lane++) {
            int at = lines[lane] + order[t] * stride;
            rotate(plane.re, plane.im, at, first, t, forth, work.re, work.im, t * lanes + lane);
          }
        }
        if (forth) {
          transforms[axis].forward(work, lanes);
        } else {
          transforms[axis].adjoint(work, lanes);
        }
        for (int t = 0; t < extent; t++) {
          for (int lane = 0; lane < filled; lane++) {
            int at = lines[lane] + order[t] * stride;
            rotate(work.re, work.im, t * lanes + lane, last, t, forth, plane.re, plane.im, at);
          }
        }
        filled = 0;
      }
    }
  }

  /** Multiplies with conj(exp(2πi c (u − c)/N)), or its conjugate. */
  private void rotatePhases(int axis, boolean conjugate) {
    if (fourier) {
      for (int index : sampled) {
        int u = geometry.coordinate(index, axis);
        rotate(plane.re, plane.im, index, after[axis], u, conjugate, plane.re, plane.im, index);
      }
    }
  }

  /** scale · exp(−2πi c (i − origin)/N) for i = 0 … N − 1; for Walsh the scale alone. */
  private double[] phases(int extent, int origin, double scale) {
    double[] table = new double[2 * extent];
    for (int i = 0; i < extent; i++) {
      long turns = Math.floorMod((long) (i - origin) * (extent / 2), (long) extent);
      double angle = fourier ? -2 * Math.PI * turns / extent : 0;
      table[2 * i] = scale * Math.cos(angle);
      table[2 * i + 1] = scale * Math.sin(angle);
    }
    return table;
  }

  /**
   * Writes element {@code from} times entry {@code i} of a table, or its conjugate, to element
   * {@code to}.
   */
  private static void rotate(
      float[] re,
      float[] im,
      int from,
      double[] table,
      int i,
      boolean conjugate,
      float[] outRe,
      float[] outIm,
      int to) {
    double xr = re[from];
    double xi = im[from];
    double sine = conjugate ? -table[2 * i + 1] : table[2 * i + 1];
    outRe[to] = (float) (xr * table[2 * i] - xi * sine);
    outIm[to] = (float) (xr * sine + xi * table[2 * i]);
  }
}
