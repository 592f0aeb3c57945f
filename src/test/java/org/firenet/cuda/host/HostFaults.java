package org.firenet.cuda.host;

import java.util.concurrent.atomic.AtomicInteger;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceMemoryException;

/** What is to go wrong on a host device, for tests of what happens then. */
public final class HostFaults {
  private final AtomicInteger launches = new AtomicInteger();
  private final AtomicInteger allocations = new AtomicInteger();

  HostFaults() {}

  /** Lets the n-th launch of a kernel from now, from 1, fail; 0 for none. */
  public void failLaunch(int number) {
    launches.set(number);
  }

  /** Lets the n-th allocation from now, from 1, find no memory; 0 for none. */
  public void failAllocation(int number) {
    allocations.set(number);
  }

  void launch(String kernel) {
    if (reached(launches)) {
      throw new DeviceException("launch of " + kernel + ": failed on purpose");
    }
  }

  void allocation(Device device, long bytes, String purpose) {
    if (reached(allocations)) {
      throw new DeviceMemoryException(
          device.properties().name(), purpose, bytes, device.memory().freeBytes());
    }
  }

  private static boolean reached(AtomicInteger counter) {
    return counter.getAndUpdate(left -> Math.max(0, left - 1)) == 1;
  }
}
