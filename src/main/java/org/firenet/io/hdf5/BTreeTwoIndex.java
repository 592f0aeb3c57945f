package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the chunks of a dataset from a version 2 B-tree: datasets that grow along several axes. */
final class BTreeTwoIndex {
  private static final int HEADER = 0x44485442; // BTHD
  private static final int LEAF = 0x464c5442; // BTLF
  private static final int INTERNAL = 0x4e495442; // BTIN
  private static final int TYPE_PLAIN = 10;
  private static final int TYPE_FILTERED = 11;
  private static final int NODE_OVERHEAD = 10;
  private static final int NODE_PREFIX = 6;
  private static final int MAX_DEPTH = 32;

  private final FileBytes file;
  private final String place;
  private final ChunkGrid grid;
  private final ChunkTable table;
  private int type;
  private int nodeSize;
  private int recordSize;
  private int countSize;
  private int[] totalSize;
  private long budget;

  BTreeTwoIndex(FileBytes file, String place, ChunkGrid grid, ChunkTable table) {
    this.file = file;
    this.place = place;
    this.grid = grid;
    this.table = table;
  }

  /** Notes all chunks of the tree whose header is at an address. */
  void read(long address) throws IOException {
    ByteBuffer header =
        file.copy(address, 16 + file.offsetSize() + 2 + file.lengthSize() + 4, place);
    if (header.getInt() != HEADER || header.get() != 0) {
      throw file.failure(place, "damaged: no version 2 B-tree at address " + address);
    }
    type = header.get();
    nodeSize = header.getInt();
    recordSize = Short.toUnsignedInt(header.getShort());
    int depth = Short.toUnsignedInt(header.getShort());
    header.getShort();
    long root = file.address(header);
    int rootRecords = Short.toUnsignedInt(header.getShort());
    Checksum.verify(header, header.capacity(), file, place);
    int rank = grid.chunk().length;
    int least = file.offsetSize() + 8 * rank + (type == TYPE_FILTERED ? 5 : 0);
    if ((type != TYPE_PLAIN && type != TYPE_FILTERED)
        || depth > MAX_DEPTH
        || recordSize < least
        || recordSize > least + (type == TYPE_FILTERED ? 7 : 0)
        || nodeSize < NODE_OVERHEAD + recordSize
        || nodeSize > file.size()) {
      throw file.failure(place, "damaged: version 2 B-tree at address " + address);
    }
    budget = 2 * file.size();
    measure(depth);
    if (!file.isUndefined(root)) {
      readNode(root, rootRecords, depth);
    }
  }

  /** The widths of the counts beside a pointer to a node, by the depth of the node. */
  private void measure(int depth) {
    long leaf = ((long) nodeSize - NODE_OVERHEAD) / recordSize;
    countSize = bytesFor(leaf);
    totalSize = new int[depth + 1];
    double total = leaf;
    for (int d = 1; d <= depth; d++) {
      int pointer = file.offsetSize() + countSize + totalSize[d - 1];
      double most = Math.max(1, (nodeSize - NODE_OVERHEAD - pointer) / (recordSize + pointer));
      total = Math.min(Long.MAX_VALUE / 2.0, (most + 1) * total + most);
      totalSize[d] = bytesFor((long) total);
    }
  }

  private static int bytesFor(long count) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, count))) / 8 + 1;
  }

  private void readNode(long address, int records, int depth) throws IOException {
    budget -= nodeSize;
    if (budget < 0) {
      throw file.failure(place, "damaged: an index of chunks larger than the file");
    }
    ByteBuffer node = file.copy(address, nodeSize, place);
    if (node.getInt() != (depth == 0 ? LEAF : INTERNAL) || node.get() != 0 || node.get() != type) {
      throw file.failure(place, "damaged: no node of a version 2 B-tree at address " + address);
    }
    int pointer =
        depth == 0 ? 0 : file.offsetSize() + countSize + (depth > 1 ? totalSize[depth - 1] : 0);
    long length =
        NODE_PREFIX + (long) records * recordSize + (depth == 0 ? 0 : (records + 1L) * pointer);
    if (length + 4 > nodeSize) {
      throw file.failure(place, "damaged: " + records + " records in the node at " + address);
    }
    Checksum.verify(node, (int) length + 4, file, place);
    for (int i = 0; i < records; i++) {
      node.position(NODE_PREFIX + i * recordSize);
      readRecord(node);
    }
    for (int i = 0; depth > 0 && i <= records; i++) {
      node.position(NODE_PREFIX + records * recordSize + i * pointer);
      long child = file.address(node);
      readNode(child, (int) FileBytes.unsigned(node, countSize), depth - 1);
    }
  }

  private void readRecord(ByteBuffer node) throws IOException {
    int rank = grid.chunk().length;
    long address = file.address(node);
    long size = grid.chunkBytes();
    int skipped = 0;
    if (type == TYPE_FILTERED) {
      size = FileBytes.unsigned(node, recordSize - file.offsetSize() - 4 - 8 * rank);
      skipped = node.getInt();
    }
    long[] at = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      at[axis] = node.getLong();
    }
    long number = grid.number(at);
    if (number >= 0 && !file.isUndefined(address)) {
      table.add(number, address, size, skipped);
    }
  }
}
