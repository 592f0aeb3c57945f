package org.firenet.pipeline;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;

/**
 * Makes independent two-dimensional problems of a volume whose readout is fully sampled: the
 * centred unitary transform along the readout commutes with the mask and is undone once,
 *
 * <pre>
 *   k[p, coil, kz, ky] = Σ_u K[coil, kz, ky, u] exp(2πi (p − c)(u − c)/N) / √N.
 * </pre>
 *
 * <p>The readout is the last axis, along which the mask is constant.
 */
final class ReadoutSeparation {
  private ReadoutSeparation() {}

  /** Whether a volume with this mask can be separated. */
  static boolean possible(Mask mask) {
    return mask.shape().rank() == 3 && mask.isFullAlong(2);
  }

  /** The mask of each of the problems, {@code [kz, ky]}. */
  static Mask mask(Mask volume) {
    int readout = volume.shape().extent(2);
    boolean[] sampled = new boolean[volume.shape().count() / readout];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = volume.get(i * readout);
    }
    return Mask.of(Shape.of(volume.shape().extent(0), volume.shape().extent(1)), sampled);
  }

  /**
   * The data of all problems.
   *
   * @param kspace {@code [coil, kz, ky, kx]} or {@code [kz, ky, kx]}
   * @return {@code [x, coil, kz, ky]} or {@code [x, kz, ky]}
   */
  static ComplexArray separate(ComplexArray kspace) {
    int readout = kspace.shape().extent(-1);
    int lines = kspace.count() / readout;
    ComplexArray out = ComplexArray.zeros(kspace.precision(), moved(kspace.shape()));
    FourierOperator transform = new FourierOperator(Shape.of(readout), 1);
    double[] line = new double[2 * readout];
    double[] image = new double[2 * readout];
    for (int i = 0; i < lines; i++) {
      for (int u = 0; u < readout; u++) {
        line[2 * u] = kspace.re(i * readout + u);
        line[2 * u + 1] = kspace.im(i * readout + u);
      }
      transform.adjoint(line, image);
      for (int p = 0; p < readout; p++) {
        out.set(p * lines + i, image[2 * p], image[2 * p + 1]);
      }
    }
    return out;
  }

  /** {@code [coil, z, y, x]} to {@code [x, coil, z, y]}. */
  static ComplexArray moveLastAxisFirst(ComplexArray in) {
    int last = in.shape().extent(-1);
    int lines = in.count() / last;
    ComplexArray out = ComplexArray.zeros(in.precision(), moved(in.shape()));
    for (int i = 0; i < in.count(); i++) {
      out.set(i % last * lines + i / last, in.re(i), in.im(i));
    }
    return out;
  }

  /** {@code [x, z, y]} to {@code [z, y, x]}. */
  static ComplexArray moveFirstAxisLast(ComplexArray in) {
    int first = in.shape().extent(0);
    int lines = in.count() / first;
    int[] extents = new int[in.shape().rank()];
    for (int axis = 1; axis < extents.length; axis++) {
      extents[axis - 1] = in.shape().extent(axis);
    }
    extents[extents.length - 1] = first;
    ComplexArray out = ComplexArray.zeros(in.precision(), Shape.of(extents));
    for (int i = 0; i < in.count(); i++) {
      out.set(i % lines * first + i / lines, in.re(i), in.im(i));
    }
    return out;
  }

  private static Shape moved(Shape shape) {
    int[] extents = new int[shape.rank()];
    extents[0] = shape.extent(-1);
    for (int axis = 1; axis < extents.length; axis++) {
      extents[axis] = shape.extent(axis - 1);
    }
    return Shape.of(extents);
  }
}
