package org.firenet.network;

import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;

/**
 * A change of what a network is given, or the gradient of a real function of it. What is absent
 * does not change, or was not asked for.
 *
 * <p>Complex arrays are paired by the real inner product ⟨a, b⟩ = Re Σ conj(a_i) b_i: a gradient g
 * with respect to y means that f changes by ⟨g, dy⟩.
 */
public final class Tangent {
  private ComplexArray data;
  private OptionalDouble lambda = OptionalDouble.empty();
  private RealArray weights;
  private ComplexArray maps;
  private ComplexArray start;

  /** Nothing changes. */
  public Tangent() {}

  /** A change of the data alone, shape {@link Problem#data}. */
  public static Tangent ofData(ComplexArray data) {
    return new Tangent().data(data);
  }

  /** Sets the part of the data, shape {@link Problem#data}; only sampled points count. */
  public Tangent data(ComplexArray value) {
    data = value;
    return this;
  }

  /** Sets the part of λ. */
  public Tangent lambda(double value) {
    lambda = OptionalDouble.of(value);
    return this;
  }

  /** Sets the part of the weights, in the layout of the coefficients. */
  public Tangent weights(RealArray value) {
    weights = value;
    return this;
  }

  /** Sets the part of the sensitivities, {@code [coil, y, x]}. */
  public Tangent maps(ComplexArray value) {
    maps = value;
    return this;
  }

  /** Sets the part of the starting image, {@code [y, x]}. */
  public Tangent start(ComplexArray value) {
    start = value;
    return this;
  }

  /** Part of the data. */
  public Optional<ComplexArray> data() {
    return Optional.ofNullable(data);
  }

  /** Part of λ. */
  public OptionalDouble lambda() {
    return lambda;
  }

  /** Part of the weights. */
  public Optional<RealArray> weights() {
    return Optional.ofNullable(weights);
  }

  /** Part of the sensitivities. */
  public Optional<ComplexArray> maps() {
    return Optional.ofNullable(maps);
  }

  /** Part of the starting image. */
  public Optional<ComplexArray> start() {
    return Optional.ofNullable(start);
  }

  /** ⟨this, other⟩, the sum over the parts that both have. */
  public double inner(Tangent other) {
    double sum = 0;
    if (data != null && other.data != null) {
      sum += inner(data, other.data);
    }
    if (lambda.isPresent() && other.lambda.isPresent()) {
      sum += lambda.getAsDouble() * other.lambda.getAsDouble();
    }
    for (int i = 0; weights != null && other.weights != null && i < weights.count(); i++) {
      sum += weights.get(i) * other.weights.get(i);
    }
    if (maps != null && other.maps != null) {
      sum += inner(maps, other.maps);
    }
    if (start != null && other.start != null) {
      sum += inner(start, other.start);
    }
    return sum;
  }

  /**
   * ⟨a, b⟩ = Re Σ conj(a_i) b_i.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double inner(ComplexArray a, ComplexArray b) {
    ComplexArray.requireShape("b", b.shape(), a.shape());
    double sum = 0;
    for (int i = 0; i < a.count(); i++) {
      sum += a.re(i) * b.re(i) + a.im(i) * b.im(i);
    }
    return sum;
  }
}
