package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of one piece of device memory is for what. Offsets are multiples of 256 bytes; after
 * every part there is a gap, which tests watch.
 */
final class Workspace {
  private static final long ALIGNMENT = 256;

  /**
   * A part.
   *
   * @param name what it is for
   * @param offset first byte
   * @param bytes size
   */
  record Part(String name, long offset, long bytes) {}

  private final List<Part> parts = new ArrayList<>();
  private long end;

  /** Reserves a part after all others; returns its offset. */
  long reserve(String name, long bytes) {
    long offset = end;
    parts.add(new Part(name, offset, bytes));
    end = (offset + bytes + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    return offset;
  }

  /** The parts in order. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Size of it all. */
  long bytes() {
    return end;
  }
}
