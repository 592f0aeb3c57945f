package org.firenet.io.hdf5;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the filters of a chunk: deflate, shuffle, Fletcher's checksum, LZF. The result always has
 * the size of a chunk, whatever the file says.
 */
final class ChunkFilters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;
  private static final int LZF = 32000;
  private static final int FLETCHER_BYTES = 4;

  /** How many times smaller than its content what deflate makes can be. */
  static final int MAX_RATIO = 1032;

  private final FileBytes file;
  private final String place;
  private final List<FilterInfo> filters;
  private final int elementSize;

  ChunkFilters(FileBytes file, String place, List<FilterInfo> filters, int elementSize) {
    this.file = file;
    this.place = place;
    this.filters = List.copyOf(filters);
    this.elementSize = elementSize;
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  /**
   * Checks that all filters are known.
   *
   * @throws IOException naming the one that is not
   */
  void requireKnown() throws IOException {
    for (FilterInfo filter : filters) {
      switch (filter.getId()) {
        case DEFLATE, SHUFFLE, FLETCHER, LZF -> {}
        default ->
            throw file.failure(
                place,
                "the filter %d (%s) can not be undone here, only deflate, shuffle, fletcher32, lzf"
                    .formatted(filter.getId(), filter.getName()));
      }
    }
  }

  /** The chunk of {@code size} bytes that {@code stored} became. */
  byte[] decode(byte[] stored, int size, int skipped) throws IOException {
    int checksums = (int) filters.stream().filter(f -> f.getId() == FLETCHER).count();
    if ((long) stored.length * MAX_RATIO + FLETCHER_BYTES < size / 2) {
      throw file.failure(
          place, "damaged: a chunk of %d bytes from %d".formatted(size, stored.length));
    }
    byte[] data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (i < Integer.SIZE && (skipped >>> i & 1) != 0) {
        continue;
      }
      data =
          switch (filters.get(i).getId()) {
            case DEFLATE -> inflate(data, size + FLETCHER_BYTES * checksums);
            case SHUFFLE -> unshuffle(data, shuffled(filters.get(i)));
            case FLETCHER -> checked(data);
            default -> Lzf.decompress(data, size + FLETCHER_BYTES * checksums, file, place);
          };
    }
    if (data.length < size) {
      throw file.failure(
          place, "damaged: expected chunks of %d bytes, got %d".formatted(size, data.length));
    }
    return data;
  }

  private int shuffled(FilterInfo filter) {
    int[] parameters = filter.getData();
    return parameters.length > 0 && parameters[0] > 0 ? parameters[0] : elementSize;
  }

  private byte[] inflate(byte[] data, int most) throws IOException {
    byte[] out = new byte[most];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int length = 0;
      while (length < most && !inflater.finished()) {
        int count = inflater.inflate(out, length, most - length);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw file.failure(place, "damaged: a compressed chunk ends too early");
        }
        length += count;
      }
      return length == most ? out : Arrays.copyOf(out, length);
    } catch (DataFormatException e) {
      throw new IOException(
          file.failure(place, "damaged: a chunk does not decompress: " + e.getMessage())
              .getMessage(),
          e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] unshuffle(byte[] data, int width) {
    int count = data.length / width;
    byte[] out = new byte[data.length];
    for (int part = 0; part < width; part++) {
      for (int i = 0, from = part * count; i < count; i++) {
        out[i * width + part] = data[from + i];
      }
    }
    System.arraycopy(data, count * width, out, count * width, data.length - count * width);
    return out;
  }

  private byte[] checked(byte[] data) throws IOException {
    int length = data.length - FLETCHER_BYTES;
    if (length < 0) {
      throw file.failure(place, "damaged: a chunk of " + data.length + " bytes has no checksum");
    }
    int expected = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    int actual = fletcher(data, length);
    int swapped = ((actual & 0xff00ff) << 8) | ((actual >>> 8) & 0xff00ff);
    if (expected != actual && expected != swapped) {
      throw file.failure(place, "damaged: the checksum of a chunk does not fit");
    }
    return Arrays.copyOf(data, length);
  }

  private static int fletcher(byte[] data, int length) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < length; i += 2) {
      int next = i + 1 < length ? data[i + 1] & 0xff : 0;
      low += (data[i] & 0xff) << 8 | next;
      high += low;
      if ((i & 0xff) == 0xfe) {
        low = fold(low);
        high = fold(high);
      }
    }
    return (int) (fold(high) << 16 | fold(low));
  }

  /** The number modulo 65535, with 65535 for zero unless it is zero. */
  private static long fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return folded;
  }
}
