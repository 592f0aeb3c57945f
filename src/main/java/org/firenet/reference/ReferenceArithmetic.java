package org.firenet.reference;

import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.derivative.LayerArithmetic;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.CropOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.operator.RollOperator;
import org.firenet.operator.WaveletOperator;

/** Layers by the definitions, on interleaved double-precision numbers. */
final class ReferenceArithmetic implements LayerArithmetic<double[]> {
  private final Problem problem;
  private final ShiftSequence shifts;
  private final double threshold;
  private final WaveletOperator wavelet;
  private final ShiftedSoftThreshold regulariser;
  private final ThresholdDerivative soft;
  private final CropOperator crop;
  private LinearOperator sampling;

  ReferenceArithmetic(Problem problem, FirenetParameters parameters) {
    this.problem = problem;
    this.shifts = parameters.shifts();
    Shape padded = problem.layout().padded();
    RealArray weights = problem.weights().orElse(null);
    threshold = parameters.tau().orElseThrow() * problem.lambda();
    wavelet = new WaveletOperator(problem.layout(), problem.wavelet());
    regulariser =
        new ShiftedSoftThreshold(
            wavelet, new SoftThreshold(padded, weights), shifts, problem.layout().levels());
    soft = new ThresholdDerivative(padded, weights, threshold);
    crop = new CropOperator(padded, problem.image());
    if (problem.coils() == 0 || problem.maps().isPresent()) {
      sampling = problem.samplingOperator(null);
    }
  }

  @Override
  public String description() {
    return "reference (double, 1 thread)";
  }

  @Override
  public double[] vector(Space space) {
    return new double[length(space)];
  }

  @Override
  public long bytes(Space space) {
    return (long) Double.BYTES * length(space);
  }

  private int length(Space space) {
    return switch (space) {
      case IMAGE -> 2 * problem.layout().padded().count();
      case DATA -> 2 * problem.data().count();
      case MAPS -> 2 * problem.image().count() * problem.coils();
      case COEFFICIENTS -> problem.layout().padded().count();
    };
  }

  @Override
  public void sensitivities(ComplexArray maps) {
    sampling = problem.samplingOperator(maps.copy(Precision.DOUBLE));
  }

  @Override
  public void load(Space space, ComplexArray from, double[] to) {
    ComplexArray numbers = from.to(Precision.DOUBLE);
    if (space == Space.IMAGE) {
      crop.adjoint(numbers.doubles(), to);
    } else if (space == Space.DATA && problem.mask().isPresent()) {
      new MaskOperator(problem.data(), problem.mask().get()).forward(numbers.doubles(), to);
    } else {
      System.arraycopy(numbers.doubles(), 0, to, 0, to.length);
    }
  }

  @Override
  public void store(Space space, double[] from, ComplexArray to) {
    double[] numbers = from;
    if (space == Space.IMAGE) {
      numbers = new double[2 * to.count()];
      crop.forward(from, numbers);
    }
    for (int i = 0; i < to.count(); i++) {
      to.set(i, numbers[2 * i], numbers[2 * i + 1]);
    }
  }

  @Override
  public void loadCoefficients(RealArray from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from.get(i);
    }
  }

  @Override
  public void storeCoefficients(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  @Override
  public void synthesise(ComplexArray coefficients, double[] image) {
    wavelet.adjoint(coefficients.to(Precision.DOUBLE).doubles(), image);
  }

  @Override
  public void clear(double[] v) {
    Arrays.fill(v, 0);
  }

  @Override
  public void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  @Override
  public void scale(double factor, double[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }

  @Override
  public void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  @Override
  public double inner(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void forward(double[] image, double[] data) {
    sampling.forward(image, data);
  }

  @Override
  public void adjoint(double[] data, double[] image) {
    sampling.adjoint(data, image);
  }

  @Override
  public void forwardThrough(double factor, double[] maps, double[] image, double[] data) {
    double[] product = new double[data.length];
    through(maps).forward(image, product);
    add(factor, product, data);
  }

  @Override
  public void adjointThrough(double factor, double[] maps, double[] data, double[] image) {
    double[] product = new double[image.length];
    through(maps).adjoint(data, product);
    add(factor, product, image);
  }

  private LinearOperator through(double[] maps) {
    return problem.samplingOperator(
        ComplexArray.of(problem.image().prepend(problem.coils()), maps.clone()));
  }

  @Override
  public void mapsGradient(double factor, double[] image, double[] data, double[] maps) {
    double[] cropped = new double[2 * problem.image().count()];
    crop.forward(image, cropped);
    double[] coilImages = new double[data.length];
    problem.coilwiseSampling().adjoint(data, coilImages);
    int numbers = cropped.length;
    for (int i = 0; i < maps.length; i += 2) {
      double re = cropped[i % numbers];
      double im = -cropped[i % numbers + 1];
      maps[i] += factor * (re * coilImages[i] - im * coilImages[i + 1]);
      maps[i + 1] += factor * (re * coilImages[i + 1] + im * coilImages[i]);
    }
  }

  @Override
  public void proximal(int block, int layer, double[] u, double[] result) {
    regulariser.proximal(block, layer, u, threshold, result);
  }

  @Override
  public void proximalDerivative(
      int block, int layer, double[] u, double[] direction, double[] result) {
    clear(result);
    double[] c = new double[u.length];
    double[] change = new double[u.length];
    for (int k = 0; k < shifts.perLayer(); k++) {
      LinearOperator transform = transform(block, layer, k);
      transform.forward(u, c);
      transform.forward(direction, change);
      soft.along(c, change, change);
      transform.adjoint(change, c);
      add(1.0 / shifts.perLayer(), c, result);
    }
  }

  @Override
  public void thresholdDerivative(
      int block, int layer, double[] u, double[] thresholds, double[] result) {
    double[] c = new double[u.length];
    double[] change = new double[u.length];
    for (int k = 0; k < shifts.perLayer(); k++) {
      LinearOperator transform = transform(block, layer, k);
      transform.forward(u, c);
      soft.ofThresholds(c, thresholds, change);
      transform.adjoint(change, c);
      add(1.0 / shifts.perLayer(), c, result);
    }
  }

  @Override
  public void thresholdGradient(
      int block, int layer, double[] u, double[] cotangent, double[] thresholds) {
    double[] c = new double[u.length];
    double[] v = new double[u.length];
    for (int k = 0; k < shifts.perLayer(); k++) {
      LinearOperator transform = transform(block, layer, k);
      transform.forward(u, c);
      transform.forward(cotangent, v);
      soft.addGradient(c, v, 1.0 / shifts.perLayer(), thresholds);
    }
  }

  private LinearOperator transform(int block, int layer, int k) {
    int[] shift = new int[wavelet.domain().rank()];
    shifts.shift(block, layer, k, 1 << problem.layout().levels(), shift);
    return ComposedOperator.of(List.of(wavelet, new RollOperator(wavelet.domain(), shift)));
  }

  @Override
  public void close() {}
}
