package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;

/** Three streams, so that copies up and down go on under the computing. */
final class WorkerStreams implements AutoCloseable {
  private final Closing closing = new Closing();
  private final DeviceStream up;
  private final DeviceStream compute;
  private final DeviceStream down;

  WorkerStreams(Device device) {
    try {
      up = closing.add(device.newStream());
      compute = closing.add(device.newStream());
      down = closing.add(device.newStream());
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** From the host. */
  DeviceStream up() {
    return up;
  }

  /** The layers. */
  DeviceStream compute() {
    return compute;
  }

  /** To the host. */
  DeviceStream down() {
    return down;
  }

  /** Waits for all of them. */
  void synchronize() {
    up.synchronize();
    compute.synchronize();
    down.synchronize();
  }

  @Override
  public void close() {
    closing.close();
  }
}
