package org.firenet.cuda;

import java.util.List;
import java.util.Optional;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.cuda.host.HostDevices;

/** Host devices as a backend finds them. */
record HostProvider(List<Device> devices) implements DeviceProvider {
  static HostProvider of(Device... devices) {
    return new HostProvider(List.of(devices));
  }

  @Override
  public Optional<String> unavailable() {
    return HostDevices.unavailable();
  }
}
