package org.firenet.cuda;

import java.util.Arrays;
import java.util.List;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.TransformPlan;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Any size, one to three axes, Fourier, Walsh or a matrix, through library transforms and matrix
 * products.
 */
final class GenericDesign implements SolverDesign {
  private final GenericSize size;
  private final GenericMemory memory;

  /**
   * Plans the memory.
   *
   * @param device asked for the work memory of its transforms
   * @param parameters resolved
   * @param batch most images at a time
   * @throws IllegalArgumentException if the sampling is an operator of the caller's
   */
  GenericDesign(
      Device device,
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      int batch) {
    if (problem.sampling() instanceof Sampling.Custom custom) {
      throw new IllegalArgumentException(
          "sampling: expected Fourier, Walsh or a matrix, got " + custom);
    }
    size = new GenericSize(problem, parameters, precision, batch);
    long work = 0;
    if (problem.sampling() instanceof Sampling.Fourier) {
      try (TransformPlan plan = transform(device)) {
        work = plan.workBytes();
      }
    }
    memory = new GenericMemory(size, work);
  }

  private TransformPlan transform(Device device) {
    List<Integer> extents = Arrays.stream(size.problem().image().extents()).boxed().toList();
    int grids = Math.multiplyExact(size.batch(), size.lines());
    return device.transform(extents, grids, size.precision());
  }

  @Override
  public String description() {
    Sampling sampling = size.problem().sampling();
    String transform =
        sampling instanceof Sampling.Fourier
            ? "library Fourier transforms"
            : sampling instanceof Sampling.Walsh ? "Walsh kernels" : "library matrix products";
    return "generic, %s, %s x %d axis by axis"
        .formatted(transform, size.problem().wavelet(), size.problem().layout().levels());
  }

  @Override
  public Workspace workspace() {
    return memory.workspace();
  }

  @Override
  public double bytesPerLayer() {
    return new GenericTraffic(size).bytesPerLayer();
  }

  @Override
  public long launches() {
    FirenetParameters parameters = size.parameters();
    int calls = 1;
    if (size.problem().sampling() instanceof Sampling.Walsh) {
      calls = WalshSampling.launches(size.pixels());
    }
    long layers = (long) parameters.outer() * (parameters.inner() - 1);
    return layers * (2L * calls + 1)
        + parameters.layers() * primalLaunches(parameters, size.problem());
  }

  /** Kernels of the primal step of a layer. */
  static long primalLaunches(FirenetParameters parameters, Problem problem) {
    int passes = problem.layout().levels() * problem.image().rank();
    int wavelet = passes == 0 ? 1 : 2 * passes;
    return parameters.shifts().perLayer() * (2L + wavelet);
  }

  @Override
  public MeasuringSolver bind(Device device, long address) {
    GenericMemory parts = memory.at(address);
    new GenericConstants(size, parts).upload(device);
    GenericSampling sampling = sampling(device, parts);
    try {
      return new GenericSolver(device, size, parts, sampling);
    } catch (RuntimeException e) {
      sampling.close();
      throw e;
    }
  }

  private GenericSampling sampling(Device device, GenericMemory parts) {
    long grid = parts.of(GenericPart.GRID);
    if (size.dense()) {
      return new DenseSampling(
          device.matrixProducts(), size.precision(), parts, size.values(), size.pixels());
    }
    if (size.problem().sampling() instanceof Sampling.Walsh) {
      return new WalshSampling(
          KernelFamily.load(device, "generic", size.precision()).kernel("hadamard"),
          grid,
          size.lines(),
          size.pixels());
    }
    TransformPlan plan = transform(device);
    if (plan.workBytes() > 0) {
      plan.useWork(parts.of(GenericPart.TRANSFORM));
    }
    return new FourierSampling(plan, grid, size.pixels());
  }
}
