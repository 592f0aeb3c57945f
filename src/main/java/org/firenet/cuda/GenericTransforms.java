package org.firenet.cuda;

import java.util.Arrays;
import java.util.List;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.TransformPlan;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Which transforms Φ of coil images the generic kernels use.
 *
 * @param size of the solver
 */
record GenericTransforms(GenericSize size) {
  /** Checks the sampling. */
  GenericTransforms {
    if (size.problem().sampling() instanceof Sampling.Custom custom) {
      throw new IllegalArgumentException(
          "sampling: expected Fourier, Walsh or a matrix, got " + custom);
    }
  }

  /** For people to read. */
  String description() {
    Problem problem = size.problem();
    String transform =
        problem.sampling() instanceof Sampling.Fourier
            ? "library Fourier transforms"
            : problem.sampling() instanceof Sampling.Walsh
                ? "Walsh kernels"
                : "library matrix products";
    return "generic, %s, %s x %d axis by axis"
        .formatted(transform, problem.wavelet(), problem.layout().levels());
  }

  /** Bytes of work memory that the transforms of a device need. */
  long workBytes(Device device) {
    if (!(size.problem().sampling() instanceof Sampling.Fourier)) {
      return 0;
    }
    try (TransformPlan plan = plan(device)) {
      return plan.workBytes();
    }
  }

  private TransformPlan plan(Device device) {
    List<Integer> extents = Arrays.stream(size.problem().image().extents()).boxed().toList();
    int grids = Math.multiplyExact(size.batch(), size.lines());
    return device.transform(extents, grids, size.precision());
  }

  /**
   * Makes the transforms.
   *
   * @param memory where grid, products, matrix and work memory are
   */
  GenericSampling create(Device device, GenericMemory memory) {
    long grid = memory.of(GenericPart.GRID);
    if (size.dense()) {
      return new DenseSampling(
          device.matrixProducts(), size.precision(), memory, size.values(), size.pixels());
    }
    if (size.problem().sampling() instanceof Sampling.Walsh) {
      return new WalshSampling(
          KernelFamily.load(device, "generic", size.precision()).kernel("hadamard"),
          grid,
          size.lines(),
          size.pixels());
    }
    TransformPlan plan = plan(device);
    try {
      if (plan.workBytes() > 0) {
        plan.useWork(memory.of(GenericPart.TRANSFORM));
      }
    } catch (RuntimeException e) {
      plan.close();
      throw e;
    }
    return new FourierSampling(plan, grid, size.pixels());
  }
}
