package org.firenet.operator;

import org.firenet.array.Shape;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Unitary centred Fourier transform over the last axes.
 *
 * <pre>
 *   k[u] = 1/√N Σ_n x[n] exp(−2πi (n − c)(u − c)/N),   c = ⌊N/2⌋, along each axis;
 * </pre>
 *
 * <p>that is {@code fftshift(fft(ifftshift(x)))/√N}. Any extents. The adjoint is the inverse.
 */
public final class FourierOperator extends AxisOperator {
  private final DoubleFFT_1D[] transforms;

  /**
   * A transform over the last {@code axes} axes of arrays of the given shape.
   *
   * @throws IllegalArgumentException if there are fewer axes
   */
  public FourierOperator(Shape shape, int axes) {
    super(shape, axes);
    transforms = new DoubleFFT_1D[shape.rank()];
    for (int axis = shape.rank() - axes; axis < shape.rank(); axis++) {
      transforms[axis] = new DoubleFFT_1D(shape.extent(axis));
    }
  }

  @Override
  void transformLine(int axis, double[] line, boolean adjoint) {
    int extent = line.length / 2;
    int centre = extent / 2;
    double[] origin = rotate(line, centre);
    if (adjoint) {
      transforms[axis].complexInverse(origin, false);
    } else {
      transforms[axis].complexForward(origin);
    }
    double[] centred = rotate(origin, extent - centre);
    double scale = 1 / Math.sqrt(extent);
    for (int i = 0; i < line.length; i++) {
      line[i] = centred[i] * scale;
    }
  }

  /** Element {@code places} comes first. */
  private static double[] rotate(double[] line, int places) {
    double[] out = new double[line.length];
    System.arraycopy(line, 2 * places, out, 0, line.length - 2 * places);
    System.arraycopy(line, 0, out, line.length - 2 * places, 2 * places);
    return out;
  }
}
