package org.firenet.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.firenet.io.hdf5.Hdf5Layout.Compound;
import org.firenet.io.hdf5.Hdf5Layout.Member;
import org.firenet.io.hdf5.Hdf5Layout.Repeated;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Sequence;

/**
 * Rows of a compound type, collected to be written together. The members of a row, those of inner
 * compounds included, are put in their order.
 */
public final class Hdf5Rows {
  /** Puts the members of a row. */
  @FunctionalInterface
  public interface Filling {
    /** Puts every member of the row, in order. */
    void fill(Hdf5Rows row);
  }

  /** A member that is no compound. */
  private record Leaf(String name, int offset, Scalar type, int count, boolean sequence) {}

  private static final int PAYLOAD_BYTES = 1 << 16;
  private static final int MAX_PAYLOAD_BYTES = 1 << 30;

  private final Compound type;
  private final List<Leaf> leaves = new ArrayList<>();
  private final ByteBuffer rows;
  private final ByteBuffer complete;
  private ByteBuffer payload;
  private int count;
  private int next;

  /**
   * Without rows.
   *
   * @param type of a row
   * @param capacity number of rows that are written together
   */
  public Hdf5Rows(Compound type, int capacity) {
    this.type = type;
    addLeaves(type, "", 0);
    rows = direct(Math.multiplyExact(capacity, type.bytes()));
    complete = direct(rows.capacity());
    payload = direct(PAYLOAD_BYTES);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private void addLeaves(Compound compound, String prefix, int offset) {
    for (Member member : compound.members()) {
      String name = prefix + member.name();
      int at = offset + member.offset();
      if (member.type() instanceof Compound inner) {
        addLeaves(inner, name + ".", at);
      } else if (member.type() instanceof Scalar scalar) {
        leaves.add(new Leaf(name, at, scalar, 1, false));
      } else if (member.type() instanceof Repeated repeated) {
        leaves.add(new Leaf(name, at, repeated.element(), repeated.count(), false));
      } else if (member.type() instanceof Sequence sequence
          && sequence.element() == Scalar.FLOAT32) {
        leaves.add(new Leaf(name, at, Scalar.FLOAT32, 0, true));
      } else {
        throw new IllegalArgumentException(
            "`type`: rows can not hold " + member.type() + " of " + name);
      }
    }
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** Whether no further row fits. */
  public boolean isFull() {
    return count * type.bytes() == rows.capacity();
  }

  /** Extent of the sequences of all rows. */
  public int payloadBytes() {
    return payload.position();
  }

  /**
   * Adds a row. If the filling fails no row is added.
   *
   * @throws IllegalStateException if no further row fits, or if the filling does not put the
   *     members in their order
   * @throws IllegalArgumentException if a number does not fit its member
   */
  public void add(Filling filling) {
    if (isFull()) {
      throw new IllegalStateException("no further row fits after " + count);
    }
    int used = payload.position();
    boolean whole = false;
    try {
      next = 0;
      rows.put(count * type.bytes(), new byte[type.bytes()]);
      filling.fill(this);
      if (next < leaves.size()) {
        throw new IllegalStateException("row without " + leaves.get(next).name);
      }
      whole = true;
      count++;
    } finally {
      if (!whole) {
        payload.position(used);
      }
    }
  }

  /** Puts the next member, whole numbers. */
  public void integers(long... values) {
    Leaf leaf = take(values.length, false);
    int at = count * type.bytes() + leaf.offset;
    for (long value : values) {
      putInteger(leaf, at, value);
      at += leaf.type.bytes();
    }
  }

  /** Puts the next member, real numbers; the single precision that it has rounds them. */
  public void reals(double... values) {
    Leaf leaf = take(values.length, false);
    int at = count * type.bytes() + leaf.offset;
    for (double value : values) {
      if (leaf.type != Scalar.FLOAT32) {
        throw misplaced(leaf);
      }
      rows.putFloat(at, (float) value);
      at += leaf.type.bytes();
    }
  }

  /** Puts the next member, of any number of real numbers. */
  public void sequence(float[] values) {
    Leaf leaf = take(0, true);
    makeRoom(4L * values.length, leaf);
    int at = count * type.bytes() + leaf.offset;
    rows.putLong(at, values.length);
    rows.putLong(at + Long.BYTES, payload.position());
    payload.asFloatBuffer().put(values);
    payload.position(payload.position() + Float.BYTES * values.length);
  }

  private Leaf take(int values, boolean sequence) {
    if (next == leaves.size()) {
      throw new IllegalStateException("the row has no further member");
    }
    Leaf leaf = leaves.get(next++);
    if (leaf.sequence != sequence) {
      throw misplaced(leaf);
    }
    if (leaf.count != values) {
      throw new IllegalArgumentException(
          "`%s`: expected %d numbers, got %d".formatted(leaf.name, leaf.count, values));
    }
    return leaf;
  }

  private void putInteger(Leaf leaf, int at, long value) {
    switch (leaf.type) {
      case UINT16 -> rows.putShort(at, (short) requireRange(leaf, value, 0, 0xFFFF));
      case UINT32 -> rows.putInt(at, (int) requireRange(leaf, value, 0, 0xFFFFFFFFL));
      case INT32 ->
          rows.putInt(at, (int) requireRange(leaf, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT64, INT64 -> rows.putLong(at, value);
      default -> throw misplaced(leaf);
    }
  }

  private static long requireRange(Leaf leaf, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "`%s`: expected %d to %d, got %d".formatted(leaf.name, least, most, value));
    }
    return value;
  }

  private static IllegalStateException misplaced(Leaf leaf) {
    return new IllegalStateException(
        "the next member is " + leaf.name + ", " + (leaf.sequence ? "a sequence" : leaf.type));
  }

  private void makeRoom(long bytes, Leaf leaf) {
    long needed = payload.position() + bytes;
    if (needed > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "`%s`: too many numbers for one write: %d".formatted(leaf.name, bytes / Float.BYTES));
    }
    if (needed > payload.capacity()) {
      long doubled = Math.min(2L * payload.capacity(), MAX_PAYLOAD_BYTES);
      ByteBuffer larger = direct((int) Math.max(needed, doubled));
      larger.put(payload.flip());
      payload = larger;
    }
  }

  /** The rows with addresses in place of the sequences, for as long as nothing changes. */
  BytePointer pointer() {
    complete.clear().put(rows.duplicate().clear()).clear();
    long base = new BytePointer(payload.duplicate().clear()).address();
    for (int row = 0; row < count; row++) {
      for (Leaf leaf : leaves) {
        if (leaf.sequence) {
          int at = row * type.bytes() + leaf.offset + Long.BYTES;
          complete.putLong(at, base + complete.getLong(at));
        }
      }
    }
    return new BytePointer(complete);
  }

  Compound type() {
    return type;
  }

  /** Forgets the rows. */
  public void clear() {
    count = 0;
    payload.clear();
  }
}
