package org.firenet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.CropOperator;
import org.firenet.operator.DenseOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.operator.WalshOperator;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;

/**
 * What is to be solved, for one image: recover c from y = A c + e by the weighted square-root LASSO
 *
 * <pre>
 *   minimise  F(c) = λ ‖c‖_{1,w} + ‖A c − y‖₂,     A = M Φ S crop Ψ*,     image x = crop Ψ* c.
 * </pre>
 *
 * <p>F is positively homogeneous in (c, y): λ needs no noise level and no scaling of the data.
 *
 * <p>Shapes: image {@code [y, x]} or {@code [z, y, x]}; data {@code [ky, kx]} without coils, {@code
 * [coil, ky, kx]} with, one axis more in 3-D, {@code [row]} for a dense matrix. Source: Colbrook,
 * Antun, Hansen, PNAS 119(12), 2022; Adcock, Hansen, Compressive Imaging, CUP 2021.
 */
public final class Problem {
  /** How far Σ|s|² may exceed 1 by rounding before the maps count as not normalised. */
  private static final double NORM_TOLERANCE = 1e-5;

  private final Shape image;
  private final Sampling sampling;
  private final Mask mask;
  private final int coils;
  private final ComplexArray maps;
  private final Wavelet wavelet;
  private final WaveletLayout layout;
  private final RealArray weights;
  private final double lambda;

