package org.firenet.mri;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * Pre-whitening: channels whose noise has unit variance and no correlation.
 *
 * <pre>
 *   Ψ_data = L L*,   W = √2 L⁻¹,   out_c = Σ_{c'} W_{cc'} in_{c'}
 * </pre>
 *
 * <p>Ψ_data is the covariance of the noise acquisition brought to the bandwidth of the data, see
 * {@link NoiseBandwidth}. After whitening the real and the imaginary part of every channel have
 * variance 1 each (a complex sample 2), so that unitary transforms give images in units of SNR: the
 * convention of the source and of ISMRMRD.
 *
 * <p>A channel without noise of its own cannot be whitened: one that is dead (variance below 1e-12
 * of the largest) or a combination of those before it (less than 1e-10 of its variance is its own).
 * It is dropped: it becomes zero, takes no part in the other channels, and stands in {@link
 * #droppedCoils}. The number of coils stays. Source: Kellman, McVeigh, MRM 54:1439, 2005.
 */
public final class NoiseWhitening {
  /** Fewer samples per coil leave a covariance that is mostly chance. */
  private static final int SAMPLES_PER_COIL = 4;

  private static final double DEAD = 1e-12;
  private static final double DEPENDENT = 1e-10;

  private final ComplexArray matrix;
  private final int[] dropped;

  private NoiseWhitening(ComplexArray matrix, int[] dropped) {
    this.matrix = matrix;
    this.dropped = dropped;
  }

  /** {@link #of(NoiseCovariance, NoiseBandwidth)} with data of the noise's bandwidth. */
  public static NoiseWhitening of(NoiseCovariance noise) {
    return of(noise, NoiseBandwidth.equal());
  }

  /**
   * Whitening that keeps the scale of the data: {@link #of(NoiseCovariance, NoiseBandwidth)} times
   * the root mean standard deviation of the coils, so that afterwards every channel has the mean
   * variance of the noise in the data.
   *
   * @param noise covariance of at least four samples per coil. Not modified.
   * @param bandwidth of the noise acquisition and of the data
   * @throws IllegalArgumentException as for {@code of}
   */
  public static NoiseWhitening keepingScale(NoiseCovariance noise, NoiseBandwidth bandwidth) {
    NoiseWhitening units = of(noise, bandwidth);
    int coils = noise.coils();
    double variance = 0;
    for (int c = 0; c < coils; c++) {
      variance += noise.matrix().re(c * coils + c);
    }
    double mean = variance / (coils - units.dropped.length) / bandwidth.factor();
    double scale = Math.sqrt(mean / 2);
    ComplexArray matrix = units.matrix.copy(Precision.DOUBLE);
    for (int i = 0; i < matrix.count(); i++) {
      matrix.set(i, scale * matrix.re(i), scale * matrix.im(i));
    }
    return new NoiseWhitening(matrix, units.dropped);
  }

  /**
   * The whitening for a noise covariance.
   *
   * @param noise covariance of at least four samples per coil. Not modified.
   * @param bandwidth of the noise acquisition and of the data
   * @throws IllegalArgumentException if there are fewer samples or they are all zero
   */
  public static NoiseWhitening of(NoiseCovariance noise, NoiseBandwidth bandwidth) {
    int coils = noise.coils();
    if (noise.samples() < (long) SAMPLES_PER_COIL * coils) {
      throw new IllegalArgumentException(
          "`noise`: expected at least %d samples for %d coils, got %d"
              .formatted(SAMPLES_PER_COIL * coils, coils, noise.samples()));
    }
    ComplexArray psi = noise.matrix();
    double[][] lowerRe = new double[coils][coils];
    double[][] lowerIm = new double[coils][coils];
    boolean[] kept = factorise(psi, lowerRe, lowerIm);
    ComplexArray matrix = ComplexArray.zeros(Precision.DOUBLE, psi.shape());
    double scale = Math.sqrt(2 * bandwidth.factor());
    for (int column = 0; column < coils; column++) {
      if (kept[column]) {
        invertColumn(lowerRe, lowerIm, kept, column, scale, matrix);
      }
    }
    return new NoiseWhitening(matrix, IntStream.range(0, coils).filter(c -> !kept[c]).toArray());
  }

  /** Cholesky factor; rows and columns of channels that are not kept stay zero. */
  private static boolean[] factorise(ComplexArray psi, double[][] re, double[][] im) {
    int coils = re.length;
    double largest =
        IntStream.range(0, coils).mapToDouble(c -> psi.re(c * coils + c)).max().orElse(0);
    if (!(largest > 0)) {
      throw new IllegalArgumentException("`noise`: all zero");
    }
    boolean[] kept = new boolean[coils];
    for (int row = 0; row < coils; row++) {
      double variance = psi.re(row * coils + row);
      double own = variance;
      for (int column = 0; column < row; column++) {
        if (!kept[column]) {
          continue;
        }
        double real = psi.re(row * coils + column);
        double imaginary = psi.im(row * coils + column);
        for (int k = 0; k < column; k++) {
          real -= re[row][k] * re[column][k] + im[row][k] * im[column][k];
          imaginary -= im[row][k] * re[column][k] - re[row][k] * im[column][k];
        }
        re[row][column] = real / re[column][column];
        im[row][column] = imaginary / re[column][column];
        own -= re[row][column] * re[row][column] + im[row][column] * im[row][column];
      }
      kept[row] = variance > DEAD * largest && own > DEPENDENT * variance;
      if (kept[row]) {
        re[row][row] = Math.sqrt(own);
      } else {
        Arrays.fill(re[row], 0);
        Arrays.fill(im[row], 0);
      }
    }
    return kept;
  }

  /** One column of the inverse of the factor by forward substitution, times a scale. */
  private static void invertColumn(
      double[][] re, double[][] im, boolean[] kept, int column, double scale, ComplexArray out) {
    int coils = re.length;
    out.set(column * coils + column, scale / re[column][column], 0);
    for (int row = column + 1; row < coils; row++) {
      if (!kept[row]) {
        continue;
      }
      double real = 0;
      double imaginary = 0;
      for (int k = column; k < row; k++) {
        double wr = out.re(k * coils + column);
        double wi = out.im(k * coils + column);
        real -= re[row][k] * wr - im[row][k] * wi;
        imaginary -= re[row][k] * wi + im[row][k] * wr;
      }
      out.set(row * coils + column, real / re[row][row], imaginary / re[row][row]);
    }
  }

  /** W, {@code [coil, coil]} in double precision, lower triangular. */
  public ComplexArray matrix() {
    return matrix;
  }

  /** Channels that become zero, in rising order; usually none. */
  public int[] droppedCoils() {
    return dropped.clone();
  }

  /**
   * Whitens to a new array.
   *
   * @param data {@code [coil, ...]}: samples, k-space or coil images. Not modified.
   * @return the same shape in the same precision
   * @throws IllegalArgumentException if the number of coils is another
   */
  public ComplexArray apply(ComplexArray data) {
    requireCoils(data);
    ComplexArray out = ComplexArray.zeros(data.precision(), data.shape());
    new CoilMatrix(matrix).apply(data, out);
    return out;
  }

  /**
   * Whitens in place.
   *
   * @param data {@code [coil, ...]}. Modified.
   * @throws IllegalArgumentException if the number of coils is another
   */
  public void applyInPlace(ComplexArray data) {
    requireCoils(data);
    new CoilMatrix(matrix).apply(data, data);
  }

  private void requireCoils(ComplexArray data) {
    Shape shape = data.shape();
    int coils = matrix.shape().extent(0);
    if (shape.rank() < 1 || shape.extent(0) != coils) {
      throw new IllegalArgumentException("`data`: expected " + coils + " coils, got " + shape);
    }
  }
}
