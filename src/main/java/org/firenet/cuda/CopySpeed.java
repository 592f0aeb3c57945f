package org.firenet.cuda;

import org.firenet.cuda.device.AssumedDevice;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;

/**
 * How fast a device copies.
 *
 * @param device bytes per second within its memory, read plus written
 * @param link bytes per second from page-locked host memory
 */
record CopySpeed(double device, double link) {
  private static final long MOST_BYTES = 256L << 20;
  private static final long LEAST_BYTES = 1L << 20;
  private static final long LINK_BYTES = 32L << 20;
  private static final int COPIES = 8;
  private static final int ROUNDS = 3;

  /** Measures, in some milliseconds; of an assumed device what is known of it. */
  static CopySpeed of(Device device) {
    if (device instanceof AssumedDevice assumed) {
      return new CopySpeed(assumed.bandwidth(), assumed.linkBandwidth());
    }
    long bytes = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, device.memory().freeBytes() / 8));
    long linkBytes = Math.min(bytes, LINK_BYTES);
    try (DeviceBuffer from = device.allocate(bytes, "a copy that is timed");
        DeviceBuffer to = device.allocate(bytes, "a copy that is timed");
        HostBuffer host = device.allocateHost(linkBytes, "a copy that is timed");
        DeviceStream stream = device.newStream()) {
      stream.clear(from.address(), bytes);
      double inside =
          fastest(stream, () -> stream.copyOnDevice(from.address(), to.address(), bytes));
      double across = fastest(stream, () -> stream.copyToDevice(host, 0, to.address(), linkBytes));
      return new CopySpeed(2 * bytes / inside, linkBytes / across);
    }
  }

  /** Seconds of one copy in the best round. */
  private static double fastest(DeviceStream stream, Runnable copy) {
    copy.run();
    stream.synchronize();
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < COPIES; i++) {
        copy.run();
      }
      stream.synchronize();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9 / COPIES);
    }
    return Math.max(best, 1e-9);
  }
}
