package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.firenet.io.InputFile;

/** Finds the beginning of an HDF5 file and the widths of its addresses. */
final class Signature {
  private static final long SIGNATURE = 0x0a1a0a0d46444889L; // \211 H D F \r \n \032 \n
  private static final long FIRST_OFFSET = 512;
  private static final int BYTES = 16;

  private Signature() {}

  /** The byte at which the signature is, or -1. */
  static long find(FileChannel channel, Path path) throws IOException {
    long size = channel.size();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at <= size - BYTES; at = at == 0 ? FIRST_OFFSET : 2 * at) {
      InputFile.readFully(channel, path, bytes.clear(), at);
      if (bytes.getLong(0) == SIGNATURE) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The bytes of a file.
   *
   * @throws IOException if it is not an HDF5 file, or one of a version that is not known
   */
  static FileBytes open(FileChannel channel, Path path) throws IOException {
    long base = find(channel, path);
    if (base < 0) {
      throw InputFile.failure(path, "not an HDF5 file: it has no HDF5 signature");
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    InputFile.readFully(channel, path, bytes, base);
    int version = Byte.toUnsignedInt(bytes.get(8));
    if (version > 3) {
      throw InputFile.failure(
          path, "expected an HDF5 superblock of version 0 to 3, got " + version);
    }
    int offsets = bytes.get(version < 2 ? 13 : 9);
    int lengths = bytes.get(version < 2 ? 14 : 10);
    if (!isWidth(offsets) || !isWidth(lengths)) {
      throw InputFile.failure(
          path, "damaged: addresses of %d and lengths of %d bytes".formatted(offsets, lengths));
    }
    return new FileBytes(path, channel, channel.size(), base, offsets, lengths);
  }

  private static boolean isWidth(int bytes) {
    return bytes == 2 || bytes == 4 || bytes == 8;
  }
}
