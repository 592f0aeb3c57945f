package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The collections of a file that hold what is of variable length. The places of the objects in the
 * collections of the last calls are remembered. Not for several threads.
 */
final class GlobalHeap {
  private static final int SIGNATURE = 0x4c4f4347; // GCOL
  private static final int REMEMBERED = 8;
  private static final int ALIGNMENT = 8;

  private final FileBytes file;
  private final FileWindow window;
  private final Collection[] collections = new Collection[REMEMBERED];
  private int replaced;

  GlobalHeap(FileBytes file) {
    this.file = file;
    this.window = new FileWindow(file, 1 << 13, 1 << 16);
  }

  /** Where the objects of a collection are, as far as they were looked for. */
  private static final class Collection {
    final long address;
    final long end;
    long next;
    int count;
    int[] indices = new int[4];
    long[] places = new long[4];
    long[] sizes = new long[4];

    Collection(long address, long start, long end) {
      this.address = address;
      this.next = start;
      this.end = end;
    }

    int find(int index) {
      for (int i = count - 1; i >= 0; i--) {
        if (indices[i] == index) {
          return i;
        }
      }
      return -1;
    }

    void add(int index, long place, long size) {
      if (count == indices.length) {
        indices = Arrays.copyOf(indices, 2 * count);
        places = Arrays.copyOf(places, 2 * count);
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      indices[count] = index;
      places[count] = place;
      sizes[count++] = size;
    }
  }

  /**
   * The bytes of an object, little endian, between position and limit of a buffer that is valid
   * until the next call.
   *
   * @param address of the collection
   * @param index of the object in it
   * @param length bytes of the object
   */
  ByteBuffer read(long address, int index, long length, String place) throws IOException {
    if (length > FileBytes.MAX_ARRAY) {
      throw file.failure(place, "expected less than 2^31 bytes at once, got " + length);
    }
    Collection collection = collection(address, place);
    int found = collection.find(index);
    while (found < 0) {
      found = walk(collection, index, place);
    }
    if (collection.sizes[found] < length) {
      throw file.failure(
          place,
          "damaged: expected %d bytes in object %d of the heap at address %d, got %d"
              .formatted(length, index, address, collection.sizes[found]));
    }
    return window.at(collection.places[found], (int) length, place);
  }

  private Collection collection(long address, String place) throws IOException {
    for (Collection collection : collections) {
      if (collection != null && collection.address == address) {
        return collection;
      }
    }
    int prefix = 8 + file.lengthSize();
    ByteBuffer header = window.at(address, prefix, place);
    int signature = header.getInt();
    int version = header.get();
    header.position(header.position() + 3);
    long size = file.length(header);
    if (signature != SIGNATURE || version != 1 || size < prefix || size > file.available(address)) {
      throw file.failure(place, "damaged: no heap at address " + Long.toUnsignedString(address));
    }
    Collection collection = new Collection(address, address + prefix, address + size);
    replaced = (replaced + 1) % REMEMBERED;
    collections[replaced] = collection;
    return collection;
  }

  /** Looks at the next object; its place if it is the one. */
  private int walk(Collection collection, int wanted, String place) throws IOException {
    int prefix = 8 + file.lengthSize();
    if (collection.next + prefix > collection.end) {
      throw absent(collection, wanted, place);
    }
    ByteBuffer header = window.at(collection.next, prefix, place);
    int index = Short.toUnsignedInt(header.getShort());
    header.position(header.position() + 6);
    long size = file.length(header);
    long start = collection.next + prefix;
    if (index == 0 || size < 0 || size > collection.end - start) {
      collection.next = collection.end;
      throw absent(collection, wanted, place);
    }
    collection.add(index, start, size);
    collection.next = start + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return index == wanted ? collection.count - 1 : -1;
  }

  private IOException absent(Collection collection, int index, String place) {
    return file.failure(
        place,
        "damaged: no object %d in the heap at address %d".formatted(index, collection.address));
  }
}
