package org.firenet.sampling;

import java.util.SplittableRandom;

/** Draws without replacement. */
final class Draw {
  private Draw() {}

  /** Brings {@code count} entries, drawn uniformly without replacement, to the front. */
  static void toFront(int[] entries, int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(entries.length - i);
      int swapped = entries[i];
      entries[i] = entries[other];
      entries[other] = swapped;
    }
  }
}
