package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the chunks of a dataset from a fixed or an extensible array: the indices of files of HDF5
 * 1.10 and newer for datasets that do not grow, or along one axis.
 */
final class ArrayIndex {
  private static final int FIXED_HEADER = 0x44484146; // FAHD
  private static final int FIXED_BLOCK = 0x42444146; // FADB
  private static final int EXTENSIBLE_HEADER = 0x44484145; // EAHD
  private static final int INDEX_BLOCK = 0x42494145; // EAIB
  private static final int SUPER_BLOCK = 0x42534145; // EASB
  private static final int DATA_BLOCK = 0x42444145; // EADB
  private static final int PREFIX = 6;
  private static final int CHECKSUM = 4;

  private final FileBytes file;
  private final String place;
  private final ChunkGrid grid;
  private final ChunkTable table;
  private int entrySize;
  private boolean filtered;
  private long limit;
  private long next;
  private long pageEntries;
  private long budget;

  ArrayIndex(FileBytes file, String place, ChunkGrid grid, ChunkTable table) {
    this.file = file;
    this.place = place;
    this.grid = grid;
    this.table = table;
    this.budget = 2 * file.size();
  }

  /** Notes all chunks of a fixed array. */
  void readFixed(long address) throws IOException {
    ByteBuffer header =
        block(address, 8 + file.lengthSize() + file.offsetSize() + CHECKSUM, FIXED_HEADER);
    readEntryFormat(header, address);
    int pageBits = Byte.toUnsignedInt(header.get());
    long entries = file.length(header);
    long data = file.address(header);
    if (pageBits > 31 || entries < 0 || entries > file.size() / entrySize) {
      throw damaged(address);
    }
    if (file.isUndefined(data)) {
      return;
    }
    pageEntries = 1L << pageBits;
    limit = entries;
    int prefix = PREFIX + file.offsetSize();
    if (entries <= pageEntries) {
      ByteBuffer block =
          block(data, Math.toIntExact(prefix + entries * entrySize + CHECKSUM), FIXED_BLOCK);
      readEntries(block.position(prefix), entries);
    } else {
      long pages = (entries - 1) / pageEntries + 1;
      int bitmap = Math.toIntExact((pages + 7) / 8);
      ByteBuffer block = block(data, prefix + bitmap + CHECKSUM, FIXED_BLOCK);
      readPages(data + block.capacity(), entries, new Bitmap(block, prefix, 0));
    }
  }

  /** Notes all chunks of an extensible array. */
  void readExtensible(long address) throws IOException {
    ByteBuffer header =
        block(
            address, 12 + 6 * file.lengthSize() + file.offsetSize() + CHECKSUM, EXTENSIBLE_HEADER);
    readEntryFormat(header, address);
    int maxBits = Byte.toUnsignedInt(header.get());
    int inIndex = Byte.toUnsignedInt(header.get());
    int least = Byte.toUnsignedInt(header.get());
    int leastPointers = Byte.toUnsignedInt(header.get());
    int pageBits = Byte.toUnsignedInt(header.get());
    header.position(header.position() + 4 * file.lengthSize());
    limit = file.length(header);
    header.position(header.position() + file.lengthSize());
    long index = file.address(header);
    if (maxBits > 63
        || Integer.bitCount(least) != 1
        || Integer.bitCount(leastPointers) != 1
        || pageBits > 31
        || limit < 0) {
      throw damaged(address);
    }
    pageEntries = 1L << pageBits;
    if (!file.isUndefined(index)) {
      readIndexBlock(index, maxBits, inIndex, least, leastPointers);
    }
  }

  private void readIndexBlock(long address, int maxBits, int inIndex, int least, int leastPointers)
      throws IOException {
    int superBlocks = 1 + maxBits - Integer.numberOfTrailingZeros(least);
    int direct = 2 * Integer.numberOfTrailingZeros(leastPointers);
    int dataPointers = 2 * (leastPointers - 1);
    int superPointers = Math.max(0, superBlocks - direct);
    int prefix = PREFIX + file.offsetSize();
    int length =
        prefix
            + inIndex * entrySize
            + (dataPointers + superPointers) * file.offsetSize()
            + CHECKSUM;
    ByteBuffer block = block(address, length, INDEX_BLOCK).position(prefix);
    readEntries(block, inIndex);
    int offsetBytes = (maxBits + 7) / 8;
    for (int u = 0, pointer = 0; u < superBlocks && next < limit; u++) {
      long entries = (1L << ((u + 1) / 2)) * least;
      if (u < direct) {
        for (int i = 0; i < 1 << (u / 2) && pointer < dataPointers; i++, pointer++) {
          readDataBlock(file.address(block), entries, offsetBytes, null);
        }
      } else {
        readSuperBlock(file.address(block), 1L << (u / 2), entries, offsetBytes);
      }
    }
  }

