package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUgraphNode;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.DevicePlan;
import org.firenet.cuda.DevicePlanDesign;
import org.firenet.cuda.Route;
import org.firenet.cuda.jcuda.JCudaDevice;
import org.firenet.cuda.jcuda.JCudaDevices;
import org.firenet.cuda.jcuda.JCudaStream;
import org.firenet.network.FirenetParameters;

/**
 * FIRENET inside another program: in that program's context, stream and memory, first directly,
 * then captured into a graph of that program together with a step of its own that uses the images.
 */
final class CallerContext {
  private static final int LOG_BYTES = 4096;

  private final GpuCase what;
  private final ComplexArray expected;
  private final double tolerance;
  private final float[] images;

  /**
   * Prepares.
   *
   * @param expected the image of the default parameters by another backend
   */
  CallerContext(GpuCase what, ComplexArray expected, double tolerance) {
    this.what = what;
    this.expected = expected;
    this.tolerance = tolerance;
    images = new float[2 * what.problem().image().count()];
  }

  /**
   * Runs.
   *
   * @param primary in the primary context, which libraries over the CUDA runtime share; else in one
   *     of its own
   * @param recorded whether the plan has recorded its layers before it is captured
   * @return a row of the report
   */
  Map<String, Object> check(boolean primary, Route route, boolean recorded) {
    if (JCudaDevices.instance().unavailable().isPresent()) {
      throw new IllegalStateException(JCudaDevices.instance().unavailable().get());
    }
    CUdevice handle = new CUdevice();
    DriverStatus.check("cuDeviceGet", JCudaDriver.cuDeviceGet(handle, 0));
    CUcontext context = new CUcontext();
    if (primary) {
      int status = JCudaDriver.cuDevicePrimaryCtxRetain(context, handle);
      DriverStatus.check("cuDevicePrimaryCtxRetain", status);
      DriverStatus.check("cuCtxPushCurrent", JCudaDriver.cuCtxPushCurrent(context));
    } else {
      DriverStatus.check("cuCtxCreate", JCudaDriver.cuCtxCreate(context, 0, handle));
    }
    try {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("context", primary ? "primary" : "of the caller");
      row.put("case", what.name());
      row.put("recorded", recorded);
      embedded(route, recorded, row);
      return row;
    } finally {
      if (primary) {
        JCudaDriver.cuCtxPopCurrent(new CUcontext());
        JCudaDriver.cuDevicePrimaryCtxRelease(handle);
      } else {
        JCudaDriver.cuCtxDestroy(context);
      }
    }
  }

  private void embedded(Route route, boolean recorded, Map<String, Object> row) {
    CUstream stream = new CUstream();
    DriverStatus.check("cuStreamCreate", JCudaDriver.cuStreamCreate(stream, 0));
    try (JCudaDevice device = JCudaDevice.ofCurrentContext()) {
      DevicePlanDesign design =
          DevicePlanDesign.of(
              device, what.problem(), FirenetParameters.defaults(), Precision.SINGLE, 1, route);
      row.put("description", design.description());
      row.put("workspace_bytes", design.workspaceBytes());
      long number = Precision.SINGLE.bytesPerComplex();
      try (CallerMemory kspace = new CallerMemory(number * what.kspace().count());
          CallerMemory result = new CallerMemory(number * what.problem().image().count());
          CallerMemory used = new CallerMemory(number * what.problem().image().count());
          CallerMemory workspace = new CallerMemory(design.workspaceBytes());
          DevicePlan plan = design.create(workspace.address());
          JCudaStream ours = device.stream(stream)) {
        kspace.write(what.kspace().floats());
        result.spoil();
        if (recorded) {
          plan.record(1);
        }
        plan.run(ours, kspace.address(), result.address(), 1);
        synchronize(stream);
        ComplexArray direct = read(result);
        double difference = Difference.relative(direct, expected);
        row.put("relative_difference", Timing.rounded(difference));
        CUgraphExec graph = captured(stream, plan, ours, kspace, result, used);
        result.spoil();
        used.spoil();
        DriverStatus.check("cuGraphLaunch", JCudaDriver.cuGraphLaunch(graph, stream));
        synchronize(stream);
        boolean same = Difference.sameBits(direct, read(used));
        JCudaDriver.cuGraphExecDestroy(graph);
        row.put("same_bits_from_the_callers_graph", same);
        row.put("passed", same && difference <= tolerance);
      }
    } finally {
      JCudaDriver.cuStreamDestroy(stream);
    }
  }

  /** The plan and a copy of its result, as a graph of the caller. */
  private CUgraphExec captured(
      CUstream stream,
      DevicePlan plan,
      JCudaStream ours,
      CallerMemory kspace,
      CallerMemory result,
      CallerMemory used) {
    int mode = CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
    DriverStatus.check("cuStreamBeginCapture", JCudaDriver.cuStreamBeginCapture(stream, mode));
    plan.run(ours, kspace.address(), result.address(), 1);
    long bytes = (long) images.length * Float.BYTES;
    int status = JCudaDriver.cuMemcpyDtoDAsync(used, result, bytes, stream);
    DriverStatus.check("cuMemcpyDtoDAsync", status);
    CUgraph graph = new CUgraph();
    DriverStatus.check("cuStreamEndCapture", JCudaDriver.cuStreamEndCapture(stream, graph));
    CUgraphExec exec = new CUgraphExec();
    status =
        JCudaDriver.cuGraphInstantiate(
            exec, graph, new CUgraphNode(), new byte[LOG_BYTES], LOG_BYTES);
    JCudaDriver.cuGraphDestroy(graph);
    DriverStatus.check("cuGraphInstantiate", status);
    return exec;
  }

  private static void synchronize(CUstream stream) {
    DriverStatus.check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream));
  }

  private ComplexArray read(CallerMemory memory) {
    memory.read(images);
    return ComplexArray.of(what.problem().image(), images.clone());
  }
}
