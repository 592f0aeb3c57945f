package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the elements of a dataset as they are in the file, by rows: entries of the first axis. Not
 * for several threads.
 */
final class RowReader {
  private static final long FREE_BYTES = 1 << 20;

  /** Missing chunks are filled in; so many bytes at most for each byte that is there. */
  private static final int MAX_SPARSITY = 16;

  private final FileBytes file;
  private final String place;
  private final Storage storage;
  private final int rowBytes;
  private final byte[] fill;
  private final FileWindow window;
  private byte[] decoded;
  private long decodedNumber = -1;

  /**
   * A reader.
   *
   * @param rowBytes bytes of a row
   * @param fill value of elements that were never written
   */
  RowReader(FileBytes file, String place, Storage storage, int rowBytes, byte[] fill) {
    this.file = file;
    this.place = place;
    this.storage = storage;
    this.rowBytes = rowBytes;
    this.fill = fill;
    this.window = new FileWindow(file, 1 << 9, 1 << 11);
  }

  /**
   * Checks that the file can hold as many bytes as are about to be asked for.
   *
   * @throws IOException if not
   */
  void requirePlausible(long from, long to) throws IOException {
    long wanted = Math.multiplyExact(to - from, (long) rowBytes);
    Math.multiplyExact(to, (long) rowBytes);
    if (storage instanceof Storage.Compact compact) {
      requireAtMost(to * rowBytes, compact.data().remaining());
    } else if (storage instanceof Storage.Contiguous contiguous) {
      file.require(contiguous.address(), to * rowBytes, place);
    } else if (storage instanceof Storage.Unallocated) {
      requireAtMost(wanted, FREE_BYTES + MAX_SPARSITY * file.size());
    } else if (storage instanceof Storage.Chunked chunked) {
      chunked.filters().requireKnown();
      long stored = Math.min(file.size(), chunked.table().storedBytes());
      int ratio = chunked.filters().isEmpty() ? 1 : ChunkFilters.MAX_RATIO;
      requireAtMost(wanted, FREE_BYTES + (long) MAX_SPARSITY * ratio * stored);
    }
  }

  private void requireAtMost(long wanted, long most) throws IOException {
    if (wanted > most) {
      throw file.failure(
          place, "expected %d bytes of data, the file can hold %d".formatted(wanted, most));
    }
  }

  /** Overwrites the first {@code (to - from) * rowBytes} bytes of {@code out}. */
  void read(long from, long to, byte[] out) throws IOException {
    int length = Math.toIntExact((to - from) * rowBytes);
    if (storage instanceof Storage.Compact compact) {
      requireAtMost(to * rowBytes, compact.data().remaining());
      compact.data().duplicate().position((int) (from * rowBytes)).get(out, 0, length);
    } else if (storage instanceof Storage.Contiguous contiguous) {
      file.read(ByteBuffer.wrap(out, 0, length), contiguous.address() + from * rowBytes, place);
    } else if (storage instanceof Storage.Chunked chunked) {
      readChunks(chunked, from, to, out);
    } else {
      fill(out, 0, length);
    }
  }

  private void readChunks(Storage.Chunked chunked, long from, long to, byte[] out)
      throws IOException {
    ChunkGrid grid = chunked.grid();
    int rank = grid.chunk().length;
    long[] at = new long[rank];
    at[0] = from / grid.chunk()[0];
    while (at[0] * grid.chunk()[0] < to) {
      long number = grid.number(at);
      int found = chunked.table().find(number);
      copy(grid, at, from, to, found < 0 ? null : chunk(chunked, number, found), out);
      int axis = rank - 1;
      while (axis > 0 && ++at[axis] == grid.across(axis)) {
        at[axis--] = 0;
      }
      if (axis == 0) {
        at[0]++;
      }
    }
  }

  /** The content of a chunk from its position on; valid until the next call. */
  private ByteBuffer chunk(Storage.Chunked chunked, long number, int found) throws IOException {
    ChunkTable table = chunked.table();
    int size = chunked.grid().chunkBytes();
    if (chunked.filters().isEmpty()) {
      if (table.size(found) < size) {
        throw file.failure(
            place,
            "damaged: expected chunks of %d bytes, got %d".formatted(size, table.size(found)));
      }
      return window.at(table.address(found), size, place);
    }
    if (decodedNumber != number) {
      decodedNumber = -1;
      ByteBuffer stored = window.at(table.address(found), table.size(found), place);
      byte[] bytes = new byte[stored.remaining()];
      stored.get(bytes);
      decoded = chunked.filters().decode(bytes, size, table.skippedFilters(found));
      decodedNumber = number;
    }
    return ByteBuffer.wrap(decoded);
  }

  /** Copies the part of a chunk that belongs to the rows; the fill value without chunk. */
  private void copy(ChunkGrid grid, long[] at, long from, long to, ByteBuffer chunk, byte[] out) {
    int rank = grid.chunk().length;
    int size = grid.elementSize();
    int start = chunk == null ? 0 : chunk.position();
    int[] first = new int[rank];
    int[] count = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      long origin = at[axis] * grid.chunk()[axis];
      long low = axis == 0 ? Math.max(from, origin) : origin;
      long high = Math.min(axis == 0 ? to : grid.extents()[axis], origin + grid.chunk()[axis]);
      first[axis] = (int) (low - origin);
      count[axis] = (int) (high - low);
    }
    int[] index = new int[rank];
    int run = count[rank - 1] * size;
    while (index[0] < count[0]) {
      long source = 0;
      long target = 0;
      for (int axis = 0; axis < rank; axis++) {
        int inChunk = first[axis] + (axis == rank - 1 ? 0 : index[axis]);
        long origin = at[axis] * grid.chunk()[axis] - (axis == 0 ? from : 0);
        long extent = axis == 0 ? to - from : grid.extents()[axis];
        source = source * grid.chunk()[axis] + inChunk;
        target = target * extent + origin + inChunk;
      }
      if (chunk == null) {
        fill(out, (int) (target * size), run);
      } else {
        chunk.get(start + (int) (source * size), out, (int) (target * size), run);
      }
      if (rank == 1) {
        return;
      }
      int axis = rank - 2;
      while (axis > 0 && ++index[axis] == count[axis]) {
        index[axis--] = 0;
      }
      if (axis == 0) {
        index[0]++;
      }
    }
  }

  private void fill(byte[] out, int at, int length) {
    if (fill.length == 0) {
      Arrays.fill(out, at, at + length, (byte) 0);
      return;
    }
    for (int i = 0; i < length; i++) {
      out[at + i] = fill[i % fill.length];
    }
  }
}