  private void readSuperBlock(long address, long pointers, long entries, int offsetBytes)
      throws IOException {
    if (file.isUndefined(address)) {
      next += pointers * entries;
      return;
    }
    long pages = entries > pageEntries ? entries / pageEntries : 0;
    long bitmap = (pages + 7) / 8;
    long length =
        PREFIX + file.offsetSize() + offsetBytes + pointers * (bitmap + file.offsetSize());
    file.require(address, length + CHECKSUM, place);
    ByteBuffer block = block(address, Math.toIntExact(length + CHECKSUM), SUPER_BLOCK);
    int bitmaps = PREFIX + file.offsetSize() + offsetBytes;
    for (long i = 0; i < pointers && next < limit; i++) {
      block.position(Math.toIntExact(bitmaps + pointers * bitmap + i * file.offsetSize()));
      readDataBlock(
          file.address(block), entries, offsetBytes, new Bitmap(block, bitmaps, i * pages));
    }
  }

  /**
   * Which pages were ever written, a bit each, the highest first.
   *
   * @param bytes that hold the bits
   * @param at first byte
   * @param first bit of the first page
   */
  private record Bitmap(ByteBuffer bytes, int at, long first) {
    boolean isWritten(long page) {
      long bit = first + page;
      return (bytes.get(at + (int) (bit / 8)) & (0x80 >> (bit % 8))) != 0;
    }
  }

  /** Without bitmap all pages of a block are written. */
  private void readDataBlock(long address, long entries, int offsetBytes, Bitmap bitmap)
      throws IOException {
    if (file.isUndefined(address) || next >= limit) {
      next += entries;
      return;
    }
    int prefix = PREFIX + file.offsetSize() + offsetBytes;
    if (entries <= pageEntries) {
      file.require(address, entries * entrySize, place);
      ByteBuffer block =
          block(address, Math.toIntExact(prefix + entries * entrySize + CHECKSUM), DATA_BLOCK);
      readEntries(block.position(prefix), entries);
    } else {
      block(address, prefix + CHECKSUM, DATA_BLOCK);
      readPages(address + prefix + CHECKSUM, entries, bitmap);
    }
  }

  private void readPages(long address, long entries, Bitmap bitmap) throws IOException {
    long at = address;
    for (long first = 0, page = 0; first < entries; first += pageEntries, page++) {
      long count = Math.min(pageEntries, entries - first);
      int length = Math.toIntExact(count * entrySize + CHECKSUM);
      boolean written = bitmap == null || bitmap.isWritten(page);
      if (written && next < limit) {
        ByteBuffer entriesOfPage = copy(at, length);
        Checksum.verify(entriesOfPage, length, file, place);
        readEntries(entriesOfPage, count);
      } else {
        next += count;
      }
      at += length;
    }
  }

  private void readEntryFormat(ByteBuffer header, long address) throws IOException {
    header.position(5);
    int client = header.get();
    entrySize = Byte.toUnsignedInt(header.get());
    filtered = client == 1;
    int least = file.offsetSize() + (filtered ? 5 : 0);
    if ((client != 0 && client != 1)
        || entrySize < least
        || entrySize > least + (filtered ? 7 : 0)) {
      throw damaged(address);
    }
  }

  private void readEntries(ByteBuffer block, long count) throws IOException {
    for (long i = 0; i < count; i++) {
      long address = file.address(block);
      long size = grid.chunkBytes();
      int skipped = 0;
      if (filtered) {
        size = FileBytes.unsigned(block, entrySize - file.offsetSize() - 4);
        skipped = block.getInt();
      }
      long number = next < limit ? grid.numberOfIndexed(next) : -1;
      next++;
      if (number >= 0 && !file.isUndefined(address)) {
        table.add(number, address, size, skipped);
      }
    }
  }

  private ByteBuffer block(long address, int length, int signature) throws IOException {
    ByteBuffer block = copy(address, length);
    if (block.getInt(0) != signature || block.get(4) != 0) {
      throw damaged(address);
    }
    Checksum.verify(block, length, file, place);
    return block;
  }

  /** Bytes of the file, each about once. */
  private ByteBuffer copy(long address, int length) throws IOException {
    budget -= length;
    if (budget < 0) {
      throw file.failure(place, "damaged: an index of chunks larger than the file");
    }
    return file.copy(address, length, place);
  }

  private IOException damaged(long address) {
    return file.failure(place, "damaged: index of chunks at address " + address);
  }
}
