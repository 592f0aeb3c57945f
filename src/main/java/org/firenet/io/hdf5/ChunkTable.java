package org.firenet.io.hdf5;

import java.io.IOException;
import java.util.Arrays;

/**
 * Where the chunks of a dataset are, by their number: the place in C order of their grid. Takes 24
 * bytes for each chunk, 16 where none is missing.
 */
final class ChunkTable {
  private static final int INITIAL = 64;

  private final FileBytes file;
  private final String place;
  private long[] numbers = new long[INITIAL];
  private long[] addresses = new long[INITIAL];
  private int[] sizes = new int[INITIAL];
  private int[] skippedFilters = new int[INITIAL];
  private int count;
  private long storedBytes;
  private boolean sorted = true;

  ChunkTable(FileBytes file, String place) {
    this.file = file;
    this.place = place;
  }

  /**
   * Notes a chunk.
   *
   * @param size bytes in the file
   * @param skipped bits of the filters that were not applied
   */
  void add(long number, long address, long size, int skipped) throws IOException {
    file.require(address, size, place);
    if (size > FileBytes.MAX_ARRAY) {
      throw file.failure(place, "expected chunks below 2^31 bytes, got " + size);
    }
    if (count == numbers.length) {
      grow();
    }
    numbers[count] = number;
    addresses[count] = address;
    sizes[count] = (int) size;
    storedBytes += size;
    skippedFilters[count] = skipped;
    sorted &= count == 0 || number > numbers[count - 1];
    count++;
  }

  private void grow() throws IOException {
    int larger = (int) Math.min(FileBytes.MAX_ARRAY, 2L * count);
    if (larger == count) {
      throw file.failure(place, "expected fewer than 2^31 chunks");
    }
    numbers = Arrays.copyOf(numbers, larger);
    addresses = Arrays.copyOf(addresses, larger);
    sizes = Arrays.copyOf(sizes, larger);
    skippedFilters = Arrays.copyOf(skippedFilters, larger);
  }

  /** Sorts the chunks by number, once all are noted. */
  void finish() throws IOException {
    if (!sorted) {
      sort();
    }
    numbers = Arrays.copyOf(numbers, count);
    addresses = Arrays.copyOf(addresses, count);
    sizes = Arrays.copyOf(sizes, count);
    skippedFilters =
        Arrays.stream(skippedFilters, 0, count).allMatch(mask -> mask == 0)
            ? new int[0]
            : Arrays.copyOf(skippedFilters, count);
    if (count == 0 || numbers[count - 1] == count - 1) {
      numbers = new long[0];
    }
  }

  private void sort() throws IOException {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    long[] keys = numbers;
    Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
    numbers = Arrays.stream(order).mapToLong(i -> keys[i]).toArray();
    long[] oldAddresses = addresses;
    addresses = Arrays.stream(order).mapToLong(i -> oldAddresses[i]).toArray();
    int[] oldSizes = sizes;
    sizes = Arrays.stream(order).mapToInt(i -> oldSizes[i]).toArray();
    int[] oldSkipped = skippedFilters;
    skippedFilters = Arrays.stream(order).mapToInt(i -> oldSkipped[i]).toArray();
    for (int i = 1; i < count; i++) {
      if (numbers[i] == numbers[i - 1]) {
        throw file.failure(place, "damaged: chunk " + numbers[i] + " is there twice");
      }
    }
  }

  /** Number of chunks in the file. */
  int count() {
    return count;
  }

  /** Bytes of all chunks in the file together. */
  long storedBytes() {
    return storedBytes;
  }

  /** Place of a chunk in this table, or -1 if the file has it not. */
  int find(long number) {
    if (numbers.length == 0) {
      return number < count ? (int) number : -1;
    }
    int found = Arrays.binarySearch(numbers, number);
    return found < 0 ? -1 : found;
  }

  /** Address of the chunk at a place of this table. */
  long address(int found) {
    return addresses[found];
  }

  /** Bytes in the file of the chunk at a place of this table. */
  int size(int found) {
    return sizes[found];
  }

  /** Bits of the filters that were not applied to the chunk at a place of this table. */
  int skippedFilters(int found) {
    return skippedFilters.length == 0 ? 0 : skippedFilters[found];
  }
}
