package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;

/** How fast device memory is copied on the device: the floor that layers are measured against. */
final class CopyBandwidth {
  private static final int WARM_UP = 3;
  private static final int COPIES = 4;
  private static final double BYTES_PER_MILLISECOND = 1e6;

  private CopyBandwidth() {}

  /**
   * Measures.
   *
   * @param bytes of one copy; to be several times the L2 cache
   * @return GB/s, bytes read plus bytes written
   */
  static Timing measure(Device device, long bytes, int repetitions) {
    try (DeviceBuffer from = device.allocate(bytes, "copy bandwidth");
        DeviceBuffer to = device.allocate(bytes, "copy bandwidth");
        DeviceStream stream = device.newStream();
        DeviceEvent start = device.newEvent();
        DeviceEvent end = device.newEvent()) {
      stream.clear(from.address(), bytes);
      double[] rates = new double[repetitions];
      for (int i = -WARM_UP; i < repetitions; i++) {
        stream.record(start);
        for (int k = 0; k < COPIES; k++) {
          stream.copyOnDevice(from.address(), to.address(), bytes);
        }
        stream.record(end);
        end.synchronize();
        if (i >= 0) {
          rates[i] = 2.0 * COPIES * bytes / end.millisecondsSince(start) / BYTES_PER_MILLISECOND;
        }
      }
      return Timing.of(rates);
    }
  }

  /** As a part of the report. */
  static Map<String, Object> json(Timing bandwidth, long bytes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bytes_of_a_copy", bytes);
    json.putAll(bandwidth.json("gb_per_s"));
    return json;
  }
}
