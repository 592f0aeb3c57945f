package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the chunks of a dataset from a version 1 B-tree, the index of files of HDF5 1.8 and older.
 */
final class BTreeOneIndex {
  private static final int SIGNATURE = 0x45455254; // TREE
  private static final int NODE_TYPE_CHUNKS = 1;
  private static final int MAX_LEVEL = 32;

  private final FileBytes file;
  private final FileWindow window;
  private final String place;
  private final ChunkGrid grid;
  private final ChunkTable table;
  private final int keySize;
  private long budget;

  BTreeOneIndex(FileBytes file, String place, ChunkGrid grid, ChunkTable table) {
    this.file = file;
    this.window = new FileWindow(file, 1 << 12, 1 << 12);
    this.place = place;
    this.grid = grid;
    this.table = table;
    this.keySize = 8 + 8 * (grid.chunk().length + 1);
    this.budget = file.size() / (keySize + file.offsetSize()) + 1;
  }

  /** Notes all chunks of the tree. */
  void read(long root) throws IOException {
    read(root, -1);
  }

  private void read(long address, int expectedLevel) throws IOException {
    int prefix = 8 + 2 * file.offsetSize();
    ByteBuffer head = window.at(address, prefix, place);
    if (head.getInt() != SIGNATURE || head.get() != NODE_TYPE_CHUNKS) {
      throw file.failure(place, "damaged: no B-tree of chunks at address " + address);
    }
    int level = Byte.toUnsignedInt(head.get());
    int entries = Short.toUnsignedInt(head.getShort());
    if (expectedLevel < 0 ? level > MAX_LEVEL : level != expectedLevel) {
      throw file.failure(place, "damaged: B-tree node of level " + level + " at " + address);
    }
    budget -= Math.max(1, entries);
    if (budget < 0) {
      throw file.failure(place, "damaged: more chunks than the file can hold");
    }
    int length = entries * (keySize + file.offsetSize());
    if (level == 0) {
      readLeaf(window.at(address + prefix, length, place), entries);
    } else {
      ByteBuffer body = file.copy(address + prefix, length, place);
      for (int i = 0; i < entries; i++) {
        body.position(i * (keySize + file.offsetSize()) + keySize);
        read(file.address(body), level - 1);
      }
    }
  }

  private void readLeaf(ByteBuffer body, int entries) throws IOException {
    long[] at = new long[grid.chunk().length];
    for (int i = 0; i < entries; i++) {
      long size = Integer.toUnsignedLong(body.getInt());
      int skipped = body.getInt();
      boolean inside = true;
      for (int axis = 0; axis < at.length; axis++) {
        long offset = body.getLong();
        inside &= offset >= 0 && offset % grid.chunk()[axis] == 0;
        at[axis] = offset / grid.chunk()[axis];
      }
      body.getLong();
      long address = file.address(body);
      if (!inside) {
        throw file.failure(place, "damaged: a chunk does not begin on the grid of chunks");
      }
      long number = grid.number(at);
      if (number >= 0) {
        table.add(number, address, size, skipped);
      }
    }
  }
}
