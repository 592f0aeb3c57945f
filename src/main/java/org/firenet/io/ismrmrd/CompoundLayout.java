package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Type;
import org.firenet.io.hdf5.Hdf5Type.Kind;
import org.firenet.io.hdf5.Hdf5Type.Member;
import org.firenet.scan.Vector3;

/** Finds the members of a compound by their names, whatever their order, width and byte order. */
final class CompoundLayout {
  private final Path path;
  private final String place;
  private final Hdf5Type type;
  private final int offset;

  /**
   * The layout of a compound.
   *
   * @param place of the dataset, for errors
   * @param offset bytes before the compound
   */
  CompoundLayout(Path path, String place, Hdf5Type type, int offset) {
    this.path = path;
    this.place = place;
    this.type = type;
    this.offset = offset;
  }

  /**
   * A number of a compound, or an array of them.
   *
   * @param offset bytes before it
   * @param type of one number
   */
  record Field(int offset, Hdf5Type type) {
    long integer(ByteBuffer row, int at, int i) {
      return type.integer(row.order(type.order()), at + offset + i * type.size());
    }

    int integer(ByteBuffer row, int at) {
      return (int) integer(row, at, 0);
    }

    float number(ByteBuffer row, int at, int i) {
      return (float) type.number(row.order(type.order()), at + offset + i * type.size());
    }

    Vector3 vector(ByteBuffer row, int at) {
      return new Vector3(number(row, at, 0), number(row, at, 1), number(row, at, 2));
    }
  }

  /** A whole number. */
  Field integer(String name) throws IOException {
    return field(name, Kind.INTEGER, 1);
  }

  /** As many whole numbers. */
  Field integers(String name, int count) throws IOException {
    return field(name, Kind.INTEGER, count);
  }

  /** A floating-point number. */
  Field number(String name) throws IOException {
    return field(name, Kind.REAL, 1);
  }

  /** Three floating-point numbers. */
  Field vector(String name) throws IOException {
    return field(name, Kind.REAL, 3);
  }

  private Field field(String name, Kind kind, int count) throws IOException {
    Member member = member(name, count == 1 ? kind : Kind.ARRAY);
    Hdf5Type number = count == 1 ? member.type() : member.type().element().orElseThrow();
    if (number.kind() != kind || (count > 1 && member.type().count() != count)) {
      throw failure(name, (count == 1 ? "" : count + " x ") + name(kind), member.type());
    }
    return new Field(offset + member.offset(), number);
  }

  /** A compound inside. */
  CompoundLayout compound(String name) throws IOException {
    Member member = member(name, Kind.COMPOUND);
    return new CompoundLayout(path, place, member.type(), offset + member.offset());
  }

  /** A sequence of single-precision numbers: its place, and the type of the numbers. */
  Field sequence(String name) throws IOException {
    Member member = member(name, Kind.SEQUENCE);
    Hdf5Type element = member.type().element().orElseThrow();
    if (element.kind() != Kind.REAL || element.size() != Float.BYTES) {
      throw failure(name, "sequence of float32", member.type());
    }
    return new Field(offset + member.offset(), element);
  }

  private Member member(String name, Kind kind) throws IOException {
    Member member =
        type.member(name)
            .orElseThrow(
                () ->
                    InputFile.failure(
                        path, "%s: expected a member \"%s\" in %s".formatted(place, name, type)));
    if (member.type().kind() != kind) {
      throw failure(name, name(kind), member.type());
    }
    return member;
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case INTEGER -> "whole number";
      case REAL -> "floating-point number";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  private IOException failure(String name, String expected, Hdf5Type actual) {
    return InputFile.failure(
        path, "%s: member \"%s\": expected %s, got %s".formatted(place, name, expected, actual));
  }
}
