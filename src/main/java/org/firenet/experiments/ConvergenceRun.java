package org.firenet.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.phantom.SheppLogan;
import org.firenet.pipeline.Progress;

/** What {@link Convergence} computes for one transform. */
final class ConvergenceRun {
  /** Restarts n. */
  static final int OUTER = 16;

  /** Layers p of each. */
  static final int INNER = 5;

  /** Layers of each restart where the image is exactly sparse. */
  static final int SPARSE_INNER = 10;

  /** Restarts there: e to the −32 is below the rounding of double precision. */
  static final int SPARSE_OUTER = 36;

  /** Coefficients up to this are set to zero to make an exactly sparse image. */
  static final double SPARSE_THRESHOLD = 2;

  /** Factor of both steps where they are too large. */
  static final double LARGE_STEPS = 1.25;

  /** Share of the noise in the data. */
  static final double NOISE = 0.02;

  private static final double FRACTION = 0.15;
  private static final double LAMBDA = 2.5e-4;

  private final PhantomProblem problem;
  private final ExperimentSettings settings;
  private final ComplexArray data;
  private final double scale;
  private final NetworkRun network;
  private final double ergodicObjective;
  private final double restartedObjective;
  private final Map<String, History> variants = new LinkedHashMap<>();
  private final Map<String, History> sparse = new LinkedHashMap<>();

  /**
   * Computes everything.
   *
   * @param ergodicLayers layers for the smallest objective
   */
  ConvergenceRun(
      PhantomProblem problem, int ergodicLayers, ExperimentSettings settings, Progress progress) {
    this.problem = problem;
    this.settings = settings;
    this.data = problem.data(NOISE, settings.seed());
    this.scale = data.norm();
    int layers = OUTER * INNER;
    int slowLayers = slowLayers(ergodicLayers);
    long total = (long) ergodicLayers + slowLayers + 7L * layers + 2L * SPARSE_OUTER * SPARSE_INNER;
    LayerProgress steps = new LayerProgress(progress, problem.transform().title(), total);
    network = run(problem, data, b -> b, UnaryOperator.identity(), steps);
    ergodicObjective = ergodicObjective(ergodicLayers, steps);
    restartedObjective = restartedObjective(slowLayers, steps);
    runVariants(steps);
    runSparse(steps);
  }

  /** Layers with slow restarts for so many ergodic ones: a fifth is more accurate already. */
  static int slowLayers(int ergodicLayers) {
    return ergodicLayers / 5;
  }

  /** The problem of a size for a transform. */
  static PhantomProblem problem(
      org.firenet.array.RealArray image, PhantomProblem.Transform transform, long seed) {
    return PhantomProblem.of(image, transform, FRACTION, LAMBDA, seed);
  }

  private static FirenetParameters.Builder paper() {
    return FirenetParameters.paper().outer(OUTER).inner(INNER);
  }

  private NetworkRun run(
      PhantomProblem of,
      ComplexArray kspace,
      UnaryOperator<FirenetParameters.Builder> change,
      UnaryOperator<PlanInput> start,
      LayerProgress steps) {
    PlanInput input = start.apply(PlanInput.of(kspace)).afterLayer(steps);
    return NetworkRun.of(of, change.apply(paper()).build(), input, settings, Precision.DOUBLE);
  }

  /**
   * F after ergodic iterations on data of norm 1. They are the same as on these data with τ = ‖y‖/L
   * and σ = 1/(‖y‖ L), which suits them: with 1/L they would need ‖y‖ layers to get anywhere.
   */
  private double ergodicObjective(int layers, LayerProgress steps) {
    ComplexArray image =
        NetworkRun.image(
            problem,
            FirenetParameters.paper().ergodic(layers).build(),
            PlanInput.of(NetworkRun.scaled(data, 1 / scale)).afterLayer(steps),
            settings,
            Precision.DOUBLE);
    return problem.objective(NetworkRun.scaled(image, scale), data);
  }

  /** F after layers in long blocks that lower ε slowly. */
  private double restartedObjective(int layers, LayerProgress steps) {
    int inner = Math.max(1, Math.min(100, layers / 10));
    int outer = Math.max(1, layers / inner);
    FirenetParameters slow =
        FirenetParameters.paper()
            .outer(outer)
            .inner(inner)
            .nu(Math.min(0.99, Math.pow(1e-4, 1.0 / outer)))
            .build();
    ComplexArray image =
        NetworkRun.image(
            problem, slow, PlanInput.of(data).afterLayer(steps), settings, Precision.DOUBLE);
    return problem.objective(image, data);
  }