  private Problem(Builder b) {
    this.image = b.image;
    this.sampling = b.sampling;
    this.mask = b.mask;
    this.coils = b.maps != null ? b.maps.shape().extent(0) : b.coils;
    this.maps = b.maps;
    this.wavelet = Wavelet.of(b.wavelet);
    this.layout = new WaveletLayout(image, b.levels >= 0 ? b.levels : Defaults.levels(image));
    this.weights = b.weightsGiven ? b.weights : Defaults.weights(layout);
    this.lambda = b.lambda;
    checkSampling();
    checkCoils();
    checkWeights();
    if (!(lambda > 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("lambda: expected a positive number, got " + lambda);
    }
  }

  /**
   * Starts a problem for an image {@code [y, x]} or {@code [z, y, x]} (one axis for dense matrices
   * is allowed too), with Fourier sampling, no mask, no coils and the default wavelet, levels,
   * weights and λ.
   */
  public static Builder of(Shape image) {
    return new Builder(image);
  }

  /** Shape of the image. */
  public Shape image() {
    return image;
  }

  /** Shape of the data of one image. */
  public Shape data() {
    if (sampling instanceof Sampling.Dense dense) {
      return Shape.of(dense.matrix().shape().extent(0));
    }
    if (sampling instanceof Sampling.Custom custom) {
      return custom.operator().range();
    }
    return coils > 0 ? image.prepend(coils) : image;
  }

  /** The transform Φ. */
  public Sampling sampling() {
    return sampling;
  }

  /** Where Φ was sampled; absent for dense matrices and other operators. */
  public Optional<Mask> mask() {
    return Optional.ofNullable(mask);
  }

  /** Number of coils; 0 if the data have no coil axis. */
  public int coils() {
    return coils;
  }

  /**
   * Coil sensitivities {@code [coil, y, x]}; absent without coils or where each run brings its own.
   */
  public Optional<ComplexArray> maps() {
    return Optional.ofNullable(maps);
  }

  /** The wavelet of Ψ. */
  public Wavelet wavelet() {
    return wavelet;
  }

  /** Levels and padded shape of Ψ. */
  public WaveletLayout layout() {
    return layout;
  }

  /** Weights w of the coefficients, shape {@link WaveletLayout#padded}; absent if all are 1. */
  public Optional<RealArray> weights() {
    return Optional.ofNullable(weights);
  }

  /** The regularisation parameter λ. */
  public double lambda() {
    return lambda;
  }

  /**
   * M Φ S crop: from padded images to data.
   *
   * @param maps sensitivities to use instead of {@link #maps}, or null
   */
  public LinearOperator samplingOperator(ComplexArray maps) {
    LinearOperator encoding = encodingOperator(maps);
    return layout.padded().equals(image)
        ? encoding
        : ComposedOperator.of(List.of(encoding, new CropOperator(layout.padded(), image)));
  }

  /**
   * M Φ S: from images to data.
   *
   * @param maps sensitivities to use instead of {@link #maps}, or null
   */
  public LinearOperator encodingOperator(ComplexArray maps) {
    List<LinearOperator> factors = new ArrayList<>(coilwise());
    ComplexArray sensitivities = maps != null ? maps : this.maps;
    if (coils > 0) {
      if (sensitivities == null) {
        throw new IllegalArgumentException("`maps`: needed, the problem has " + coils + " coils");
      }
      factors.add(new CoilOperator(sensitivities));
    }
    return ComposedOperator.of(factors);
  }

  /**
   * M Φ of each coil by itself: from coil images {@code [coil, y, x]} to data, or as {@link
   * #samplingOperator} without coils and padding.
   */
  public LinearOperator coilwiseSampling() {
    return ComposedOperator.of(coilwise());
  }

  private List<LinearOperator> coilwise() {
    List<LinearOperator> factors = new ArrayList<>();
    Shape data = data();
    if (mask != null) {
      factors.add(new MaskOperator(data, mask));
    }
    if (sampling instanceof Sampling.Fourier) {
      factors.add(new FourierOperator(data, image.rank()));
    } else if (sampling instanceof Sampling.Walsh walsh) {
      factors.add(new WalshOperator(data, image.rank(), walsh.order()));
    } else if (sampling instanceof Sampling.Dense dense) {
      factors.add(new DenseOperator(dense.matrix(), image));
    } else if (sampling instanceof Sampling.Custom custom) {
      factors.add(custom.operator());
    }
    return factors;
  }

  /**
   * An upper bound of ‖A‖: 1 for unitary sampling and Σ|s|² ≤ 1, else by power iteration; 1 is
   * assumed, and checked by every run, where the runs bring the maps.
   */
  public double norm() {
    if (sampling instanceof Sampling.Fourier || sampling instanceof Sampling.Walsh) {
      if (maps == null || new CoilOperator(maps).norm() <= 1 + NORM_TOLERANCE) {
        return 1;
      }
    }
    return samplingOperator(null).norm();
  }

  /**
   * Checks the maps that a run brings: {@code [coil, y, x]}, or {@code [slice, coil, y, x]} for a
   * batch.
   *
   * @param largestNorm bound for the root sum of squares
   * @throws IllegalArgumentException if shape, values or scaling are wrong
   */
  public void checkMaps(ComplexArray given, double largestNorm) {
    Shape expected = image.prepend(Math.max(coils, 1));
    Shape actual = given.shape();
    if (coils == 0
        || actual.rank() < expected.rank()
        || actual.rank() > expected.rank() + 1
        || !actual.last(expected.rank()).equals(expected)) {
      throw new IllegalArgumentException(
          coils == 0
              ? "`maps`: the problem has no coils, got " + actual
              : "`maps`: expected "
                  + expected
                  + ", with or without a slice axis in front, got "
                  + actual);
    }
    given.requireFinite("maps");
    int slices = actual.rank() > expected.rank() ? actual.extent(0) : 1;
    for (int s = 0; s < slices; s++) {
      ComplexArray one = slices > 1 ? given.slice(s) : given.reshape(expected);
      double norm = new CoilOperator(one).norm();
      if (norm > largestNorm * (1 + NORM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "`maps`: root sum of squares reaches %.6g, more than the norm %.6g assumed; scale them"
                    .formatted(norm, largestNorm)
                + " or give the norm");
      }
    }
  }

  private void checkSampling() {
    boolean masked = sampling instanceof Sampling.Fourier || sampling instanceof Sampling.Walsh;
    if (!masked && (mask != null || coils > 0)) {
      throw new IllegalArgumentException(
          "sampling: " + sampling + " takes neither `mask` nor `maps`, put them into the operator");
    }
    if (sampling instanceof Sampling.Custom custom && !custom.operator().domain().equals(image)) {
      throw new IllegalArgumentException(
          "sampling: expected an operator on " + image + ", got " + custom.operator().domain());
    }
    if (sampling instanceof Sampling.Dense dense) {
      dense.matrix().requireFinite("matrix");
      new DenseOperator(dense.matrix(), image);
    }
    if (sampling instanceof Sampling.Walsh walsh) {
      for (int extent : image.extents()) {
        walsh.order().rows(extent);
      }
    }
    if (mask != null) {
      ComplexArray.requireShape("mask", mask.shape(), image);
      if (mask.samples() == 0) {
        throw new IllegalArgumentException("`mask`: selects no sample");
      }
    }
  }

  private void checkCoils() {
    if (coils < 0) {
      throw new IllegalArgumentException("coils: expected 0 or more, got " + coils);
    }
    if (maps != null) {
      ComplexArray.requireShape("maps", maps.shape(), image.prepend(coils));
      maps.requireFinite("maps");
      if (maps.norm() == 0) {
        throw new IllegalArgumentException("`maps`: all zero");
      }
    }
  }

  private void checkWeights() {
    if (weights == null) {
      return;
    }
    ComplexArray.requireShape("weights", weights.shape(), layout.padded());
    for (int i = 0; i < weights.count(); i++) {
      if (!(weights.get(i) >= 0) || Double.isInfinite(weights.get(i))) {
        throw new IllegalArgumentException(
            "`weights`: expected numbers of at least 0, element " + i + " is " + weights.get(i));
      }
    }
  }

  /** Collects what a problem is made of. */
  public static final class Builder {
    private final Shape image;
    private Sampling sampling = Sampling.fourier();
    private Mask mask;
    private int coils;
    private ComplexArray maps;
    private String wavelet = Defaults.WAVELET;
    private int levels = -1;
    private boolean weightsGiven;
    private RealArray weights;
    private double lambda = Defaults.LAMBDA;

    private Builder(Shape image) {
      if (image.rank() < 1 || image.rank() > 3) {
        throw new IllegalArgumentException("image: expected 1 to 3 axes, got " + image);
      }
      this.image = image;
    }

    /** Sets the transform Φ. */
    public Builder sampling(Sampling value) {
      sampling = value;
      return this;
    }

    /** Sets the mask, shape of the image; without one every point counts as sampled. */
    public Builder mask(Mask value) {
      mask = value;
      return this;
    }

    /** Sets coil sensitivities {@code [coil, y, x]}, Σ|s|² ≤ 1, the same for every image. */
    public Builder maps(ComplexArray value) {
      maps = value;
      return this;
    }

    /** Sets the number of coils where each run brings its own maps. */
    public Builder coils(int value) {
      coils = value;
      return this;
    }

    /** Sets the wavelet, see {@link Wavelet#of}. */
    public Builder wavelet(String value) {
      wavelet = value;
      return this;
    }

    /** Sets the number of wavelet levels; 0 makes Ψ the identity. */
    public Builder levels(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("levels: expected 0 or more, got " + value);
      }
      levels = value;
      return this;
    }

    /** Sets the weights w, in the layout of the coefficients; null for ones. */
    public Builder weights(RealArray value) {
      weightsGiven = true;
      weights = value;
      return this;
    }

    /** Sets λ. */
    public Builder lambda(double value) {
      lambda = value;
      return this;
    }

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException naming the argument, what was expected and what came
     */
    public Problem build() {
      if (mask == null
          && (sampling instanceof Sampling.Fourier || sampling instanceof Sampling.Walsh)) {
        mask = Mask.full(image);
      }
      return new Problem(this);
    }
  }
}
