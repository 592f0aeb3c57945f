package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.firenet.io.InputFile;

/**
 * The bytes of an open file by their HDF5 address.
 *
 * @param path of the file
 * @param channel to read from
 * @param size of the file when it was opened
 * @param base the byte of the file at address 0
 * @param offsetSize bytes of an address in the file
 * @param lengthSize bytes of a length in the file
 */
record FileBytes(
    Path path, FileChannel channel, long size, long base, int offsetSize, int lengthSize) {
  /** The largest array that every JVM can make. */
  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** Number of bytes that the file has from an address on; 0 if the address is outside. */
  long available(long address) {
    long end = size - base;
    return address < 0 || address > end ? 0 : end - address;
  }

  /** Fills a buffer from an address on, and rewinds it. */
  void read(ByteBuffer buffer, long address, String place) throws IOException {
    require(address, buffer.remaining(), place);
    InputFile.readFully(channel, path, buffer.slice(), base + address);
  }

  /** Bytes of their own, little endian, at an address. */
  ByteBuffer copy(long address, int length, String place) throws IOException {
    require(address, length, place);
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(buffer, address, place);
    return buffer;
  }

  /**
   * Checks that the file has as many bytes at an address.
   *
   * @throws IOException if not
   */
  void require(long address, long length, String place) throws IOException {
    if (length < 0 || length > available(address)) {
      throw failure(place, shortfall(address, length));
    }
  }

  /** That the file has not as many bytes at an address. */
  String shortfall(long address, long length) {
    return "expected %s bytes at address %s, the file ends at %d"
        .formatted(Long.toUnsignedString(length), Long.toUnsignedString(address), size - base);
  }

  /** Whether an address means that there is nothing. */
  boolean isUndefined(long address) {
    return address == -1 || (offsetSize < 8 && address == (1L << (8 * offsetSize)) - 1);
  }

  /** An address at the position of a buffer. */
  long address(ByteBuffer buffer) {
    return unsigned(buffer, offsetSize);
  }

  /** A length at the position of a buffer. */
  long length(ByteBuffer buffer) {
    return unsigned(buffer, lengthSize);
  }

  /** A little-endian number of 1 to 8 bytes at the position of a buffer. */
  static long unsigned(ByteBuffer buffer, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (buffer.get() & 0xffL) << (8 * i);
    }
    return value;
  }

  /** An error of one line about a place in this file. */
  IOException failure(String place, String what) {
    return Failures.at(path, place, what);
  }
}
