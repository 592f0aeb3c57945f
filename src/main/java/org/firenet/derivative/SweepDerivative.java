package org.firenet.derivative;

import java.util.Optional;
import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;

/**
 * The derivative of a network on any backend, by a forward sweep that records and sweeps along and
 * against it.
 *
 * @param <V> a vector of the backend
 */
public final class SweepDerivative<V> implements NetworkDerivative {
  private final Problem problem;
  private final FirenetParameters parameters;
  private final DerivativeOptions options;
  private final Precision precision;
  private final LayerArithmetic<V> arithmetic;
  private final ForwardSweep<V> forward;
  private final TangentSweep<V> tangent;
  private final AdjointSweep<V> adjoint;
  private final V dataChange;
  private V thresholds;
  private V maps;
  private double dataNorm;
  private boolean linearised;
  private boolean closed;

  /**
   * Takes over the arithmetic and all memory needed; closes the arithmetic if that fails.
   *
   * @param parameters resolved
   * @param precision of the images that come out
   */
  public SweepDerivative(
      Problem problem,
      FirenetParameters parameters,
      DerivativeOptions options,
      Precision precision,
      LayerArithmetic<V> arithmetic) {
    this.problem = problem;
    this.parameters = parameters;
    this.options = options;
    this.precision = precision;
    this.arithmetic = arithmetic;
    try {
      parameters.shifts().checkAxes(problem.image().rank());
      forward = new ForwardSweep<>(arithmetic, parameters, options.tape());
      tangent = new TangentSweep<>(arithmetic, parameters, forward);
      adjoint = new AdjointSweep<>(arithmetic, parameters, forward);
      dataChange = arithmetic.vector(Space.DATA);
    } catch (RuntimeException | Error e) {
      arithmetic.close();
      throw e;
    }
  }

  @Override
  public Problem problem() {
    return problem;
  }

  @Override
  public FirenetParameters parameters() {
    return parameters;
  }

  @Override
  public String description() {
    return arithmetic.description()
        + (options.tape() == DerivativeOptions.Tape.CHECKPOINTS
            ? ", checkpoints"
            : ", every layer kept");
  }

  @Override
  public long memoryBytes() {
    return forward.bytes()
        + tangent.bytes()
        + adjoint.bytes()
        + arithmetic.bytes(Space.DATA)
        + (thresholds == null ? 0 : arithmetic.bytes(Space.COEFFICIENTS))
        + (maps == null ? 0 : arithmetic.bytes(Space.MAPS));
  }

  @Override
  public ComplexArray linearise(PlanInput input) {
    requireOpen();
    linearised = false;
    ComplexArray.requireShape("kspace", input.kspace().shape(), problem.data());
    input.requireFitting(problem, parameters, 1);
    Optional<ComplexArray> given = input.maps().or(problem::maps);
    given.ifPresent(m -> arithmetic.sensitivities(m.reshape(mapShape())));
    arithmetic.load(Space.DATA, input.kspace(), forward.data());
    dataNorm = Math.sqrt(arithmetic.inner(forward.data(), forward.data()));
    V start = forward.result();
    arithmetic.clear(start);
    input
        .startImage()
        .ifPresent(image -> arithmetic.load(Space.IMAGE, image.reshape(problem.image()), start));
    input
        .startCoefficients()
        .ifPresent(c -> arithmetic.synthesise(c.reshape(problem.layout().padded()), start));
    ScalingDerivative scaling = new ScalingDerivative(parameters, options.scaling(), dataNorm);
    if (scaling.degenerate()) {
      arithmetic.clear(start);
    }
    ComplexArray image = ComplexArray.zeros(precision, problem.image());
    if (scaling.degenerate()) {
      forward.forget(scaling);
    } else {
      forward.run(scaling, input.afterLayer());
      arithmetic.store(Space.IMAGE, forward.result(), image);
      image.requireFinite("image");
    }
    linearised = true;
    return image;
  }

  @Override
  public ComplexArray jvp(Tangent direction) {
    requireLinearised();
    ComplexArray image = ComplexArray.zeros(precision, problem.image());
    checkAll(direction);
    if (forward.scaling().degenerate()) {
      return image;
    }
    V start = tangent.result();
    arithmetic.clear(start);
    direction.start().ifPresent(change -> arithmetic.load(Space.IMAGE, change, start));
    tangent.data(null, 0);
    if (direction.data().isPresent()) {
      arithmetic.load(Space.DATA, direction.data().get(), dataChange);
      double along = arithmetic.inner(forward.data(), dataChange);
      tangent.data(dataChange, dataNorm > 0 ? along / dataNorm : 0);
    }
    tangent.thresholds(null);
    if (direction.lambda().isPresent() || direction.weights().isPresent()) {
      arithmetic.loadCoefficients(thresholdChange(direction), thresholds());
      tangent.thresholds(thresholds());
    }
    tangent.maps(null);
    if (direction.maps().isPresent()) {
      arithmetic.load(Space.MAPS, direction.maps().get(), maps());
      tangent.maps(maps());
    }
    tangent.run();
    arithmetic.store(Space.IMAGE, start, image);
    return image;
  }

