package org.firenet.cuda;

import java.nio.ByteBuffer;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.network.History;
import org.firenet.network.PlanInput;

/** Layers that are measured one by one; waits for each group of slices. */
final class MeasuredWork implements TransferSlot.Work {
  private final DevicePlan plan;
  private final DevicePlanDesign design;
  private final PlanInput input;
  private final List<History> histories;

  /** Histories, one for each slice of the run, are filled in. */
  MeasuredWork(DevicePlan plan, PlanInput input, List<History> histories) {
    this.plan = plan;
    this.design = plan.design();
    this.input = input;
    this.histories = histories;
  }

  @Override
  public void enqueue(
      DeviceStream stream,
      long kspace,
      long maps,
      long start,
      long images,
      SliceQueue.Slices slices) {
    int count = slices.count();
    if (maps != 0) {
      plan.maps(stream, maps, count, design.problem().maps().isPresent());
    }
    Device device = design.device();
    int layers = design.parameters().layers();
    long bytes = (long) layers * count * MeasuringSolver.MEASURES * Double.BYTES;
    try (Closing closing = new Closing()) {
      DeviceBuffer measures = closing.add(device.allocate(bytes, "measures"));
      HostBuffer host = closing.add(device.allocateHost(bytes, "measures"));
      MeasuringSolver solver = (MeasuringSolver) plan.solver();
      solver.truth(truth(device, slices, closing), input.comparesMagnitudes());
      plan.begin(stream, kspace, count);
      if (start == 0) {
        solver.startFromZero(stream, count);
      } else if (input.startImage().isPresent()) {
        solver.startFromImages(stream, start, count);
      } else {
        solver.startFromCoefficients(stream, start, count);
      }
      for (int layer = 0; layer < layers; layer++) {
        int block = layer / design.parameters().inner();
        int inner = layer % design.parameters().inner();
        solver.layer(stream, block, inner, count);
        solver.measure(stream, block, inner, count, measures.address() + bytes / layers * layer);
      }
      solver.images(stream, images, plan.statusAddress(), count);
      stream.copyToHost(measures.address(), host, 0, bytes);
      stream.synchronize();
      read(host, slices, layers);
    }
  }

  private long truth(Device device, SliceQueue.Slices slices, Closing closing) {
    if (input.truth().isEmpty()) {
      return 0;
    }
    ComplexArray all = input.truth().get();
    boolean batched = all.shape().rank() > design.problem().image().rank();
    ComplexArray truth =
        batched ? all.slices(slices.first(), slices.first() + slices.count()) : all;
    long bytes = (long) truth.count() * design.precision().bytesPerComplex();
    DeviceBuffer buffer = closing.add(device.allocate(bytes, "true images"));
    try (ConstantUpload upload = new ConstantUpload(device)) {
      upload.complex(buffer.address(), design.precision(), truth);
    }
    return buffer.address();
  }

  private void read(HostBuffer host, SliceQueue.Slices slices, int layers) {
    int size = MeasuringSolver.MEASURES * Double.BYTES;
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < slices.count(); i++) {
        ByteBuffer m = host.view(((long) layer * slices.count() + i) * size, size);
        double residual = Math.sqrt(m.getDouble());
        double norm1 = m.getDouble();
        double distance = m.getDouble();
        double norm = m.getDouble();
        double error = input.truth().isEmpty() ? Double.NaN : Math.sqrt(distance) / Math.sqrt(norm);
        histories
            .get(slices.first() + i)
            .set(layer, design.problem().lambda(), residual, norm1, error);
      }
    }
  }
}
