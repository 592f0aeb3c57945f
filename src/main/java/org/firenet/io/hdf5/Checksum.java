package org.firenet.io.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** HDF5's checksum of its structures: Jenkins' lookup3, in the last four bytes. */
final class Checksum {
  private Checksum() {}

  /** Checks that the last four of the first {@code length} bytes are the checksum of the rest. */
  static void verify(ByteBuffer bytes, int length, FileBytes file, String place)
      throws IOException {
    ByteBuffer buffer = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind().limit(length);
    try {
      ChecksumUtils.validateChecksum(buffer);
    } catch (RuntimeException e) {
      throw file.failure(place, "damaged: a checksum of the index does not fit");
    }
  }
}
