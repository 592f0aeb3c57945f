package org.firenet.derivative;

import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;

/**
 * What a backend must be able to do with its vectors so that a network can be differentiated on it,
 * in image-domain form: the unknown x is a padded image, A = M Φ S crop.
 *
 * <p>Vectors are paired by ⟨a, b⟩ = Re Σ conj(a_i) b_i. Output arguments come last, are fully
 * overwritten unless an operation says "added", and are never input arguments too unless said.
 *
 * @param <V> a vector of the backend
 */
public interface LayerArithmetic<V> extends AutoCloseable {
  /** What a vector holds. */
  enum Space {
    /** A padded image. */
    IMAGE,
    /** Numbers of every coil at the sampled points. */
    DATA,
    /** Coil sensitivities. */
    MAPS,
    /** One real number for each coefficient. */
    COEFFICIENTS
  }

  /** Name of the backend and how it computes, for people to read. */
  String description();

  /** A new vector of zeros; freed with the arithmetic. */
  V vector(Space space);

  /** Bytes of one vector. */
  long bytes(Space space);

  /** Takes sensitivities {@code [coil, y, x]} for A from now on. Not modified. */
  void sensitivities(ComplexArray maps);

  /**
   * Takes an array of data (what is not sampled is left out), an image (padded by zeros) or maps.
   */
  void load(Space space, ComplexArray from, V to);

  /** The adjoint of {@link #load}: zeros where nothing is sampled, images cropped. */
  void store(Space space, V from, ComplexArray to);

  /** Takes the numbers of coefficients. */
  void loadCoefficients(RealArray from, V to);

  /** Gives the numbers of coefficients, in the order of the layout. */
  void storeCoefficients(V from, double[] to);

  /** The image Ψ* c of coefficients of the padded layout. */
  void synthesise(ComplexArray coefficients, V image);

  /** {@code v ← 0}. */
  void clear(V v);

  /** {@code to ← from}. */
  void copy(V from, V to);

  /** {@code v ← factor · v}. */
  void scale(double factor, V v);

  /** {@code to ← to + factor · from}. */
  void add(double factor, V from, V to);

  /** ⟨a, b⟩; a and b may be the same. */
  double inner(V a, V b);

  /** {@code data ← A x}. */
  void forward(V image, V data);

  /** {@code image ← A* q}. */
  void adjoint(V data, V image);

  /** {@code data ← data + factor · M Φ (s · crop x)}, s taken from {@code maps}: added. */
  void forwardThrough(double factor, V maps, V image, V data);

  /** {@code image ← image + factor · crop* Σ_j conj(s_j) (Φ* M q)_j}: added. */
  void adjointThrough(double factor, V maps, V data, V image);

  /** {@code maps_j ← maps_j + factor · conj(crop x) (Φ* M q)_j}: added. */
  void mapsGradient(double factor, V image, V data, V maps);

  /** {@code x⁺ ← 1/K Σ_k Ψ_k* soft(Ψ_k u, τλw)}. */
  void proximal(int block, int layer, V u, V result);

  /**
   * The derivative of {@link #proximal} at u in a direction du; a symmetric map. With c = Ψ_k u, t
   * = τλw and c' = Ψ_k du, where |c| &gt; t: {@code (1 − t/|c|) c' + t c Re(conj(c) c') / |c|³}, c'
   * where t = 0, else 0; then Ψ_k*, and the mean over k.
   */
  void proximalDerivative(int block, int layer, V u, V direction, V result);

  /**
   * {@code result ← result − 1/K Σ_k Ψ_k* (1[|c| > t] dt c/|c|)}: the derivative of {@link
   * #proximal} with respect to the thresholds t, added.
   */
  void thresholdDerivative(int block, int layer, V u, V thresholds, V result);

  /**
   * {@code dt_i ← dt_i − 1/K Σ_k 1[|c_i| > t_i] Re(conj(c_i) (Ψ_k v)_i) / |c_i|}: the adjoint of
   * {@link #thresholdDerivative}, added.
   */
  void thresholdGradient(int block, int layer, V u, V cotangent, V thresholds);

  /** Frees all vectors. More than once is allowed. */
  @Override
  void close();
}
