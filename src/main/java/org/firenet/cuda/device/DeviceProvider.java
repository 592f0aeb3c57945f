package org.firenet.cuda.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds devices. */
public interface DeviceProvider {
  /** Why there is none on this machine; empty if there is one. Cheap after the first call. */
  Optional<String> unavailable();

  /** The devices of this machine; opened on first use, shared, and kept until the program ends. */
  List<Device> devices();

  /** Driver, libraries and kernels found, by name, for people. */
  default Map<String, String> facts() {
    return Map.of();
  }
}
