package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;

/** Linear algebra on vectors: {@code derivative.cu}. For one thread at a time. */
final class VectorKernels {
  private final DeviceStream stream;
  private final VectorTransfer transfer;
  private final long sums;
  private final Kernel scale;
  private final Kernel add;
  private final Kernel inner;
  private final KernelArguments arguments = new KernelArguments();

  /**
   * Takes the kernels.
   *
   * @param derivative the family
   * @param sums address of room for partial sums
   */
  VectorKernels(KernelModule derivative, DeviceStream stream, VectorTransfer transfer, long sums) {
    this.stream = stream;
    this.transfer = transfer;
    this.sums = sums;
    scale = derivative.kernel("scale_vector");
    add = derivative.kernel("add_vector");
    inner = derivative.kernel("inner_product");
  }

  /** {@code v ← factor · v}. */
  void scale(double factor, DeviceVector v) {
    arguments.clear().address(v.address()).real(factor).integer64(v.count());
    stream.launch(scale, PointLaunch.of(v.count(), 1), arguments);
  }

  /** {@code to ← to + factor · from}. */
  void add(double factor, DeviceVector from, DeviceVector to) {
    arguments.clear().address(to.address()).address(from.address());
    arguments.real(factor).integer64(to.count());
    stream.launch(add, PointLaunch.of(to.count(), 1), arguments);
  }

  /**
   * ⟨a, b⟩, summed in double in a fixed order. Waits for the device: it is wanted on the host, once
   * a layer for ‖d‖₂ and once for the derivative of a projection that is not the identity, so small
   * images wait for that more than for their kernels.
   */
  double inner(DeviceVector a, DeviceVector b) {
    arguments.clear().address(a.address()).address(b.address());
    arguments.integer64(a.count()).address(sums);
    stream.launch(inner, PointLaunch.sums(a.count(), 1), arguments);
    return transfer.sum(sums, PointLaunch.sumsOf(a.count()));
  }
}
