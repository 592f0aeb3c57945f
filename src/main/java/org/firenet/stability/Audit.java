package org.firenet.stability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.mri.CgSense;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Measures how far an image of a network can be trusted: its local Lipschitz constant, worst-case
 * perturbations, the noise of each pixel, convergence, whether details come back, and whether more
 * samples help. All of it is measured on the data at hand; attacks and power iteration approach the
 * worst case from below.
 */
public final class Audit {
  /** Restarts beyond those of the network that tell where it leads. */
  private static final int MORE_RESTARTS = 2;

  private static final int LEAST_RESTARTS = 4;
  private static final int MOST_RESTARTS = 12;

  /** A change of the constant that ends the power iteration. */
  private static final double TOLERANCE = 0.003;

  private static final int SENSE_ITERATIONS = 10;
  private static final int SENSE_POWER_ITERATIONS = 6;

  private final Problem problem;
  private final FirenetParameters network;
  private final AuditParameters parameters;
  private final String backend;
  private final PlanOptions options;
  private Consumer<AuditCost> told = cost -> {};
  private Report progress = (step, done, total) -> {};

  /** Told how far the audit is. */
  @FunctionalInterface
  public interface Report {
    /** Some units of a step are done. */
    void step(String name, long done, long total);
  }

  /**
   * An audit.
   *
   * @param problem what is solved
   * @param network parameters of the network
   * @param backend its name, or {@code auto}
   * @param options precision and threads
   */
  public Audit(
      Problem problem,
      FirenetParameters network,
      String backend,
      PlanOptions options,
      AuditParameters parameters) {
    this.problem = problem;
    this.network = network;
    this.backend = backend;
    this.options = options;
    this.parameters = parameters;
  }

  /** Sets who is told the cost before the work begins. */
  public Audit costTo(Consumer<AuditCost> value) {
    told = value;
    return this;
  }

  /** Sets who is told how far it is. */
  public Audit progress(Report value) {
    progress = value;
    return this;
  }

  /** The work of an audit with some parameters; no seconds yet. */
  private AuditCost work(long memory) {
    int ascents = 1 + parameters.attackRestarts();
    int levels = parameters.attackLevels().size();
    int steps = levels * ascents * parameters.attackSteps();
    int blocks = blocks();
    int convergence = network.restarts() ? (blocks * (blocks + 1) / 2 + last()) : 0;
    int scaled = (int) Math.ceil((double) convergence / network.outer());
    int solves =
        2
            + levels * (ascents + 1)
            + parameters.noiseRepetitions()
            + scaled
            + parameters.detailSizes().size() * parameters.detailContrasts().size()
            + parameters.sampleShares().size();
    int products = 2 * parameters.powerIterations() - 1 + steps;
    return new AuditCost(solves, 1 + steps, products, 0, memory);
  }

  /** Restarts after which the distance to the limit is looked at. */
  private int blocks() {
    double toFloor = Math.log(Convergence.FLOOR) / Math.log(network.nu());
    int wanted = Math.max(network.outer(), (int) Math.ceil(toFloor) - 1);
    return Math.min(Math.max(network.outer(), MOST_RESTARTS), Math.max(LEAST_RESTARTS, wanted));
  }

  private int last() {
    return blocks() + MORE_RESTARTS;
  }

