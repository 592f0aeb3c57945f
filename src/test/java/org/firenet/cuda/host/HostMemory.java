package org.firenet.cuda.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.MemoryState;

/**
 * The memory of a host device: what is taken, with guards around it. New memory is full of NaN;
 * freed memory again, and is kept for a while to see whether it is still written.
 */
final class HostMemory {
  static final int POISON = 0xff;
  private static final int GUARD_BYTE = 0xa5;
  private static final long GUARD = 256;
  private static final long MOST_KEPT = 64L << 20;

  /** Taken memory. */
  record Piece(long address, long bytes, String purpose, boolean onDevice) {
    private long base() {
      return address - GUARD;
    }

    private boolean holds(long from, long count) {
      return from >= address && count <= bytes && from - address <= bytes - count;
    }

    @Override
    public String toString() {
      return "%s (%,d bytes)".formatted(purpose, bytes);
    }
  }

  /** Bytes inside taken memory that nobody is to touch. */
  private record Guard(Piece piece, long address, long bytes) {}

  private final String device;
  private final long total;
  private final TreeMap<Long, Piece> taken = new TreeMap<>();
  private final Deque<Piece> kept = new ArrayDeque<>();
  private final Map<Long, String> freed = new HashMap<>();
  private final List<Guard> guards = new ArrayList<>();
  private long used;
  private long keptBytes;

  HostMemory(String device, long total) {
    this.device = device;
    this.total = total;
  }

  synchronized MemoryState state() {
    return new MemoryState(total - used, total);
  }

  synchronized Piece take(long bytes, String purpose, boolean onDevice) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "bytes: expected at least 1, got " + bytes + " for " + purpose);
    }
    long base = 0;
    if (!onDevice || bytes <= total - used) {
      base = HostNative.allocate(bytes + 2 * GUARD);
    }
    if (base == 0) {
      throw new DeviceMemoryException(device, purpose, bytes, total - used);
    }
    Piece piece = new Piece(base + GUARD, bytes, purpose, onDevice);
    HostNative.fill(base, GUARD, GUARD_BYTE);
    HostNative.fill(piece.address(), bytes, POISON);
    HostNative.fill(piece.address() + bytes, GUARD, GUARD_BYTE);
    HostNative.forbid(base, GUARD);
    HostNative.forbid(piece.address() + bytes, GUARD);
    taken.put(piece.address(), piece);
    freed.remove(piece.address());
    used += onDevice ? bytes : 0;
    return piece;
  }

  /** Gives it back; an error if something was written around it. */
  void give(Piece piece) {
    List<String> failures = new ArrayList<>();
    give(piece, failures);
    fail(failures);
  }

  private synchronized void give(Piece piece, List<String> failures) {
    if (taken.remove(piece.address(), piece)) {
      used -= piece.onDevice() ? piece.bytes() : 0;
      long all = piece.bytes() + 2 * GUARD;
      HostNative.allow(piece.base(), all);
      damage(piece).ifPresent(failures::add);
      guards.removeIf(guard -> guard.piece().equals(piece));
      HostNative.fill(piece.base(), all, POISON);
      HostNative.forbid(piece.base(), all);
      freed.put(piece.address(), piece.purpose());
      kept.add(piece);
      keptBytes += piece.bytes();
      release(MOST_KEPT, failures);
    }
  }

  /** Lets nobody touch these bytes, which lie in a piece of memory, until it is given back. */
  synchronized void guard(long address, long bytes) {
    check("guard", address, bytes);
    HostNative.fill(address, bytes, GUARD_BYTE);
    HostNative.forbid(address, bytes);
    guards.add(new Guard(find(address), address, bytes));
  }

  private Optional<String> damage(Piece piece) {
    for (Guard guard : guards) {
      if (!guard.piece().equals(piece)) {
        continue;
      }
      long at = HostNative.firstOther(guard.address(), guard.bytes(), GUARD_BYTE);
      if (at != guard.bytes()) {
        long offset = guard.address() + at - piece.address();
        return Optional.of("guarded memory was written at byte %,d of %s".formatted(offset, piece));
      }
    }
    if (HostNative.firstOther(piece.base(), GUARD, GUARD_BYTE) != GUARD) {
      return Optional.of("memory was written before the start of " + piece);
    }
    long after = HostNative.firstOther(piece.address() + piece.bytes(), GUARD, GUARD_BYTE);
    return after == GUARD
        ? Optional.empty()
        : Optional.of("memory was written %d bytes after the end of %s".formatted(after, piece));
  }

  private void release(long most, List<String> failures) {
    while (keptBytes > most) {
      Piece piece = kept.remove();
      keptBytes -= piece.bytes();
      long all = piece.bytes() + 2 * GUARD;
      HostNative.allow(piece.base(), all);
      if (HostNative.firstOther(piece.base(), all, POISON) != all) {
        failures.add("memory was written after it was freed: " + piece);
      }
      HostNative.free(piece.base());
    }
  }

  private static void fail(List<String> failures) {
    if (!failures.isEmpty()) {
      throw new DeviceException(String.join("; ", failures));
    }
  }

  /** Checks that bytes are within one piece of device memory. */
  void check(String call, long address, long bytes) {
    Piece piece = find(address);
    if (bytes < 0 || piece == null || !piece.onDevice() || !piece.holds(address, bytes)) {
      throw new DeviceException(
          "%s: %,d bytes at 0x%x: %s".formatted(call, bytes, address, describe(address)));
    }
  }

  /** Checks that an address is 0, or that of something taken or just after it. */
  void checkPointer(String what, long address) {
    Piece piece = find(address);
    if (address != 0 && (piece == null || !piece.holds(address, 0))) {
      throw new DeviceException("%s: 0x%x: %s".formatted(what, address, describe(address)));
    }
  }

  private synchronized Piece find(long address) {
    Map.Entry<Long, Piece> entry = taken.floorEntry(address);
    return entry == null ? null : entry.getValue();
  }

  private synchronized String describe(long address) {
    Piece piece = find(address);
    if (freed.containsKey(address)) {
      return "freed memory, was " + freed.get(address);
    }
    if (piece == null || address > piece.address() + piece.bytes()) {
      return "not device memory";
    }
    return "in %s, %,d bytes from its start".formatted(piece, address - piece.address());
  }

  /**
   * Frees everything.
   *
   * @param failures what was written where nothing was to be written. Modified.
   * @return what was still taken
   */
  synchronized List<Piece> close(List<String> failures) {
    List<Piece> left = List.copyOf(taken.values());
    left.forEach(piece -> give(piece, failures));
    release(0, failures);
    return left;
  }
}
