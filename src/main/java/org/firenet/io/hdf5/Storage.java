package org.firenet.io.hdf5;

import java.nio.ByteBuffer;

/** Where the elements of a dataset are. */
sealed interface Storage {
  /** In the header of the dataset. */
  record Compact(ByteBuffer data) implements Storage {}

  /** One after the other. */
  record Contiguous(long address) implements Storage {}

  /** In chunks. */
  record Chunked(ChunkGrid grid, ChunkTable table, ChunkFilters filters) implements Storage {}

  /** Nowhere: every element has the fill value. */
  record Unallocated() implements Storage {}
}