  /**
   * Audits one image.
   *
   * @param kspace y, shape {@link Problem#data}. Not modified.
   * @param maps {@code [coil, y, x]} where the problem has none of its own, or null
   * @param truth true image {@code [y, x]}, or null
   * @throws IllegalArgumentException if shapes do not fit or the image is zero
   */
  public AuditResult run(ComplexArray kspace, ComplexArray maps, ComplexArray truth) {
    long begin = System.nanoTime();
    Encoding encoding = Encoding.of(problem, maps);
    try (NetworkReconstruction method = reconstruction(maps)) {
      ComplexArray image = method.reconstruct(kspace);
      if (image.norm() == 0) {
        throw new IllegalArgumentException("kspace: the image is zero, there is nothing to audit");
      }
      AuditCost cost = forecast(method, encoding, kspace);
      told.accept(cost);
      ComplexArray predicted = encoding.operator().forward(image);
      double dataNorm = encoding.sampled(kspace).norm();
      double residual = Vectors.difference(predicted, encoding.sampled(kspace)).norm() / dataNorm;
      double level = parameters.noiseLevel().orElse(Math.max(residual, 1e-6));
      Sensitivity sensitivity =
          Sensitivity.of(
              method,
              encoding,
              parameters.powerIterations(),
              TOLERANCE,
              parameters.seed(),
              step("worst direction", parameters.powerIterations()));
      NoiseAmplification noise =
          NoiseAmplification.of(
              method,
              encoding,
              kspace,
              image,
              level,
              parameters.noiseRepetitions(),
              parameters.seed(),
              step("noise", parameters.noiseRepetitions()));
      List<AuditResult.Attack> attacks = attacks(method, encoding, kspace, sensitivity);
      DetailTest detail =
          DetailTest.of(
              method,
              encoding,
              kspace,
              image,
              noise.deviation(dataNorm, encoding),
              parameters.detailSizes(),
              parameters.detailContrasts(),
              step(
                  "details",
                  parameters.detailSizes().size() * parameters.detailContrasts().size()));
      Optional<Convergence> convergence =
          network.restarts() ? Optional.of(convergence(kspace, maps)) : Optional.empty();
      Optional<MoreSamplesTest> samples =
          problem.mask().map(mask -> moreSamples(mask, image, maps, level));
      OptionalDouble error =
          truth == null
              ? OptionalDouble.empty()
              : OptionalDouble.of(Vectors.difference(image, truth).norm() / truth.norm());
      List<AuditResult.Finding> findings = new ArrayList<>();
      findings.add(AuditFindings.sensitivity(sensitivity, noise.average(), attacks));
      attacks.forEach(attack -> findings.add(AuditFindings.attack(attack, noise.average())));
      findings.add(AuditFindings.detail(detail));
      convergence.ifPresent(c -> findings.add(AuditFindings.convergence(c)));
      samples.ifPresent(s -> findings.add(AuditFindings.moreSamples(s)));
      return new AuditResult(
          image,
          residual,
          sensitivity,
          senseSensitivity(encoding, kspace),
          attacks,
          noise,
          convergence,
          detail,
          samples,
          error,
          AuditFindings.sorted(findings),
          cost,
          (System.nanoTime() - begin) / 1e9,
          parameters);
    }
  }

  private IntConsumer step(String name, int total) {
    return done -> progress.step(name, done, total);
  }

  private NetworkReconstruction reconstruction(ComplexArray maps) {
    return NetworkReconstruction.of(problem, network)
        .backend(backend)
        .options(options)
        .maps(maps)
        .build();
  }

