package org.firenet.readme;

// example: begin
import org.firenet.array.Precision;
import org.firenet.cuda.DevicePlan;
import org.firenet.cuda.DevicePlanDesign;
import org.firenet.cuda.Route;
import org.firenet.cuda.jcuda.JCudaDevice;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;

class ReadmeGpuExample implements AutoCloseable {
  private final JCudaDevice device = JCudaDevice.ofCurrentContext();
  private final DevicePlan plan;

  ReadmeGpuExample(Problem problem, int slices) {
    FirenetParameters parameters = FirenetParameters.defaults();
    plan =
        DevicePlanDesign.of(device, problem, parameters, Precision.SINGLE, slices, Route.AUTO)
            .create();
    plan.record(slices);
  }

  /** Puts a reconstruction into a stream; what follows there sees the images. Returns at once. */
  void enqueue(long stream, long kspace, long images, int slices) {
    plan.run(device.stream(stream), kspace, images, slices);
  }

  @Override
  public void close() {
    plan.close();
    device.close();
  }
}
// example: end
