package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.OutputFile;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.DenseOperator;
import org.firenet.stability.certificate.Certificate;
import org.firenet.stability.certificate.CertifiedRun;
import org.firenet.stability.certificate.CoefficientLevels;
import org.firenet.stability.certificate.ErrorBound;
import org.firenet.stability.certificate.LocalSparsities;
import org.firenet.stability.certificate.NullSpaceBound;
import org.firenet.stability.certificate.NullSpaceBruteForce;
import org.firenet.stability.certificate.NullSpaceProperty;
import org.firenet.transform.WaveletLayout;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet certificate [IN]}. */
@Command(
    name = "certificate",
    sortOptions = false,
    description = {
      "Bounds the error of the network of the paper: constants, admissible lambda, layers, samples per"
          + " level.",
      "The bound rests on the null space property of the matrix with constants rho and gamma. Of a"
          + " small matrix they are proved. Of a scan they can only be assumed: the bound is then what"
          + " the theory would promise, not a promise."
    },
    footer = {
      "",
      "Examples:",
      "  firenet certificate --rho 0.5 --gamma 1.5 --sparsities 14,30,52,80 --target 1e-3",
      "  firenet certificate --matrix a.npy --level-sizes 4,12 --sparsities 1,1 --truth c.npy"
          + " --report bound.html",
      "  firenet certificate kspace.npy --maps maps.npy --truth image.npy --rho 0.5 --gamma 1.5"
          + " --report bound.html",
      "  firenet certificate --mask mask.npy --sparsities 14,30,52,80",
      "",
      "Errors are absolute, in the units of the data (without data: of their norm). A .run.json beside"
          + " the report holds all numbers."
    })
