package org.firenet.phantom;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.FourierOperator;

/**
 * A scan of the Shepp–Logan phantom itself, not of pixels: samples of the exact Fourier transform
 * of its ellipses or ellipsoids under smooth coils and phase.
 *
 * <pre>
 *   k[u] = 1/√(N o) ∫ w_c(t) f(t) exp(−2πi Σ_a t_a (u_a − c_a)/n_a) dt,   t in pixels from n/2,
 * </pre>
 *
 * <p>N the number of pixels, o the readout oversampling, with which u moves in steps of 1/o along
 * x. This is the unitary scaling of {@link RasterScan}; the two approach each other as n grows, but
 * what is sampled here is not band-limited to the grid, so that images show Gibbs ringing and no
 * reconstruction is exact.
 *
 * <p>The factor w_c, coil sensitivity times phase, is a {@link TrigonometricFit} with a period of
 * (at least) twice the field of view, so that its transform shifts k-space by halves of its step:
 * the sum of shifted exact transforms is exact. {@link #maps} are those that were used: the fit
 * without the phase. They differ from {@link BirdcageCoils} by less than 1e-3, and more is an
 * error.
 */
final class AnalyticScan implements FullScan {
  private static final int REFINEMENT = 2;
  private static final double LARGEST_DEVIATION = 1e-3;

  private final PhantomScan request;
  private final TrigonometricFit fit;
  private final double scale;
  private final ComplexArray maps;

  /** Fits coils and phase. */
  AnalyticScan(PhantomScan request) {
    this.request = request;
    double[][] points = new double[image().rank()][];
    java.util.Arrays.fill(points, TrigonometricFit.points());
    this.fit = TrigonometricFit.of(factors(points), periods());
    double[][] pixels = Coordinates.of(image());
    ComplexArray factors = factors(pixels);
    ComplexArray fitted = ComplexArray.zeros(Precision.DOUBLE, factors.shape());
    for (int coil = 0; coil < coils(); coil++) {
      fitted.setSlice(coil, fit.at(coil, pixels));
    }
    requireClose(fitted, factors);
    this.scale = 1 / Math.max(1, new CoilOperator(fitted).norm());
    this.maps = withoutPhase(fitted);
  }

  /** Coil sensitivities times phase at the points of a grid. */
  private ComplexArray factors(double[][] places) {
    ComplexArray phase = SmoothPhase.factor(places, request.phase());
    return new CoilOperator(request.coilMaps(places)).forward(phase);
  }

  /** A period of g n pixels, in units in which the n pixels go from −1 to 1. */
  private double[] periods() {
    double[] out = new double[image().rank()];
    for (int axis = 0; axis < out.length; axis++) {
      int n = image().extent(axis);
      out[axis] = 2.0 * n * refinement(axis) / (n - 1);
    }
    return out;
  }

  private void requireClose(ComplexArray fitted, ComplexArray factors) {
    double largest = 0;
    for (int i = 0; i < fitted.count(); i++) {
      double re = fitted.re(i) - factors.re(i);
      largest = Math.max(largest, Math.hypot(re, fitted.im(i) - factors.im(i)));
    }
    if (largest > LARGEST_DEVIATION) {
      throw new IllegalArgumentException(
          "phase: too strong for an analytic scan: %s (coils and phase are met to %.2g only)"
              .formatted(request.phase(), largest));
    }
  }

