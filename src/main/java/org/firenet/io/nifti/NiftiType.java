package org.firenet.io.nifti;

import java.nio.ByteOrder;
import java.util.Map;
import org.firenet.io.ArrayFile.Kind;
import org.firenet.io.ElementType;
import org.firenet.io.ElementType.Encoding;

/** The data types of NIfTI by their codes. */
final class NiftiType {
  static final int FLOAT = 16;
  static final int COMPLEX_FLOAT = 32;
  static final int COMPLEX_DOUBLE = 1792;

  private static final Map<Integer, String> UNREADABLE =
      Map.of(
          0, "unknown",
          1, "bits",
          128, "RGB",
          1536, "float128",
          2048, "complex256",
          2304, "RGBA");

  private NiftiType() {}

  /** How the elements of a type are encoded; null for a type that can not be read. */
  static ElementType element(int code, ByteOrder order) {
    return switch (code) {
      case 2 -> new ElementType(Kind.INTEGER, Encoding.UNSIGNED, Byte.BYTES, order);
      case 4 -> new ElementType(Kind.INTEGER, Encoding.SIGNED, Short.BYTES, order);
      case 8 -> new ElementType(Kind.INTEGER, Encoding.SIGNED, Integer.BYTES, order);
      case FLOAT -> new ElementType(Kind.REAL, Encoding.FLOAT, Float.BYTES, order);
      case COMPLEX_FLOAT -> new ElementType(Kind.COMPLEX, Encoding.FLOAT, Float.BYTES, order);
      case 64 -> new ElementType(Kind.REAL, Encoding.FLOAT, Double.BYTES, order);
      case 256 -> new ElementType(Kind.INTEGER, Encoding.SIGNED, Byte.BYTES, order);
      case 512 -> new ElementType(Kind.INTEGER, Encoding.UNSIGNED, Short.BYTES, order);
      case 768 -> new ElementType(Kind.INTEGER, Encoding.UNSIGNED, Integer.BYTES, order);
      case 1024 -> new ElementType(Kind.INTEGER, Encoding.SIGNED, Long.BYTES, order);
      case 1280 -> new ElementType(Kind.INTEGER, Encoding.UNSIGNED, Long.BYTES, order);
      case COMPLEX_DOUBLE -> new ElementType(Kind.COMPLEX, Encoding.FLOAT, Double.BYTES, order);
      default -> null;
    };
  }

  /** The name of a type that can not be read, or its number. */
  static String unreadableName(int code) {
    return UNREADABLE.getOrDefault(code, "type " + code);
  }
}
