package org.firenet.cuda.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.cuda.device.LaunchShape;

/** The work that a device has run, in order; replays of recordings too. */
public final class WorkLog {
  /** Kinds of work. */
  public enum Kind {
    /** A kernel. */
    KERNEL,
    /** A transform of the library. */
    TRANSFORM,
    /** A matrix product of the library. */
    PRODUCT,
    /** A copy, from or to the host or on the device. */
    COPY,
    /** Zeros written. */
    CLEAR
  }

  /**
   * A piece of work.
   *
   * @param name of the kernel, or of the call
   * @param shape of the launch of a kernel
   * @param bytes that a copy or a clear has moved, otherwise 0
   */
  public record Entry(Kind kind, String name, Optional<LaunchShape> shape, long bytes) {}

  private final List<Entry> entries = new ArrayList<>();

  WorkLog() {}

  synchronized void add(Kind kind, String name, LaunchShape shape, long bytes) {
    entries.add(new Entry(kind, name, Optional.ofNullable(shape), bytes));
  }

  /** All so far. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Names of the kernels so far, in order. */
  public List<String> kernels() {
    return entries().stream()
        .filter(entry -> entry.kind() == Kind.KERNEL)
        .map(Entry::name)
        .toList();
  }

  /** How much work of a kind. */
  public long count(Kind kind) {
    return entries().stream().filter(entry -> entry.kind() == kind).count();
  }

  /** Forgets all. */
  public synchronized void clear() {
    entries.clear();
  }
}
