package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.transform.WaveletLayout;

/** Measures of the mean of the layers of a block: {@code measures.cu}. Overwrites the grid. */
final class GenericMeasures {
  private static final int THREADS = 128;
  private static final int RESIDUAL = 0;
  private static final int NORM = 1;
  private static final int DIFFERENCE = 2;
  private static final int TRUTH = 3;

  private final GenericSize size;
  private final GenericMemory memory;
  private final WaveletKernels wavelet;
  private final Kernel load;
  private final Kernel expand;
  private final Kernel residual;
  private final Kernel norm;
  private final Kernel distance;
  private final Kernel measures;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels. */
  GenericMeasures(Device device, GenericSize size, GenericMemory memory, WaveletKernels wavelet) {
    this.size = size;
    this.memory = memory;
    this.wavelet = wavelet;
    KernelModule module = KernelFamily.load(device, "measures", size.precision());
    load = module.kernel("mean_load");
    expand = module.kernel("mean_expand");
    residual = module.kernel("residual");
    norm = module.kernel("weighted_norm");
    distance = module.kernel("distance");
    measures = module.kernel("measures");
  }

  private long sums(int measure) {
    long one = (long) Double.BYTES * size.batch() * size.measureSums();
    return memory.of(GenericPart.MEASURE_SUMS) + measure * one;
  }

  /** Partial sums of ‖A z − y‖². */
  void residual(
      DeviceStream stream,
      int block,
      int inner,
      int slices,
      CoilSensitivities maps,
      GenericSampling sampling) {
    mean(block, inner);
    maps.add(arguments);
    arguments.address(memory.of(GenericPart.GRID)).integer(slices);
    GridExtents.add(layout(), arguments);
    stream.launch(expand, PointLaunch.of(size.padded(), slices), arguments);
    sampling.forward(stream, slices);
    arguments
        .clear()
        .address(sampling.values())
        .address(memory.of(GenericPart.DATA))
        .address(memory.of(GenericPart.TABLE))
        .integer64(size.values())
        .integer64(size.samples())
        .integer(size.lines())
        .real(sampling.norm())
        .address(sums(RESIDUAL))
        .integer(slices);
    stream.launch(residual, PointLaunch.sums(size.values(), slices), arguments);
  }

  /** Partial sums of one of the norms ‖Ψ_k z‖_{1,w}, on top of those of the shifts before. */
  void norm(DeviceStream stream, int block, int inner, int slices, int number, int[] roll) {
    mean(block, inner);
    arguments.address(memory.of(GenericPart.FIRST)).integer(slices);
    GridExtents.add(GridExtents.of(layout().padded()), arguments);
    GridExtents.add(roll, arguments);
    stream.launch(load, PointLaunch.of(size.padded(), slices), arguments);
    wavelet.analyse(stream, -1, slices);
    arguments
        .clear()
        .address(memory.of(GenericPart.FIRST))
        .address(memory.of(GenericPart.SECOND))
        .address(memory.of(GenericPart.WEIGHTS))
        .address(sums(NORM))
        .integer(number)
        .integer(layout().levels())
        .integer(layout().padded().rank())
        .integer(slices);
    GridExtents.add(GridExtents.of(layout().padded()), arguments);
    stream.launch(norm, PointLaunch.sums(size.padded(), slices), arguments);
  }

  /** Partial sums of ‖crop z − truth‖², or of the difference of magnitudes, and ‖truth‖². */
  void distance(
      DeviceStream stream, int block, int inner, int slices, long truth, boolean magnitudes) {
    mean(block, inner);
    arguments
        .address(truth)
        .integer(magnitudes ? 1 : 0)
        .address(sums(DIFFERENCE))
        .address(sums(TRUTH))
        .integer(slices);
    GridExtents.add(layout(), arguments);
    stream.launch(distance, PointLaunch.sums(size.padded(), slices), arguments);
  }

  /** Adds up the partial sums into {@code double [image, 4]}. */
  void finish(DeviceStream stream, int slices, boolean truth, long to) {
    arguments
        .clear()
        .address(sums(RESIDUAL))
        .integer(size.dualSums())
        .address(sums(NORM))
        .integer(PointLaunch.sumsOf(size.padded()))
        .integer(size.parameters().shifts().perLayer())
        .address(truth ? sums(DIFFERENCE) : 0)
        .address(truth ? sums(TRUTH) : 0)
        .address(to);
    stream.launch(measures, LaunchShape.of(slices, THREADS), arguments);
  }

  private void mean(int block, int inner) {
    arguments
        .clear()
        .address(memory.of(GenericPart.SUM))
        .address(memory.of(GenericPart.SCHEDULE))
        .integer(NetworkKernels.entries(size.parameters()))
        .integer(NetworkKernels.alpha(block))
        .integer(inner + 1);
  }

  private WaveletLayout layout() {
    return size.problem().layout();
  }
}
