package org.firenet.cuda.jcuda;

import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUgraphNode;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.Recording;

/** An instantiated graph. */
final class GraphRecording implements Recording {
  private static final int LOG_BYTES = 4096;

  private final DeviceContext context;
  private final CUgraphExec handle = new CUgraphExec();
  private boolean closed;

  /** From a captured graph, which is destroyed; the context is current. */
  GraphRecording(DeviceContext context, CUgraph graph) {
    this.context = context;
    try {
      int status =
          JCudaDriver.cuGraphInstantiate(
              handle, graph, new CUgraphNode(), new byte[LOG_BYTES], LOG_BYTES);
      context.check(status, "cuGraphInstantiate", "");
    } finally {
      JCudaDriver.cuGraphDestroy(graph);
    }
  }

  synchronized CUgraphExec handle() {
    if (closed) {
      throw new IllegalStateException("this recording is closed");
    }
    return handle;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      context.run(
          () -> context.check(JCudaDriver.cuGraphExecDestroy(handle), "cuGraphExecDestroy", ""));
    }
  }
}
