package org.firenet.io.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Finds where the elements of a dataset are, from its header and the index of its chunks. */
final class StorageReader {
  private final FileBytes file;
  private final String place;
  private final long[] extents;
  private final long[] maxExtents;
  private final int elementSize;

  StorageReader(FileBytes file, String place, long[] extents, long[] maxExtents, int elementSize) {
    this.file = file;
    this.place = place;
    this.extents = extents;
    this.maxExtents = maxExtents;
    this.elementSize = elementSize;
  }

  Storage read(ObjectHeader header) throws IOException {
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    if (layout instanceof CompactDataLayoutMessage compact) {
      return new Storage.Compact(compact.getDataBuffer());
    } else if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      return file.isUndefined(contiguous.getAddress())
          ? new Storage.Unallocated()
          : new Storage.Contiguous(contiguous.getAddress());
    } else if (layout instanceof ChunkedDataLayoutMessage chunked) {
      return chunked(chunked, filters(header));
    } else if (layout instanceof ChunkedDataLayoutMessageV4 chunked) {
      return chunked(chunked, filters(header));
    }
    throw file.failure(place, "the layout " + layout.getDataLayout() + " can not be read here");
  }

  private ChunkFilters filters(ObjectHeader header) {
    return new ChunkFilters(
        file,
        place,
        header.hasMessageOfType(FilterPipelineMessage.class)
            ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
            : List.of(),
        elementSize);
  }

  private Storage chunked(ChunkedDataLayoutMessage layout, ChunkFilters filters)
      throws IOException {
    if (file.isUndefined(layout.getBTreeAddress())) {
      return new Storage.Unallocated();
    }
    ChunkGrid grid = grid(layout.getChunkDimensions());
    ChunkTable table = new ChunkTable(file, place);
    new BTreeOneIndex(file, place, grid, table).read(layout.getBTreeAddress());
    table.finish();
    return new Storage.Chunked(grid, table, filters);
  }

  private Storage chunked(ChunkedDataLayoutMessageV4 layout, ChunkFilters filters)
      throws IOException {
    long address = layout.getAddress();
    if (file.isUndefined(address)) {
      return new Storage.Unallocated();
    }
    int[] chunk = layout.getChunkDimensions();
    ChunkGrid grid = grid(Arrays.copyOf(chunk, Math.max(0, chunk.length - 1)));
    ChunkTable table = new ChunkTable(file, place);
    switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          table.add(
              0,
              address,
              filters.isEmpty() ? grid.chunkBytes() : layout.getSizeOfFilteredSingleChunk(),
              0);
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> readImplicit(address, grid, table);
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new ArrayIndex(file, place, grid, table).readFixed(address);
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ArrayIndex(file, place, grid, table).readExtensible(address);
      default -> new BTreeTwoIndex(file, place, grid, table).read(address);
    }
    table.finish();
    return new Storage.Chunked(grid, table, filters);
  }

  private ChunkGrid grid(int[] chunk) throws IOException {
    return ChunkGrid.of(file, place, extents, maxExtents, chunk, elementSize);
  }

  /** Chunks one after the other, also those into which the dataset has not grown. */
  private void readImplicit(long address, ChunkGrid grid, ChunkTable table) throws IOException {
    long chunks = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      chunks *= grid.across(axis);
    }
    long seen = 0;
    long most = file.available(address) / grid.chunkBytes();
    for (long i = 0; i < most && seen < chunks; i++) {
      long number = grid.numberOfIndexed(i);
      if (number >= 0) {
        table.add(number, address + i * grid.chunkBytes(), grid.chunkBytes(), 0);
        seen++;
      }
    }
  }
}
