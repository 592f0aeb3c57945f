package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Any size, one to three axes, Fourier, Walsh or a matrix, through library transforms and matrix
 * products.
 */
final class GenericDesign implements SolverDesign {
  private final GenericSize size;
  private final GenericTransforms transforms;
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
    size = new GenericSize(problem, parameters, precision, batch);
    transforms = new GenericTransforms(size);
    memory = new GenericMemory(size, transforms.workBytes(device));
  }

  @Override
  public String description() {
    return transforms.description();
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
    GenericSampling sampling = transforms.create(device, parts);
    try {
      return new GenericSolver(device, size, parts, sampling);
    } catch (RuntimeException e) {
      sampling.close();
      throw e;
    }
  }
}
