package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;

/**
 * The dual half of a layer at the sampled points,
 *
 * <pre>
 *   d ← min(1, 1/‖d‖) d + σ (A x̄ − α y),
 * </pre>
 *
 * <p>and the data. d is stored before it is projected onto the ball.
 */
final class GenericDual {
  private final GenericSize size;
  private final GenericMemory memory;
  private final Kernel gather;
  private final Kernel step;
  private final Kernel scatter;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels. */
  GenericDual(Device device, GenericSize size, GenericMemory memory) {
    this.size = size;
    this.memory = memory;
    KernelModule module = KernelFamily.load(device, "generic", size.precision());
    gather = module.kernel("gather_data");
    step = module.kernel("dual_step");
    scatter = module.kernel("scatter_dual");
  }

  /**
   * Address of the partial sums of |d|² after a layer; for layer −1 of a block 0: there is no d.
   */
  long sums(int inner) {
    if (inner < 0) {
      return 0;
    }
    long half = (long) Double.BYTES * size.batch() * size.dualSums();
    return memory.of(GenericPart.DUAL_SUMS) + inner % 2 * half;
  }

  /**
   * Takes the samples out of data; leaves {@code dataSums} partial sums of |y|² at {@code sums(0)}.
   */
  void gather(DeviceStream stream, long kspace, int slices) {
    arguments
        .clear()
        .address(kspace)
        .address(memory.of(GenericPart.SOURCES))
        .address(memory.of(GenericPart.PHASES))
        .address(memory.of(GenericPart.DATA))
        .address(sums(0))
        .integer64(size.values())
        .integer64(size.samples())
        .integer(size.lines())
        .integer(slices);
    stream.launch(gather, PointLaunch.sums(size.samples(), slices), arguments);
  }

  /** Enqueues the step; the values get d where there are samples, 0 elsewhere. */
  void step(DeviceStream stream, int block, int inner, int slices, GenericSampling sampling) {
    arguments
        .clear()
        .address(sampling.values())
        .address(memory.of(GenericPart.DATA))
        .address(memory.of(GenericPart.DUAL));
    samples();
    arguments
        .address(memory.of(GenericPart.SCHEDULE))
        .integer(NetworkKernels.entries(size.parameters()))
        .integer(NetworkKernels.alpha(block))
        .address(sums(inner - 1))
        .address(sums(inner))
        .real(sampling.norm())
        .real(size.parameters().sigma().orElseThrow())
        .integer(slices);
    stream.launch(step, PointLaunch.sums(size.values(), slices), arguments);
  }

  /** Puts d into the values again. */
  void scatter(DeviceStream stream, int slices, GenericSampling sampling) {
    arguments.clear().address(memory.of(GenericPart.DUAL)).address(sampling.values());
    samples();
    arguments.integer(slices);
    stream.launch(scatter, PointLaunch.of(size.values(), slices), arguments);
  }

  private void samples() {
    arguments
        .address(memory.of(GenericPart.TABLE))
        .integer64(size.values())
        .integer64(size.samples())
        .integer(size.lines());
  }
}
