package org.firenet.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be closed, last first; goes on after a failure and throws the first one at the end.
 */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  /** Adds a thing. */
  <T extends AutoCloseable> T add(T thing) {
    things.push(thing);
    return thing;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!things.isEmpty()) {
      try {
        things.pop().close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        first = first == null ? new IllegalStateException(e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