  @Override
  public Tangent vjp(ComplexArray cotangent, Set<DerivativeVariable> wanted) {
    requireLinearised();
    check("cotangent", cotangent, problem.image());
    boolean ofThresholds =
        wanted.contains(DerivativeVariable.LAMBDA) || wanted.contains(DerivativeVariable.WEIGHTS);
    boolean ofMaps = wanted.contains(DerivativeVariable.MAPS);
    if (ofMaps && problem.coils() == 0) {
      throw new IllegalArgumentException("wanted: the problem has no maps");
    }
    adjoint.thresholds(ofThresholds ? cleared(thresholds()) : null);
    adjoint.maps(ofMaps ? cleared(maps()) : null);
    if (forward.scaling().degenerate()) {
      arithmetic.clear(adjoint.data());
      arithmetic.clear(adjoint.result());
    } else {
      arithmetic.load(Space.IMAGE, cotangent, adjoint.result());
      adjoint.run();
      if (dataNorm > 0) {
        arithmetic.add(adjoint.normGradient() / dataNorm, forward.data(), adjoint.data());
      }
    }
    Tangent gradient = new Tangent();
    if (wanted.contains(DerivativeVariable.DATA)) {
      gradient.data(stored(Space.DATA, adjoint.data(), problem.data()));
    }
    if (wanted.contains(DerivativeVariable.START)) {
      gradient.start(stored(Space.IMAGE, adjoint.result(), problem.image()));
    }
    if (ofMaps) {
      gradient.maps(stored(Space.MAPS, maps, mapShape()));
    }
    if (ofThresholds) {
      addThresholds(gradient, wanted);
    }
    return gradient;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      arithmetic.close();
    }
  }

  /** Of t = τλw: dλ gets τ Σ w t̄, dw gets τλ t̄. */
  private void addThresholds(Tangent gradient, Set<DerivativeVariable> wanted) {
    double tau = parameters.tau().orElseThrow();
    double[] bar = new double[problem.layout().padded().count()];
    arithmetic.storeCoefficients(thresholds, bar);
    if (wanted.contains(DerivativeVariable.LAMBDA)) {
      double sum = 0;
      for (int i = 0; i < bar.length; i++) {
        sum += weight(i) * bar[i];
      }
      gradient.lambda(tau * sum);
    }
    if (wanted.contains(DerivativeVariable.WEIGHTS)) {
      for (int i = 0; i < bar.length; i++) {
        bar[i] *= tau * problem.lambda();
      }
      gradient.weights(RealArray.of(problem.layout().padded(), bar));
    }
  }

  /** dt = τ (λ dw + dλ w). */
  private RealArray thresholdChange(Tangent direction) {
    double tau = parameters.tau().orElseThrow();
    double[] change = new double[problem.layout().padded().count()];
    for (int i = 0; i < change.length; i++) {
      double ofWeight = direction.weights().isPresent() ? direction.weights().get().get(i) : 0;
      change[i] = tau * (problem.lambda() * ofWeight + direction.lambda().orElse(0) * weight(i));
    }
    return RealArray.of(problem.layout().padded(), change);
  }

  private double weight(int i) {
    return problem.weights().isPresent() ? problem.weights().get().get(i) : 1;
  }

  private ComplexArray stored(Space space, V from, Shape shape) {
    ComplexArray out = ComplexArray.zeros(precision, shape);
    arithmetic.store(space, from, out);
    return out;
  }

  private V cleared(V vector) {
    arithmetic.clear(vector);
    return vector;
  }

  private V thresholds() {
    if (thresholds == null) {
      thresholds = arithmetic.vector(Space.COEFFICIENTS);
    }
    return thresholds;
  }

  private V maps() {
    if (maps == null) {
      maps = arithmetic.vector(Space.MAPS);
    }
    return maps;
  }

  private Shape mapShape() {
    return problem.image().prepend(problem.coils());
  }

  private void checkAll(Tangent direction) {
    direction.data().ifPresent(v -> check("data", v, problem.data()));
    direction.start().ifPresent(v -> check("start", v, problem.image()));
    if (direction.maps().isPresent() && problem.coils() == 0) {
      throw new IllegalArgumentException("maps: the problem has none");
    }
    direction.maps().ifPresent(v -> check("maps", v, mapShape()));
    direction
        .weights()
        .ifPresent(w -> ComplexArray.requireShape("weights", w.shape(), problem.layout().padded()));
    if (!Double.isFinite(direction.lambda().orElse(0))) {
      throw new IllegalArgumentException("lambda: " + direction.lambda().getAsDouble());
    }
  }

  private static void check(String name, ComplexArray value, Shape shape) {
    ComplexArray.requireShape(name, value.shape(), shape);
    value.requireFinite(name);
  }

  private void requireLinearised() {
    requireOpen();
    if (!linearised) {
      throw new IllegalStateException("derivative: nothing linearised yet");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("derivative: already closed");
    }
  }
}
