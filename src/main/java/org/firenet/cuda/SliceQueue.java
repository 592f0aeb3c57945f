package org.firenet.cuda;

import java.util.Optional;

/** Hands out the slices of a run, in order, to whoever has time. */
final class SliceQueue {
  /** Neighbouring slices. */
  record Slices(int first, int count) {}

  private final int count;
  private int next;
  private boolean stopped;

  SliceQueue(int count) {
    this.count = count;
  }

  /** The next ones, at most so many; empty when there are none left or somebody failed. */
  synchronized Optional<Slices> next(int most) {
    if (stopped || next == count) {
      return Optional.empty();
    }
    Slices slices = new Slices(next, Math.min(most, count - next));
    next += slices.count();
    return Optional.of(slices);
  }

  /** Hands out nothing more. */
  synchronized void stop() {
    stopped = true;
  }
}