final class CertificateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IN",
      arity = "0..1",
      description = "K-space of one image, [ky, kx] or [coil, ky, kx]; data of --matrix.")
  private Path input;

  @ArgGroup(validate = false, heading = "%nThe certificate:%n")
  private CertificateNumbers numbers = new CertificateNumbers();

  @ArgGroup(validate = false, heading = "%nThe problem:%n")
  private CertificateProblem problem = new CertificateProblem();

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Write a report: bound and error, constants, assumptions, samples per level.")
  private Path report;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "auto (default), cuda, cpu, reference, cuda-generic; see firenet backends.")
  private String backend;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    UsageException.check(
        () -> {
          numbers.check();
          problem.check(input != null);
          BackendNames.check(backend);
          return true;
        });
    OutputRecord record = new OutputRecord(spec, report);
    if (report != null) {
      record.check(inputs(), List.of(report));
      OutputFile.check(report);
    }
    CertificateResult result = compute();
    result.outer = numbers.outer();
    result.target = numbers.target();
    CertificateOutput output = new CertificateOutput(result);
    if (report != null) {
      new CertificatePage(result, output, title(result)).report().write(report);
      record.write(inputs(), output.parameters(), output.facts());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(output.facts()));
    } else if (!common.quiet) {
      output.lines().forEach(out::println);
      if (report != null) {
        out.println("wrote       " + report);
      }
    }
    return ExitCode.OK;
  }

  private String title(CertificateResult result) {
    List<Path> files = inputs();
    String what = result.certificate.isPresent() ? "Certificate" : "Samples per level";
    return files.isEmpty() ? what : what + " of " + files.get(0).getFileName();
  }

  private List<Path> inputs() {
    List<Path> files = new ArrayList<>(problem.files());
    if (input != null) {
      files.add(0, input);
    }
    return files;
  }

  private CertificateResult compute() throws IOException {
    if (problem.hasMatrix()) {
      return ofMatrix();
    }
    return input != null ? ofScan() : ofNumbers();
  }

  private List<Integer> neededSparsities() {
    return numbers
        .sparsities()
        .orElseThrow(() -> new UsageException("sparsities: needed, one number a level", null));
  }

  private CertificateResult ofNumbers() throws IOException {
    CertificateResult result = new CertificateResult(numbers.local(neededSparsities()));
    if (numbers.property().isEmpty() && !problem.hasMask()) {
      throw new UsageException(
          "rho, gamma: needed, or --matrix to prove them, or --mask for the samples per level",
          null);
    }
    if (problem.hasMask()) {
      samples(result, problem.mask());
    }
    if (numbers.property().isPresent()) {
      Certificate certificate =
          UsageException.check(
              () -> numbers.certificate(result.sparsities, numbers.property().get(), 1));
      result.certificate = Optional.of(certificate);
      result.bound = Optional.of(bound(certificate, 1));
    }
    return result;
  }

  private CertificateResult ofMatrix() throws IOException {
    CertificateResult result = new CertificateResult(numbers.local(neededSparsities()));
    ComplexArray a = problem.matrix();
    CoefficientLevels levels = CoefficientLevels.ofSizes(problem.levelSizes(a.shape().extent(1)));
    NullSpaceBound bound = NullSpaceBruteForce.bound(a, levels, result.sparsities);
    result.nullSpace = Optional.of(bound);
    NullSpaceProperty property = numbers.property().orElseGet(bound::property);
    double norm = NullSpaceBruteForce.norm(a);
    Certificate certificate = numbers.certificate(result.sparsities, property, norm);
    if (certificate.norm() < norm) {
      throw new IllegalArgumentException(
          "norm: expected at least %.6g, that of the matrix, got %s"
              .formatted(norm, certificate.norm()));
    }
    Shape shape = Shape.of(levels.count());
    Problem.Builder builder = Problem.of(shape).sampling(Sampling.dense(a)).levels(0);
    Optional<ComplexArray> truth =
        problem.truth().map(given -> given.reshape(vector("truth", given, levels.count())));
    ComplexArray data = data(a, truth);
    finish(result, certificate, levels, builder, data, truth);
    return result;
  }

  /** The data of a matrix: IN, or without it what the truth gives. */
  private ComplexArray data(ComplexArray a, Optional<ComplexArray> truth) throws IOException {
    int rows = a.shape().extent(0);
    if (input != null) {
      ComplexArray given = Inputs.complex(input);
      return given.reshape(vector(input.toString(), given, rows));
    }
    return truth.map(c -> new DenseOperator(a, c.shape()).forward(c)).orElse(null);
  }

  private static Shape vector(String name, ComplexArray given, int count) {
    if (given.count() != count) {
      throw new IllegalArgumentException(
          "`%s`: expected %d numbers, got %s".formatted(name, count, given.shape()));
    }
    return Shape.of(count);
  }

  private CertificateResult ofScan() throws IOException {
    ComplexArray kspace = Inputs.complex(input);
    Problem.Builder builder;
    try {
      builder = problem.problem(kspace);
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
    Problem plain = builder.levels(0).weights(null).build();
    Optional<ComplexArray> truth = problem.truth();
    WaveletLayout layout = problem.layout(plain.image(), numbers.sparsities());
    List<Integer> counts =
        numbers.sparsities().isPresent() || truth.isEmpty()
            ? neededSparsities()
            : problem.count(truth.get(), layout);
    CertificateResult result = new CertificateResult(numbers.local(counts));
    Mask mask = plain.mask().orElseThrow();
    samples(result, mask);
    NullSpaceProperty property =
        numbers
            .property()
            .orElseThrow(
                () -> new UsageException("rho, gamma: needed, they can not be proved here", null));
    double norm = plain.maps().map(m -> new CoilOperator(m).norm()).orElseGet(plain::norm);
    Certificate certificate = numbers.certificate(result.sparsities, property, norm);
    CoefficientLevels levels = CoefficientLevels.of(layout, counts.size());
    finish(result, certificate, levels, builder.levels(layout.levels()), kspace, truth);
    return result;
  }

  private void samples(CertificateResult result, Mask mask) {
    CertificateProblem.SamplesPerLevel samples = problem.samples(mask, result.sparsities.counts());
    result.samples = samples.condition();
    result.noSamples = samples.reason();
  }

  /** The bound, and the run beside it if there is a truth. */
  private void finish(
      CertificateResult result,
      Certificate certificate,
      CoefficientLevels levels,
      Problem.Builder builder,
      ComplexArray data,
      Optional<ComplexArray> truth) {
    LocalSparsities local = result.sparsities;
    result.certificate = Optional.of(certificate);
    if (truth.isEmpty()) {
      result.bound = Optional.of(bound(certificate, data == null ? 1 : data.norm()));
      return;
    }
    Problem full = builder.lambda(certificate.lambda()).weights(null).build();
    full = builder.weights(levels.weights(full.layout().padded(), local)).build();
    CertifiedRun.Terms terms =
        CertifiedRun.Terms.of(certificate, levels, full, data, truth.get(), numbers.delta());
    result.terms = Optional.of(terms);
    result.bound = Optional.of(terms.bound());
    result.run =
        Optional.of(CertifiedRun.of(backend, full, data, truth.get(), terms, numbers.outer()));
  }

  private ErrorBound bound(Certificate certificate, double dataNorm) {
    return ErrorBound.of(certificate)
        .delta(numbers.delta())
        .epsilon0(numbers.epsilon0().orElse(dataNorm))
        .build();
  }
}
