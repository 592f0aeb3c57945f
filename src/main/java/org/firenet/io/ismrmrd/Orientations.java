package org.firenet.io.ismrmrd;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.firenet.scan.Vector3;

/**
 * The different positions and directions of acquisitions: few, where there are many acquisitions.
 * An orientation is 15 numbers: position, read, phase, slice, table position.
 */
final class Orientations {
  /** Numbers of an orientation. */
  static final int NUMBERS = 15;

  private final Map<Key, Integer> known = new HashMap<>();
  private float[] numbers = new float[4 * NUMBERS];
  private int count;
  private int last = -1;

  /** The numbers of an orientation as a key that compares them bit by bit. */
  private record Key(float[] numbers) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(numbers, key.numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }
  }

  /** The number of an orientation; it gets a new one if it was not there. */
  int number(float[] orientation) {
    if (last >= 0
        && Arrays.equals(orientation, 0, NUMBERS, numbers, last * NUMBERS, (last + 1) * NUMBERS)) {
      return last;
    }
    Integer found = known.get(new Key(orientation));
    if (found != null) {
      last = found;
      return last;
    }
    if ((count + 1) * NUMBERS > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.multiplyExact(2, numbers.length));
    }
    System.arraycopy(orientation, 0, numbers, count * NUMBERS, NUMBERS);
    known.put(new Key(orientation.clone()), count);
    last = count;
    return count++;
  }

  /** The vector of an orientation that begins at one of its numbers. */
  Vector3 vector(int orientation, int first) {
    int at = orientation * NUMBERS + first;
    return new Vector3(numbers[at], numbers[at + 1], numbers[at + 2]);
  }

  /** Forgets what is only needed while orientations are added. */
  void finish() {
    known.clear();
    numbers = Arrays.copyOf(numbers, count * NUMBERS);
  }
}
