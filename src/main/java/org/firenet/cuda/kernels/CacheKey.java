package org.firenet.cuda.kernels;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of all that decides what a compiler makes. */
public final class CacheKey {
  private final String name;
  private final String digest;

  private CacheKey(String name, String digest) {
    this.name = name;
    this.digest = digest;
  }

  /**
   * The key of a compilation.
   *
   * @param name for the file name, for example {@code lines-N_320-REAL_float}; part of the key
   * @param source source and headers
   * @param options of the compiler, architecture included, in order
   * @param compiler name and version of the compiler
   */
  public static CacheKey of(
      String name, KernelSources.Source source, List<String> options, String compiler) {
    MessageDigest sha = sha256();
    add(sha, name);
    add(sha, compiler);
    options.forEach(option -> add(sha, option));
    add(sha, source.name());
    add(sha, source.text());
    source
        .headers()
        .forEach(
            (header, text) -> {
              add(sha, header);
              add(sha, text);
            });
    return new CacheKey(name, HexFormat.of().formatHex(sha.digest()));
  }

  /** With its length, so that what belongs to one field can not slip into the next. */
  private static void add(MessageDigest sha, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String fileName() {
    return name + "-" + digest + ".kernels";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && fileName().equals(key.fileName());
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return fileName();
  }
}
