package org.firenet.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a DICOM file for tests, independently of the writer: explicit VR, little endian. */
final class DicomFile {
  /** An attribute: its representation and value. */
  record Attribute(String vr, byte[] value) {}

  private final Map<Integer, Attribute> attributes = new LinkedHashMap<>();

  DicomFile(Path path) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("DICM", ascii(file.position(128), 4));
    long last = -1;
    while (file.hasRemaining()) {
      int tag = (file.getShort() & 0xffff) << 16 | file.getShort() & 0xffff;
      assertTrue((tag & 0xffffffffL) > last, () -> "order of " + Integer.toHexString(tag));
      last = tag & 0xffffffffL;
      String vr = ascii(file, 2);
      boolean isLong = vr.equals("OB") || vr.equals("OW");
      int length = isLong ? file.getShort() + file.getInt() : file.getShort() & 0xffff;
      assertEquals(0, length % 2, () -> "length of " + Integer.toHexString(tag));
      byte[] value = new byte[length];
      file.get(value);
      attributes.put(tag, new Attribute(vr, value));
    }
  }

  private static String ascii(ByteBuffer file, int count) {
    byte[] bytes = new byte[count];
    file.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  boolean has(int tag) {
    return attributes.containsKey(tag);
  }

  Attribute attribute(int tag) {
    assertTrue(has(tag), () -> "expected " + Integer.toHexString(tag));
    return attributes.get(tag);
  }

  /** A text without what fills its length. */
  String text(int tag) {
    String text = new String(attribute(tag).value(), StandardCharsets.UTF_8);
    return text.endsWith(" ") || text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  /** Decimal numbers. */
  double[] decimals(int tag) {
    String[] words = text(tag).split("\\\\");
    double[] out = new double[words.length];
    for (int i = 0; i < out.length; i++) {
      assertTrue(words[i].length() <= 16, words[i]);
      out[i] = Double.parseDouble(words[i]);
    }
    return out;
  }

  /** Unsigned numbers of 16 bits. */
  int[] words(int tag) {
    ByteBuffer bytes = ByteBuffer.wrap(attribute(tag).value()).order(ByteOrder.LITTLE_ENDIAN);
    int[] out = new int[bytes.remaining() / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.getShort() & 0xffff;
    }
    return out;
  }

  /** The numbers of an attribute of the meta information that tells its length. */
  int metaLength() {
    return ByteBuffer.wrap(attribute(0x00020000).value()).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
