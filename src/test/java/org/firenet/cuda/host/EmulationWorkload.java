package org.firenet.cuda.host;

import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;

/** The right kernels among those of the emulation's own tests. */
public final class EmulationWorkload implements Workload {
  private static final int THREADS = 200;
  private static final int BLOCKS = 7;

  @Override
  public void run(HostOptions options) {
    try (EmulationKernels kernels = new EmulationKernels(options);
        DeviceBuffer values = kernels.doubles(new double[BLOCKS * THREADS]);
        DeviceBuffer out = kernels.take((long) BLOCKS * THREADS * Double.BYTES)) {
      LaunchShape line = new LaunchShape(BLOCKS, 1, 1, THREADS, 1, THREADS * Float.BYTES);
      LaunchShape block = LaunchShape.of(1, THREADS);
      KernelArguments arguments = new KernelArguments();
      kernels.launch("reverse", line, arguments.address(values.address()).integer(1));
      kernels.launch(
          "reverse_static", line, arguments.clear().address(values.address()).integer(3));
      kernels.launch(
          "sums", block, arguments.clear().address(values.address()).address(out.address()));
      arguments.clear().address(values.address()).integer(BLOCKS * THREADS);
      kernels.launch("scales", block, arguments.address(out.address()));
      kernels.launch("shuffles", block, arguments.clear().address(out.address()).integer(8));
      kernels.launch("half_warps", LaunchShape.of(1, 32), arguments.clear().address(out.address()));
      kernels.stream().synchronize();
    }
  }
}
