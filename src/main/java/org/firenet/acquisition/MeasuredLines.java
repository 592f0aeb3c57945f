package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.firenet.io.InputFile;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.AcquisitionTable;

/**
 * Checks the lines of images before anything is allocated for them: that they fit the encoded
 * matrix, that all have the same channels, and that the matrix, whatever a header claims, is one of
 * which something was measured.
 */
final class MeasuredLines {
  private static final long MOST_UNDERSAMPLING = 128;

  private final Path path;
  private final AcquisitionTable table;
  private final LinePlacement placement;
  private int channels;
  private boolean completeReadouts = true;

  /** No lines so far. */
  MeasuredLines(Path path, AcquisitionTable table, LinePlacement placement) {
    this.path = path;
    this.table = table;
    this.placement = placement;
  }

  /**
   * Adds an image.
   *
   * @param lines numbers of its acquisitions
   * @throws IOException beginning with the path, if something is wrong with them
   */
  void add(List<Integer> lines) throws IOException {
    long samples = 0;
    for (int number : lines) {
      AcquisitionHeader head = table.header(number);
      channels = channels == 0 ? head.channels() : channels;
      if (head.channels() != channels) {
        throw InputFile.failure(
            path,
            "acquisition %d: expected %d channels as before, got %d"
                .formatted(number, channels, head.channels()));
      }
      try {
        placement.line(head, number);
        LinePlacement.Readout readout = placement.readout(head, number);
        samples += readout.count();
        completeReadouts &= readout.covers(placement.readout());
      } catch (IllegalArgumentException e) {
        throw new IOException(path + ": " + e.getMessage(), e);
      }
    }
    if (placement.grid().count() > MOST_UNDERSAMPLING * samples) {
      throw InputFile.failure(
          path,
          "encodedSpace: expected a matrix of at most %d times the %d samples of an image, got %s"
              .formatted(MOST_UNDERSAMPLING, samples, placement.grid()));
    }
  }

  /** Channels of every line; 0 without lines. */
  int channels() {
    return channels;
  }

  /** Whether every line covers the whole readout. */
  boolean haveCompleteReadouts() {
    return completeReadouts;
  }
}
