package org.firenet.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a NIfTI file, of version 1 (348 bytes) or 2 (540 bytes).
 *
 * @param version 1 or 2
 * @param order of the bytes of all numbers
 * @param extents of the dimensions, fastest first; one to seven
 * @param type code of the data type
 * @param spacings of seven dimensions, fastest first
 * @param units of space and time, as {@code xyzt_units} has them
 * @param offset where the data begin in their file
 * @param slope factor of the stored numbers; 0 for none
 * @param intercept added to them
 * @param orientation where the voxels lie
 * @param text what else the header says
 */
record NiftiHeader(
    int version,
    ByteOrder order,
    long[] extents,
    int type,
    double[] spacings,
    int units,
    double offset,
    double slope,
    double intercept,
    NiftiOrientation orientation,
    Text text) {
  /** Bytes of a header of version 1. */
  static final int FIRST_BYTES = 348;

  /** Bytes of a header of version 2. */
  static final int SECOND_BYTES = 540;

  /** Four bytes after the header, zero if no extension follows. */
  static final int EXTENSION_BYTES = 4;

  /** The most elements along a dimension in version 1. */
  static final int FIRST_MOST = Short.MAX_VALUE;

  /** Dimensions that are read (1), phase (2) and slice (3). */
  static final int READ_PHASE_SLICE = 1 | 2 << 2 | 3 << 4;

  static final int MILLIMETRE = 2;
  static final int SECOND = 8;
  static final int DIMENSIONS = 7;

  private static final int DESCRIPTION = 80;
  private static final int NAME = 16;
  private static final int AUXILIARY = 24;

  /**
   * What a header says beside the numbers' places.
   *
   * @param description at most 79 characters, ASCII
   * @param name of the intent, at most 15 characters, ASCII
   * @param directions which dimensions are read, phase and slice; 0 if unknown
   * @param black value to be shown as black
   * @param white value to be shown as white; 0 with {@code black} 0 for no suggestion
   */
  record Text(String description, String name, int directions, double black, double white) {}

  /** Where the data of a single file written here begin. */
  static int dataOffset(int version) {
    return (version == 1 ? FIRST_BYTES : SECOND_BYTES) + EXTENSION_BYTES;
  }

  /** The header of a single file and the four bytes that say that no extension follows. */
  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(dataOffset(version)).order(order);
    if (version == 1) {
      encodeFirst(out);
    } else {
      encodeSecond(out);
    }
    return out.array();
  }

  private void encodeFirst(ByteBuffer out) {
    out.putInt(FIRST_BYTES).position(38);
    out.put((byte) 'r').put((byte) text.directions());
    out.putShort((short) extents.length);
    for (int d = 0; d < DIMENSIONS; d++) {
      out.putShort((short) extent(d));
    }
    out.position(70);
    out.putShort((short) type).putShort((short) bits()).position(76);
    out.putFloat((float) orientation.handedness());
    putFloats(out, spacings);
    out.putFloat((float) offset).putFloat((float) slope).putFloat((float) intercept);
    out.position(123);
    out.put((byte) units);
    out.putFloat((float) text.white()).putFloat((float) text.black()).position(148);
    putText(out, text.description(), DESCRIPTION);
    putText(out, "", AUXILIARY);
    out.putShort((short) orientation.quaternionCode());
    out.putShort((short) orientation.matrixCode());
    putFloats(out, orientation.quaternion());
    putFloats(out, orientation.matrix());
    putText(out, text.name(), NAME);
    out.put(magic("n+1\0"));
  }

  private void encodeSecond(ByteBuffer out) {
    out.putInt(SECOND_BYTES).put(magic("n+2\0\r\n\032\n"));
    out.putShort((short) type).putShort((short) bits());
    out.putLong(extents.length);
    for (int d = 0; d < DIMENSIONS; d++) {
      out.putLong(extent(d));
    }
    out.position(104);
    out.putDouble(orientation.handedness());
    putDoubles(out, spacings);
    out.putLong((long) offset).putDouble(slope).putDouble(intercept);
    out.putDouble(text.white()).putDouble(text.black()).position(240);
    putText(out, text.description(), DESCRIPTION);
    putText(out, "", AUXILIARY);
    out.putInt(orientation.quaternionCode()).putInt(orientation.matrixCode());
    putDoubles(out, orientation.quaternion());
    putDoubles(out, orientation.matrix());
    out.putInt(0).putInt(units).putInt(0);
    putText(out, text.name(), NAME);
    out.put((byte) text.directions());
  }

  private long extent(int dimension) {
    return dimension < extents.length ? extents[dimension] : 1;
  }

  private int bits() {
    return Byte.SIZE * NiftiType.element(type, order).size();
  }

  static byte[] magic(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void putText(ByteBuffer out, String text, int room) {
    int next = out.position() + room;
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.put(bytes, 0, Math.min(room - 1, bytes.length)).position(next);
  }

  private static void putFloats(ByteBuffer out, double[] numbers) {
    for (double number : numbers) {
      out.putFloat((float) number);
    }
  }

  private static void putDoubles(ByteBuffer out, double[] numbers) {
    for (double number : numbers) {
      out.putDouble(number);
    }
  }
}
