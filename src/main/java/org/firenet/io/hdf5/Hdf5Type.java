package org.firenet.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What the elements of a dataset or attribute are.
 *
 * @param kind of an element
 * @param size of an element in bytes
 * @param order of the bytes of a number
 * @param signed whether an integer is signed
 * @param members of a compound, in the order of the file
 * @param element what an array or a sequence is made of
 * @param count number of elements of an array, else 1
 */
public record Hdf5Type(
    Kind kind,
    int size,
    ByteOrder order,
    boolean signed,
    List<Member> members,
    Optional<Hdf5Type> element,
    int count) {
  /** What an element is. */
  public enum Kind {
    /** Whole number of 1, 2, 4 or 8 bytes. */
    INTEGER,
    /** IEEE floating-point number of 2, 4 or 8 bytes. */
    REAL,
    /** True or false: an enumeration of one byte. */
    BOOLEAN,
    /** Text of fixed length. */
    STRING,
    /** Text of variable length. */
    VARIABLE_STRING,
    /** Named members. */
    COMPOUND,
    /** A fixed number of elements. */
    ARRAY,
    /** A variable number of elements. */
    SEQUENCE,
    /** Something else, which can not be read here. */
    OTHER
  }

  /**
   * Part of a compound.
   *
   * @param name of the member
   * @param offset bytes before it
   * @param type of the member
   */
  public record Member(String name, int offset, Hdf5Type type) {}

  /** Copies the list. */
  public Hdf5Type {
    members = List.copyOf(members);
  }

  static Hdf5Type simple(Kind kind, int size, ByteOrder order, boolean signed) {
    return new Hdf5Type(kind, size, order, signed, List.of(), Optional.empty(), 1);
  }

  static Hdf5Type of(Kind kind, int size) {
    return simple(kind, size, ByteOrder.LITTLE_ENDIAN, false);
  }

  /** Whether an element is a complex number: a compound of two equal floating-point numbers. */
  public boolean isComplex() {
    if (kind != Kind.COMPOUND || members.size() != 2) {
      return false;
    }
    Member re = members.get(0);
    Member im = members.get(1);
    return re.type.kind == Kind.REAL
        && re.type.equals(im.type)
        && re.offset == 0
        && im.offset == re.type.size
        && size == 2 * re.type.size;
  }

  /** Whether an element is a real number, a whole number or a truth value. */
  public boolean isReal() {
    return kind == Kind.REAL || kind == Kind.INTEGER || kind == Kind.BOOLEAN;
  }

  /** The member of a compound with a name. */
  public Optional<Member> member(String name) {
    return members.stream().filter(m -> m.name.equals(name)).findFirst();
  }

  /** The number that a buffer of order {@link #order} has at a place. */
  public double number(ByteBuffer buffer, int at) {
    if (kind == Kind.REAL) {
      return switch (size) {
        case 2 -> half(buffer.getShort(at));
        case 4 -> buffer.getFloat(at);
        default -> buffer.getDouble(at);
      };
    }
    long value = integer(buffer, at);
    return value < 0 && !signed ? ((value >>> 1) | (value & 1)) * 2.0 : value;
  }

  /** The whole number at a place; one of 64 bits without sign keeps its bits. */
  public long integer(ByteBuffer buffer, int at) {
    return switch (size) {
      case 1 -> signed ? buffer.get(at) : Byte.toUnsignedLong(buffer.get(at));
      case 2 -> signed ? buffer.getShort(at) : Short.toUnsignedLong(buffer.getShort(at));
      case 4 -> signed ? buffer.getInt(at) : Integer.toUnsignedLong(buffer.getInt(at));
      default -> buffer.getLong(at);
    };
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) mantissa, -24)
            : exponent == 0x1f
                ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : Math.scalb((double) (mantissa | 0x400), exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** For example {@code complex float32}. */
  @Override
  public String toString() {
    return switch (kind) {
      case INTEGER -> (signed ? "int" : "uint") + 8 * size;
      case REAL -> "float" + 8 * size;
      case BOOLEAN -> "boolean";
      case STRING, VARIABLE_STRING -> "string";
      case COMPOUND ->
          isComplex() ? "complex " + members.get(0).type : "compound of " + members.size();
      case ARRAY -> count + " x " + element.orElseThrow();
      case SEQUENCE -> "sequence of " + element.orElseThrow();
      case OTHER -> "unknown type of " + size + " bytes";
    };
  }
}
