package org.firenet.io.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/** Unique identifiers: those that came, where they are valid, and new ones under 2.25. */
final class DicomUid {
  static final String MR_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.4";
  static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

  /** Of FIRENET as the program that wrote the files. */
  static final String IMPLEMENTATION = named("org.firenet.io.dicom");

  private static final Pattern VALID = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");
  private static final int UUID_BYTES = 16;

  private DicomUid() {}

  /** Whether a text is an identifier. */
  static boolean isValid(String text) {
    return text.length() <= DicomVr.UI.most() && VALID.matcher(text).matches();
  }

  /** A new identifier that nothing else has. */
  static String random() {
    UUID uuid = UUID.randomUUID();
    return of(
        BigInteger.valueOf(uuid.getMostSignificantBits()),
        BigInteger.valueOf(uuid.getLeastSignificantBits()));
  }

  /** The identifier of a name: the first bits of its SHA-256, as a UUID of version 8. */
  static String named(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      hash[6] = (byte) (hash[6] & 0x0f | 0x80);
      hash[8] = (byte) (hash[8] & 0x3f | 0x80);
      return "2.25." + new BigInteger(1, Arrays.copyOf(hash, UUID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String of(BigInteger high, BigInteger low) {
    BigInteger word = BigInteger.ONE.shiftLeft(Long.SIZE);
    return "2.25." + high.mod(word).shiftLeft(Long.SIZE).or(low.mod(word));
  }
}
