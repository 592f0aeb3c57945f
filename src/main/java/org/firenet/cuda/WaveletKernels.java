package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.network.Problem;
import org.firenet.transform.WaveletLayout;

/**
 * Ψ and Ψ* of padded images, axis by axis: {@code wavelet.cu}. Images go to and fro between two
 * buffers; the details of level l are in the first one if l times the number of axes is even.
 */
final class WaveletKernels {
  private static final int AXES = 3;

  private final Kernel analyse;
  private final Kernel synthesise;
  private final Kernel threshold;
  private final WaveletLayout layout;
  private final int taps;
  private final long filters;
  private final long weights;
  private final long first;
  private final long second;
  private final int[] padded;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels; filters, weights and both buffers are in the memory of the solver. */
  WaveletKernels(Device device, Precision precision, Problem problem, GenericMemory memory) {
    KernelModule module = KernelFamily.load(device, "wavelet", precision);
    analyse = module.kernel("analyse");
    synthesise = module.kernel("synthesise");
    threshold = module.kernel("threshold");
    layout = problem.layout();
    taps = problem.wavelet().length();
    filters = memory.of(GenericPart.FILTERS);
    weights = memory.of(GenericPart.WEIGHTS);
    first = memory.of(GenericPart.FIRST);
    second = memory.of(GenericPart.SECOND);
    padded = GridExtents.of(layout.padded());
  }

  private int firstAxis() {
    return AXES - layout.padded().rank();
  }

  /**
   * The transform of what is in the first buffer.
   *
   * @param limit coefficients are thresholded by limit · w; negative to leave them
   */
  void analyse(DeviceStream stream, double limit, int slices) {
    if (layout.levels() == 0 && limit >= 0) {
      arguments.clear().address(first).address(weights).real(limit).integer(slices);
      arguments.integer64(layout.padded().count());
      stream.launch(threshold, PointLaunch.of(layout.padded().count(), slices), arguments);
    }
    boolean swapped = false;
    for (int level = 1; level <= layout.levels(); level++) {
      for (int axis = AXES - 1; axis >= firstAxis(); axis--) {
        boolean last = axis == firstAxis();
        begin(swapped);
        arguments.address(weights).real(last ? limit : -1);
        arguments.integer(level == layout.levels() ? 1 : 0);
        launch(stream, analyse, level, axis, slices);
        swapped = !swapped;
      }
    }
  }

  /** Back to an image in the first buffer. */
  void synthesise(DeviceStream stream, int slices) {
    boolean swapped = layout.levels() * layout.padded().rank() % 2 == 1;
    for (int level = layout.levels(); level >= 1; level--) {
      for (int axis = firstAxis(); axis < AXES; axis++) {
        begin(swapped);
        launch(stream, synthesise, level, axis, slices);
        swapped = !swapped;
      }
    }
  }

  private void begin(boolean swapped) {
    arguments.clear().address(swapped ? second : first).address(swapped ? first : second);
    arguments.address(filters).integer(taps);
  }

  private void launch(DeviceStream stream, Kernel kernel, int level, int axis, int slices) {
    arguments.integer(slices).integer64(layout.padded().count()).integer(axis);
    long points = 1;
    for (int extent : padded) {
      int block = Math.max(1, extent >> (level - 1));
      arguments.integer(block);
      points *= block;
    }
    arguments.integer(padded[1]).integer(padded[2]);
    stream.launch(kernel, PointLaunch.of(points / 2, slices), arguments);
  }
}