  private void runVariants(LayerProgress steps) {
    ComplexArray zeroFilled = problem.zeroFilled(data);
    double other = otherNorm();
    List<Variant> list = new ArrayList<>();
    list.add(new Variant("no restarts", null, UnaryOperator.identity()));
    list.add(new Variant("start at A*y", b -> b, i -> i.startImage(zeroFilled)));
    list.add(
        new Variant("start in the wrong domain", b -> b, i -> i.startCoefficients(zeroFilled)));
    list.add(
        new Variant(
            "steps 1.25/‖A‖",
            b -> b.tau(LARGE_STEPS).sigma(LARGE_STEPS).unsafeSteps(true),
            UnaryOperator.identity()));
    list.add(new Variant("ε₀ of another image", b -> b.epsilon0(other), UnaryOperator.identity()));
    for (Variant variant : list) {
      variants.put(variant.name, history(variant, steps));
    }
  }

  private record Variant(
      String name,
      UnaryOperator<FirenetParameters.Builder> change,
      UnaryOperator<PlanInput> start) {}

  private History history(Variant variant, LayerProgress steps) {
    if (variant.change != null) {
      return run(problem, data, variant.change, variant.start, steps).history();
    }
    PlanInput input = PlanInput.of(NetworkRun.scaled(data, 1 / scale)).afterLayer(steps);
    PhantomProblem small = problem.withTruth(NetworkRun.scaled(problem.truth(), 1 / scale));
    History history =
        NetworkRun.of(
                small,
                FirenetParameters.paper().ergodic(OUTER * INNER).build(),
                input,
                settings,
                Precision.DOUBLE)
            .history();
    return new History(
        times(history.objective()),
        times(history.residual()),
        times(history.norm1()),
        history.error());
  }

  private double[] times(double[] values) {
    return java.util.Arrays.stream(values).map(v -> v * scale).toArray();
  }

  /** ‖y‖₂ of the Shepp–Logan phantom under the same samples. */
  private double otherNorm() {
    return problem
        .withTruth(ComplexArray.ofReal(SheppLogan.image(problem.truth().shape())))
        .data()
        .norm();
  }

  private void runSparse(LayerProgress steps) {
    PhantomProblem exact =
        problem.withTruth(PhantomProblem.sparse(problem.truth(), SPARSE_THRESHOLD));
    UnaryOperator<FirenetParameters.Builder> change =
        b -> b.outer(SPARSE_OUTER).inner(SPARSE_INNER).delta(0);
    UnaryOperator<PlanInput> start = UnaryOperator.identity();
    sparse.put("no noise", run(exact, exact.data(), change, start, steps).history());
    sparse.put(
        "noise 2 %",
        run(exact, exact.data(NOISE, settings.seed()), change, start, steps).history());
  }

  /** The problem. */
  PhantomProblem problem() {
    return problem;
  }

  /** The data. */
  ComplexArray data() {
    return data;
  }

  /** ‖y‖₂, the ε₀ of the network. */
  double scale() {
    return scale;
  }

  /** The network as defined. */
  NetworkRun network() {
    return network;
  }

  /** F after the ergodic iterations. */
  double ergodicObjective() {
    return ergodicObjective;
  }

  /** F after {@link #slowLayers} layers with restarts. */
  double restartedObjective() {
    return restartedObjective;
  }

  /** The smallest F of both. */
  double smallestObjective() {
    return Math.min(ergodicObjective, restartedObjective);
  }

  /** ε₀ of the variant that takes it from another image. */
  double otherEpsilon() {
    return otherNorm();
  }

  /** Histories of networks that differ in one thing, by what differs. */
  Map<String, History> variants() {
    return variants;
  }

  /** Histories for an exactly sparse image, without and with noise. */
  Map<String, History> sparse() {
    return sparse;
  }

  /** (F − F*)/‖y‖₂ of every layer; F* is {@link #smallestObjective}. */
  double[] gap(History history) {
    return gap(history, smallestObjective());
  }

  /** (F − F*)/‖y‖ after every layer, F* that of the ergodic iterations alone. */
  double[] gapToErgodic(History history) {
    return gap(history, ergodicObjective());
  }

  private double[] gap(History history, double least) {
    return java.util.Arrays.stream(history.objective()).map(v -> (v - least) / scale).toArray();
  }
}
