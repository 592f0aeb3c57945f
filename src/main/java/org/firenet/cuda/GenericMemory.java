package org.firenet.cuda;

import java.util.EnumMap;
import java.util.Map;

/** Where the parts of a generic solver are. */
final class GenericMemory {
  private final Map<GenericPart, Long> offsets = new EnumMap<>(GenericPart.class);
  private final Workspace workspace = new Workspace();

  /** Lays out the parts. */
  GenericMemory(GenericSize size, long transformBytes) {
    Map<GenericPart, Long> bytes = size.bytes();
    if (transformBytes > 0) {
      bytes.put(GenericPart.TRANSFORM, transformBytes);
    }
    bytes.forEach((part, count) -> offsets.put(part, workspace.reserve(part.purpose(), count)));
  }

  /** Parts that are somewhere already. */
  GenericMemory(Map<GenericPart, Long> addresses) {
    offsets.putAll(addresses);
  }

  private GenericMemory(GenericMemory other, long address) {
    other.offsets.forEach((part, offset) -> offsets.put(part, address + offset));
  }

  /** All of it. */
  Workspace workspace() {
    return workspace;
  }

  /** The same parts at an address. */
  GenericMemory at(long address) {
    return new GenericMemory(this, address);
  }

  /** Address of a part; 0 if it is absent. */
  long of(GenericPart part) {
    return offsets.getOrDefault(part, 0L);
  }
}