  /** Times one of each, after one that lets code be compiled. */
  private AuditCost forecast(NetworkReconstruction method, Encoding encoding, ComplexArray kspace) {
    AuditCost work = work(method.derivative().memoryBytes());
    ComplexArray noise = encoding.sampled(kspace);
    method.linearise(kspace);
    long begin = System.nanoTime();
    method.reconstruct(kspace);
    double solve = seconds(begin);
    begin = System.nanoTime();
    method.linearise(kspace);
    double linearise = seconds(begin);
    begin = System.nanoTime();
    method.jvp(noise);
    double product = seconds(begin);
    return new AuditCost(
        work.solves(),
        work.linearisations(),
        work.products(),
        work.solves() * solve + work.linearisations() * linearise + work.products() * product,
        work.memoryBytes());
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private List<AuditResult.Attack> attacks(
      DifferentiableReconstruction method,
      Encoding encoding,
      ComplexArray kspace,
      Sensitivity sensitivity) {
    List<AuditResult.Attack> attacks = new ArrayList<>();
    int ascents = 1 + parameters.attackRestarts();
    int each = ascents * parameters.attackSteps();
    int total = each * parameters.attackLevels().size();
    for (double level : parameters.attackLevels()) {
      int before = attacks.size() * each;
      AttackParameters attack =
          AttackParameters.ofData(level)
              .withIterations(parameters.attackSteps())
              .withRestarts(ascents)
              .withSeed(parameters.seed());
      AttackResult result =
          new WorstCaseAttack(method, encoding, attack)
              .firstStart(sensitivity.direction())
              .afterStep(done -> progress.step("attacks", before + done, total))
              .run(kspace);
      attacks.add(new AuditResult.Attack(level, result));
    }
    return List.copyOf(attacks);
  }

  private OptionalDouble senseSensitivity(Encoding encoding, ComplexArray kspace) {
    if (problem.coils() == 0) {
      return OptionalDouble.empty();
    }
    CgSense.Parameters few = CgSense.Parameters.defaults().withIterations(SENSE_ITERATIONS);
    try (SenseReconstruction sense = new SenseReconstruction(encoding.operator(), few)) {
      sense.linearise(encoding.sampled(kspace));
      return OptionalDouble.of(
          Sensitivity.of(
                  sense,
                  encoding,
                  SENSE_POWER_ITERATIONS,
                  TOLERANCE,
                  parameters.seed(),
                  step("comparison with CG-SENSE", SENSE_POWER_ITERATIONS))
              .value());
    }
  }

  /** Images of 1, 2, … restarts against that of a few more. */
  private Convergence convergence(ComplexArray kspace, ComplexArray maps) {
    int blocks = blocks();
    List<ComplexArray> images = new ArrayList<>();
    for (int n = 1; n <= blocks; n++) {
      images.add(afterRestarts(n, kspace, maps));
      progress.step("convergence", n, blocks + 1);
    }
    ComplexArray limit = afterRestarts(last(), kspace, maps);
    progress.step("convergence", blocks + 1, blocks + 1);
    List<Double> distance = new ArrayList<>();
    for (ComplexArray image : images) {
      distance.add(Vectors.difference(image, limit).norm() / limit.norm());
    }
    return Convergence.of(distance, network.nu(), network.outer());
  }

  private ComplexArray afterRestarts(int outer, ComplexArray kspace, ComplexArray maps) {
    FirenetParameters.Builder builder =
        FirenetParameters.builder()
            .outer(outer)
            .inner(network.inner())
            .nu(network.nu())
            .shifts(network.shifts())
            .unsafeSteps(network.unsafeSteps());
    network.delta().ifPresent(builder::delta);
    network.epsilon0().ifPresent(builder::epsilon0);
    network.norm().ifPresent(builder::norm);
    network.tau().ifPresent(builder::tau);
    network.sigma().ifPresent(builder::sigma);
    return solve(problem, builder.build(), kspace, maps);
  }

  private ComplexArray solve(
      Problem of, FirenetParameters with, ComplexArray kspace, ComplexArray maps) {
    try (Plan plan = Backends.plan(backend, of, with, options)) {
      PlanInput input = PlanInput.of(kspace);
      return plan.run(maps == null ? input : input.maps(maps));
    }
  }

  private MoreSamplesTest moreSamples(
      Mask mask, ComplexArray image, ComplexArray maps, double level) {
    boolean centred = problem.sampling() instanceof Sampling.Fourier;
    List<Double> shares = parameters.sampleShares().stream().sorted().toList();
    List<Mask> masks = MoreSamplesTest.masks(mask, centred, shares, parameters.seed());
    List<MoreSamplesTest.Row> rows = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      Mask some = masks.get(i);
      boolean known = rows.stream().anyMatch(row -> row.fraction() == some.fraction());
      if (some.samples() > 0 && !known) {
        double error = errorWith(some, mask, image, maps, level);
        double share = (double) some.samples() / mask.samples();
        rows.add(new MoreSamplesTest.Row(share, some.fraction(), error));
      }
      progress.step("more samples", i + 1, masks.size());
    }
    return new MoreSamplesTest(List.copyOf(rows));
  }

  /** The image, measured with a mask and the noise of the scan, and reconstructed. */
  private double errorWith(
      Mask some, Mask mask, ComplexArray image, ComplexArray maps, double level) {
    Problem other = withMask(some);
    Encoding own = Encoding.of(withMask(mask), maps);
    Encoding encoding = Encoding.of(other, maps);
    ComplexArray clean = encoding.operator().forward(image);
    ComplexArray noise =
        encoding.sampled(Vectors.gaussian(new SplittableRandom(parameters.seed()), problem.data()));
    double ofSample = level * own.operator().forward(image).norm() / Math.sqrt(2.0 * own.samples());
    ComplexArray data = Vectors.sum(clean, ofSample, noise);
    ComplexArray again = solve(other, network, data, maps);
    return Vectors.difference(again, image).norm() / image.norm();
  }

  private Problem withMask(Mask mask) {
    Problem.Builder builder =
        Problem.of(problem.image())
            .sampling(problem.sampling())
            .mask(mask)
            .coils(problem.coils())
            .wavelet(problem.wavelet().name())
            .levels(problem.layout().levels())
            .weights(problem.weights().orElse(null))
            .lambda(problem.lambda());
    problem.maps().ifPresent(builder::maps);
    return builder.build();
  }
}
