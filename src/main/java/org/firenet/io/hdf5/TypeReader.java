package org.firenet.io.hdf5;

import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.io.hdf5.Hdf5Type.Kind;
import org.firenet.io.hdf5.Hdf5Type.Member;

/** Translates jHDF's types; what does not fit the format's rules becomes {@link Kind#OTHER}. */
final class TypeReader {
  private static final int MAX_DEPTH = 16;

  private TypeReader() {}

  static Hdf5Type translate(DataType type) {
    return translate(type, 0);
  }

  private static Hdf5Type translate(DataType type, int depth) {
    int size = type.getSize();
    if (size < 1 || depth > MAX_DEPTH) {
      return Hdf5Type.of(Kind.OTHER, Math.max(1, size));
    }
    if (type instanceof FixedPoint fixed) {
      return integer(fixed);
    } else if (type instanceof FloatingPoint floating) {
      return isIeee(floating)
          ? Hdf5Type.simple(Kind.REAL, size, floating.getByteOrder(), true)
          : Hdf5Type.of(Kind.OTHER, size);
    } else if (type instanceof EnumDataType enumeration) {
      Hdf5Type base = translate(enumeration.getBaseType(), depth + 1);
      return base.size() == 1 && size == 1
          ? Hdf5Type.simple(Kind.BOOLEAN, 1, ByteOrder.LITTLE_ENDIAN, base.signed())
          : base.size() == size ? base : Hdf5Type.of(Kind.OTHER, size);
    } else if (type instanceof StringData) {
      return Hdf5Type.of(Kind.STRING, size);
    } else if (type instanceof VariableLength sequence) {
      return sequence(sequence, depth);
    } else if (type instanceof ArrayDataType array) {
      return array(array, depth);
    } else if (type instanceof CompoundDataType compound) {
      return compound(compound, depth);
    }
    return Hdf5Type.of(Kind.OTHER, size);
  }

  private static Hdf5Type integer(FixedPoint type) {
    int size = type.getSize();
    boolean plain =
        (size == 1 || size == 2 || size == 4 || size == 8)
            && type.getBitOffset() == 0
            && type.getBitPrecision() == 8 * size;
    return plain
        ? Hdf5Type.simple(Kind.INTEGER, size, type.getByteOrder(), type.isSigned())
        : Hdf5Type.of(Kind.OTHER, size);
  }

  private static boolean isIeee(FloatingPoint type) {
    int exponent =
        switch (type.getSize()) {
          case 2 -> 5;
          case 4 -> 8;
          case 8 -> 11;
          default -> -1;
        };
    int bits = 8 * type.getSize();
    int mantissa = bits - 1 - exponent;
    return type.getBitOffset() == 0
        && type.getBitPrecision() == bits
        && type.getExponentSize() == exponent
        && type.getExponentLocation() == mantissa
        && type.getMantissaSize() == mantissa
        && type.getMantissaLocation() == 0
        && type.getSignLocation() == bits - 1
        && type.getExponentBias() == (1 << (exponent - 1)) - 1;
  }

  private static Hdf5Type sequence(VariableLength type, int depth) {
    if (type.isVariableLengthString()) {
      return Hdf5Type.of(Kind.VARIABLE_STRING, type.getSize());
    }
    Hdf5Type element = translate(type.getParent(), depth + 1);
    return new Hdf5Type(
        Kind.SEQUENCE,
        type.getSize(),
        ByteOrder.LITTLE_ENDIAN,
        false,
        List.of(),
        Optional.of(element),
        1);
  }

  private static Hdf5Type array(ArrayDataType type, int depth) {
    Hdf5Type element = translate(type.getBaseType(), depth + 1);
    long count = 1;
    for (int extent : type.getArrayTypeDimensions()) {
      count = Math.min(Integer.MAX_VALUE, count * Math.max(0, extent));
    }
    if (count * element.size() != type.getSize()) {
      return Hdf5Type.of(Kind.OTHER, type.getSize());
    }
    return new Hdf5Type(
        Kind.ARRAY,
        type.getSize(),
        element.order(),
        element.signed(),
        List.of(),
        Optional.of(element),
        (int) count);
  }

  private static Hdf5Type compound(CompoundDataType type, int depth) {
    List<Member> members = new ArrayList<>();
    for (CompoundDataMember member : type.getMembers()) {
      Hdf5Type inner = translate(member.getDataType(), depth + 1);
      if ((long) member.getOffset() + inner.size() > type.getSize()) {
        return Hdf5Type.of(Kind.OTHER, type.getSize());
      }
      members.add(new Member(member.getName(), member.getOffset(), inner));
    }
    return new Hdf5Type(
        Kind.COMPOUND,
        type.getSize(),
        ByteOrder.LITTLE_ENDIAN,
        false,
        members,
        Optional.empty(),
        1);
  }
}
