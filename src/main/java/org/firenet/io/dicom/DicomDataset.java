package org.firenet.io.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Attributes with their values, encoded in explicit VR, little endian; text in UTF-8. */
final class DicomDataset {
  private final Map<DicomTag, byte[]> values = new EnumMap<>(DicomTag.class);

  DicomDataset() {}

  /** A copy. */
  DicomDataset(DicomDataset other) {
    values.putAll(other.values);
  }

  /** Sets a text, cleaned as {@link DicomText#clean} says; empty is allowed. */
  DicomDataset text(DicomTag tag, String text) {
    return raw(tag, DicomText.clean(tag.vr(), text));
  }

  /** Sets a text if there is one. */
  DicomDataset text(DicomTag tag, Optional<String> text) {
    text.map(known -> DicomText.clean(tag.vr(), known))
        .filter(clean -> !clean.isEmpty())
        .ifPresent(clean -> raw(tag, clean));
    return this;
  }

  /** Sets a text that fits as it is, several values with backslashes between. */
  DicomDataset raw(DicomTag tag, String text) {
    values.put(tag, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sets decimal numbers as text. */
  DicomDataset decimals(DicomTag tag, double... numbers) {
    return raw(
        tag, Arrays.stream(numbers).mapToObj(DicomText::decimal).collect(Collectors.joining("\\")));
  }

  /** Sets a decimal number if it is known. */
  DicomDataset decimal(DicomTag tag, OptionalDouble number) {
    number.ifPresent(known -> decimals(tag, known));
    return this;
  }

  /** Sets a whole number as text. */
  DicomDataset integer(DicomTag tag, int number) {
    return raw(tag, Integer.toString(number));
  }

  /** Sets numbers of 16 bits. */
  DicomDataset words(DicomTag tag, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * numbers.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putShort((short) number);
    }
    values.put(tag, bytes.array());
    return this;
  }

  /** Sets bytes. */
  DicomDataset bytes(DicomTag tag, byte... bytes) {
    values.put(tag, bytes.clone());
    return this;
  }

  /** The attributes in order, encoded. */
  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    values.forEach(
        (tag, value) -> {
          int length = value.length + value.length % 2;
          out.writeBytes(start(tag, length));
          out.writeBytes(value);
          if (length > value.length) {
            out.write(tag.vr().padding());
          }
        });
    return out.toByteArray();
  }

  /**
   * Tag, representation and length of an attribute.
   *
   * @param length below 2^32, of short representations below 2^16
   */
  static byte[] start(DicomTag tag, long length) {
    ByteBuffer start = ByteBuffer.allocate(tag.vr().isLong() ? 12 : 8);
    start.order(ByteOrder.LITTLE_ENDIAN);
    start.putShort((short) tag.group()).putShort((short) tag.element());
    start.put(tag.vr().name().getBytes(StandardCharsets.US_ASCII));
    if (tag.vr().isLong()) {
      start.putShort((short) 0).putInt((int) length);
    } else {
      start.putShort((short) length);
    }
    return start.array();
  }
}