  private ComplexArray withoutPhase(ComplexArray fitted) {
    ComplexArray phase = SmoothPhase.factor(Coordinates.of(image()), request.phase());
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, fitted.shape());
    for (int i = 0; i < out.count(); i++) {
      int pixel = i % phase.count();
      double re = phase.re(pixel) * scale;
      double im = -phase.im(pixel) * scale;
      out.set(i, fitted.re(i) * re - fitted.im(i) * im, fitted.re(i) * im + fitted.im(i) * re);
    }
    return out;
  }

  /** Points of the fine k-space between two of the Nyquist grid. */
  private int refinement(int axis) {
    return axis == image().rank() - 1 ? Math.max(REFINEMENT, oversampling()) : REFINEMENT;
  }

  @Override
  public Shape image() {
    return request.image();
  }

  @Override
  public int slices() {
    return request.slices();
  }

  @Override
  public int coils() {
    return request.coils();
  }

  @Override
  public int oversampling() {
    return request.oversampling();
  }

  @Override
  public ComplexArray truth(int slice) {
    return request.truth(slice);
  }

  @Override
  public ComplexArray maps() {
    return maps;
  }

  @Override
  public ComplexArray kspace(int slice) {
    int[] extents = image().extents();
    for (int axis = 0; axis < extents.length; axis++) {
      int margin = 2 * TrigonometricFit.MODES;
      extents[axis] = smooth(refinement(axis) * (extents[axis] + 1) + margin);
    }
    Shape fine = Shape.of(extents);
    FourierOperator fourier = new FourierOperator(fine, fine.rank());
    ComplexArray spread = fourier.adjoint(spectrum(slice, fine));
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, encoded().prepend(coils()));
    for (int coil = 0; coil < coils(); coil++) {
      ComplexArray factor = fit.at(coil, finePlaces(fine));
      for (int i = 0; i < factor.count(); i++) {
        double re = factor.re(i);
        double im = factor.im(i);
        factor.set(i, re * spread.re(i) - im * spread.im(i), re * spread.im(i) + im * spread.re(i));
      }
      copyGrid(fourier.forward(factor), out, coil);
    }
    return out;
  }

  /** The next even number that is a product of twos, threes and fives: for a fast transform. */
  private static int smooth(int least) {
    for (int n = least + least % 2; ; n += 2) {
      int rest = n;
      for (int factor : new int[] {2, 3, 5}) {
        while (rest % factor == 0) {
          rest /= factor;
        }
      }
      if (rest == 1) {
        return n;
      }
    }
  }

  /** The exact transform of a slice at the points of the fine k-space. */
  private ComplexArray spectrum(int slice, Shape fine) {
    PhantomSpectrum spectrum = new PhantomSpectrum(request.ellipsoids(slice), image());
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, fine);
    int rank = fine.rank();
    int rows = fine.count() / fine.extent(-1);
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              double[] frequency = new double[rank];
              double[] value = new double[2];
              for (int i = row * fine.extent(-1); i < (row + 1) * fine.extent(-1); i++) {
                int rest = i;
                for (int axis = rank - 1; axis >= 0; axis--) {
                  int n = fine.extent(axis);
                  frequency[axis] = (double) (rest % n - n / 2) / refinement(axis);
                  rest /= n;
                }
                spectrum.at(frequency, value);
                out.set(i, value[0], value[1]);
              }
            });
    return out;
  }

  /**
   * X of the points of the image that belongs to the fine k-space, which repeats with the period.
   */
  private double[][] finePlaces(Shape fine) {
    double[][] out = new double[fine.rank()][];
    for (int axis = 0; axis < out.length; axis++) {
      int n = image().extent(axis);
      int points = fine.extent(axis);
      double step = (double) n * refinement(axis) / points;
      double origin = Coordinates.symmetric(n / 2, n);
      out[axis] =
          IntStream.range(0, points)
              .mapToDouble(i -> origin + 2 * step * (i - points / 2) / (n - 1))
              .toArray();
    }
    return out;
  }

  private void copyGrid(ComplexArray fine, ComplexArray out, int coil) {
    Shape encoded = encoded();
    double factor = scale / Math.sqrt(encoded.count());
    int rank = encoded.rank();
    for (int i = 0; i < encoded.count(); i++) {
      int rest = i;
      int place = 0;
      int stride = 1;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int n = encoded.extent(axis);
        int oversampled = axis == rank - 1 ? oversampling() : 1;
        int steps = (rest % n - n / 2) * refinement(axis) / oversampled;
        place += stride * (steps + fine.shape().extent(axis) / 2);
        stride *= fine.shape().extent(axis);
        rest /= n;
      }
      out.set(coil * encoded.count() + i, factor * fine.re(place), factor * fine.im(place));
    }
  }
}
