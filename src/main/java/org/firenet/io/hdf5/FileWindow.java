package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of a file in memory that moves along with what is asked for: near the last place it reads
 * ahead, further and further; elsewhere only a little. Not for several threads.
 */
final class FileWindow {
  private static final int MAX_AHEAD = 1 << 20;

  private final FileBytes file;
  private final int least;
  private final int gap;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long start;
  private int ahead;

  /**
   * A window that is empty.
   *
   * @param least bytes to read at a new place
   * @param gap bytes that may be skipped and still count as reading on
   */
  FileWindow(FileBytes file, int least, int gap) {
    this.file = file;
    this.least = least;
    this.gap = gap;
    this.ahead = least;
  }

  /**
   * The bytes at an address, little endian, between position and limit of a buffer that is valid
   * until the next call.
   *
   * @throws IOException if the file has not as many there
   */
  ByteBuffer at(long address, int length, String place) throws IOException {
    long offset = address - start;
    if (offset < 0 || offset + length > filled()) {
      fill(address, length, place);
      offset = 0;
    }
    return buffer.limit((int) offset + length).position((int) offset);
  }

  private int filled;

  private int filled() {
    buffer.clear();
    return filled;
  }

  private void fill(long address, int length, String place) throws IOException {
    file.require(address, length, place);
    long skipped = address - (start + filled);
    boolean onward = filled > 0 && address >= start && skipped <= gap;
    ahead = onward ? Math.min(MAX_AHEAD, 2 * ahead) : least;
    int wanted = (int) Math.min(file.available(address), Math.max(length, ahead));
    if (buffer.capacity() < wanted) {
      int capacity = (int) Math.min(file.size(), Math.max(wanted, 2L * buffer.capacity()));
      buffer =
          ByteBuffer.allocateDirect(Math.min(FileBytes.MAX_ARRAY, Math.max(wanted, capacity)))
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    filled = 0;
    start = address;
    buffer.clear().limit(wanted);
    file.read(buffer, address, place);
    filled = wanted;
    buffer.clear();
  }
}
