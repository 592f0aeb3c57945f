package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads what a file holds of variable length, where an element of a dataset has only the length and
 * the place. Reading in the order of the file reads ahead. Not for several threads.
 */
public final class Hdf5Sequences {
  private final FileBytes file;
  private final String place;
  private final GlobalHeap heap;

  Hdf5Sequences(FileBytes file, String place) {
    this.file = file;
    this.place = place;
    this.heap = new GlobalHeap(file);
  }

  /** Bytes of an element that stands for a sequence. */
  public int elementBytes() {
    return 8 + file.offsetSize();
  }

  /** The number of elements of the sequence that the element at the position of a buffer means. */
  public static long length(ByteBuffer element) {
    return Integer.toUnsignedLong(element.getInt(element.position()));
  }

  /** The address of the collection that holds the sequence at the position of a buffer. */
  public long address(ByteBuffer element) {
    return Elements.Sequence.read(file, element.duplicate().order(element.order())).address();
  }

  /** The number in its collection of the sequence at the position of a buffer. */
  public int index(ByteBuffer element) {
    return Elements.Sequence.read(file, element.duplicate().order(element.order())).index();
  }

  /**
   * The bytes of a sequence, little endian, between position and limit of a buffer that is valid
   * until the next call.
   *
   * @param address of the collection
   * @param index of the sequence in the collection
   * @param bytes of the sequence
   * @throws IOException if the file has them not
   */
  public ByteBuffer read(long address, int index, long bytes) throws IOException {
    return Failures.guard(file.path(), place, () -> heap.read(address, index, bytes, place));
  }
}
