package org.firenet.io.hdf5;

import java.io.IOException;
import java.util.Arrays;

/** Decompresses LZF, the fast compression that h5py offers. */
final class Lzf {
  private static final int LITERALS = 32;
  private static final int LONG_RUN = 7;

  private Lzf() {}

  /**
   * The first bytes of what was compressed.
   *
   * @param most as many at most
   */
  static byte[] decompress(byte[] in, int most, FileBytes file, String place) throws IOException {
    byte[] out = new byte[most];
    int from = 0;
    int to = 0;
    while (from < in.length && to < most) {
      int control = in[from++] & 0xff;
      if (control < LITERALS) {
        int count = Math.min(control + 1, most - to);
        if (from + count > in.length) {
          throw file.failure(place, "damaged: a compressed chunk ends too early");
        }
        System.arraycopy(in, from, out, to, count);
        from += count;
        to += count;
        continue;
      }
      int length = control >> 5;
      int needed = length == LONG_RUN ? 2 : 1;
      if (from + needed > in.length) {
        throw file.failure(place, "damaged: a compressed chunk ends too early");
      }
      length += length == LONG_RUN ? in[from++] & 0xff : 0;
      int back = ((control & 0x1f) << 8) | (in[from++] & 0xff);
      int source = to - back - 1;
      if (source < 0) {
        throw file.failure(place, "damaged: a chunk does not decompress");
      }
      for (int end = Math.min(most, to + length + 2); to < end; to++) {
        out[to] = out[source++];
      }
    }
    return to == most ? out : Arrays.copyOf(out, to);
  }
}
