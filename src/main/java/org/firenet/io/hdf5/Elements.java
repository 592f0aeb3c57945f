package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.io.hdf5.Hdf5Type.Kind;

/** Turns the bytes of elements into numbers and texts. */
final class Elements {
  private static final int FREE_BYTES = 1 << 20;

  private Elements() {}

  /** The precision that holds such numbers: as {@code ArrayFile} has it. */
  static Precision precision(Hdf5Type type) {
    Hdf5Type part = type.isComplex() ? type.members().get(0).type() : type;
    boolean single =
        switch (part.kind()) {
          case REAL -> part.size() <= 4;
          case INTEGER -> part.size() <= 2;
          default -> true;
        };
    return single ? Precision.SINGLE : Precision.DOUBLE;
  }

  /**
   * Writes numbers into an array.
   *
   * @param bytes of the elements, from the position on
   * @param at place of the first element
   */
  static void toComplex(Hdf5Type type, ByteBuffer bytes, int count, int at, ComplexArray out) {
    boolean complex = type.isComplex();
    Hdf5Type part = complex ? type.members().get(0).type() : type;
    ByteBuffer ordered = bytes.slice().order(part.order());
    if (complex && part.size() == 4) {
      ordered.asFloatBuffer().get(out.floats(), 2 * at, 2 * count);
    } else if (complex && part.size() == 8) {
      ordered.asDoubleBuffer().get(out.doubles(), 2 * at, 2 * count);
    } else {
      for (int i = 0; i < count; i++) {
        int place = i * type.size();
        out.set(
            at + i,
            part.number(ordered, place),
            complex ? part.number(ordered, place + part.size()) : 0);
      }
    }
  }

  /** Writes real numbers, whole numbers or truth values into an array. */
  static void toReal(Hdf5Type type, ByteBuffer bytes, int count, int at, double[] out) {
    ByteBuffer ordered = bytes.slice().order(type.order());
    for (int i = 0; i < count; i++) {
      out[at + i] = type.number(ordered, i * type.size());
    }
  }

  /** Writes whole numbers or truth values into an array. */
  static void toIntegers(Hdf5Type type, ByteBuffer bytes, int count, int at, long[] out) {
    ByteBuffer ordered = bytes.slice().order(type.order());
    for (int i = 0; i < count; i++) {
      out[at + i] = type.integer(ordered, i * type.size());
    }
  }

  /** The texts of elements of fixed or variable length. */
  static List<String> toStrings(
      FileBytes file, String place, GlobalHeap heap, Hdf5Type type, ByteBuffer bytes, int count)
      throws IOException {
    List<String> out = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < count; i++) {
      ByteBuffer element = bytes.slice(bytes.position() + i * type.size(), type.size());
      if (type.kind() == Kind.STRING) {
        out.add(text(element));
        continue;
      }
      Sequence sequence = Sequence.read(file, element.order(java.nio.ByteOrder.LITTLE_ENDIAN));
      total += sequence.length();
      if (total > FREE_BYTES + 4 * file.size()) {
        throw file.failure(place, "damaged: texts longer than the file");
      }
      out.add(
          sequence.length() == 0
              ? ""
              : text(heap.read(sequence.address(), sequence.index(), sequence.length(), place)));
    }
    return out;
  }

  /** The text up to the first zero byte, without spaces at the end. */
  private static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    int length = 0;
    while (length < copy.length && copy[length] != 0) {
      length++;
    }
    return new String(copy, 0, length, StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * An element of variable length.
   *
   * @param length number of its elements
   * @param address of the collection that holds them
   * @param index of the object in the collection
   */
  record Sequence(long length, long address, int index) {
    /** Reads it at the position of a little-endian buffer. */
    static Sequence read(FileBytes file, ByteBuffer bytes) {
      long length = Integer.toUnsignedLong(bytes.getInt());
      long address = file.address(bytes);
      return new Sequence(length, address, bytes.getInt());
    }
  }
}
