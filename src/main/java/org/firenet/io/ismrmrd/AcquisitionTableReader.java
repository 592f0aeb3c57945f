package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5Sequences;

/** Reads the headers of all acquisitions and checks each. */
final class AcquisitionTableReader {
  private static final int BLOCK_BYTES = 1 << 19;

  private final Path path;
  private final Hdf5Dataset dataset;
  private final AcquisitionLayout layout;
  private final Hdf5Sequences sequences;
  private final int encodings;
  private final float[] orientation = new float[Orientations.NUMBERS];

  AcquisitionTableReader(Path path, Hdf5Dataset dataset, AcquisitionLayout layout, int encodings) {
    this.path = path;
    this.dataset = dataset;
    this.layout = layout;
    this.sequences = dataset.sequences();
    this.encodings = encodings;
  }

  AcquisitionTable read() throws IOException {
    dataset.requirePlausible();
    try {
      return readRows();
    } catch (OutOfMemoryError e) {
      throw new IOException(
          InputFile.failure(
                  path,
                  "%s: the headers of %d acquisitions do not fit into memory"
                      .formatted(dataset.path(), dataset.rows()))
              .getMessage(),
          e);
    }
  }

  private AcquisitionTable readRows() throws IOException {
    int count = (int) dataset.rows();
    int rowBytes = dataset.rowBytes();
    int atOnce = Math.min(count, Math.max(1, BLOCK_BYTES / rowBytes));
    byte[] block = new byte[Math.multiplyExact(atOnce, rowBytes)];
    ByteBuffer rows = ByteBuffer.wrap(block);
    AcquisitionTable table = new AcquisitionTable(count);
    for (int from = 0; from < count; from += atOnce) {
      int to = Math.min(count, from + atOnce);
      dataset.readRows(from, to, block);
      for (int i = from; i < to; i++) {
        readRow(rows, (i - from) * rowBytes, i, table);
      }
    }
    table.orientations.finish();
    return table;
  }

  private void readRow(ByteBuffer row, int at, int i, AcquisitionTable table) throws IOException {
    table.flags[i] = layout.flags.integer(row, at, 0);
    table.measurement[i] = layout.measurement.integer(row, at);
    table.scanCounter[i] = layout.scanCounter.integer(row, at);
    table.time[i] = layout.time.integer(row, at);
    for (int clock = 0; clock < 3; clock++) {
      table.physiologyTimes[3 * i + clock] = (int) layout.physiologyTimes.integer(row, at, clock);
    }
    table.samples[i] = (char) layout.samples.integer(row, at);
    table.channels[i] = (char) layout.channels.integer(row, at);
    table.discardBefore[i] = (char) layout.discardBefore.integer(row, at);
    table.discardAfter[i] = (char) layout.discardAfter.integer(row, at);
    table.centerSample[i] = (char) layout.centerSample.integer(row, at);
    table.encoding[i] = (char) layout.encoding.integer(row, at);
    table.trajectoryDimensions[i] = (char) layout.trajectoryDimensions.integer(row, at);
    table.sampleTime[i] = layout.sampleTime.number(row, at, 0);
    table.step1[i] = (char) layout.step1.integer(row, at);
    table.step2[i] = (char) layout.step2.integer(row, at);
    table.average[i] = (char) layout.average.integer(row, at);
    table.slice[i] = (char) layout.sliceIndex.integer(row, at);
    table.contrast[i] = (char) layout.contrast.integer(row, at);
    table.phase[i] = (char) layout.phaseIndex.integer(row, at);
    table.repetition[i] = (char) layout.repetition.integer(row, at);
    table.set[i] = (char) layout.set.integer(row, at);
    table.segment[i] = (char) layout.segment.integer(row, at);
    readOrientation(row, at, i, table);
    row.order(ByteOrder.LITTLE_ENDIAN);
    readSequences(row, at, i, table);
    check(i, table);
  }

  private void readOrientation(ByteBuffer row, int at, int i, AcquisitionTable table)
      throws IOException {
    for (int axis = 0; axis < 3; axis++) {
      orientation[axis] = layout.position.number(row, at, axis);
      orientation[3 + axis] = layout.read.number(row, at, axis);
      orientation[6 + axis] = layout.phase.number(row, at, axis);
      orientation[9 + axis] = layout.slice.number(row, at, axis);
      orientation[12 + axis] = layout.tablePosition.number(row, at, axis);
    }
    for (float number : orientation) {
      if (!Float.isFinite(number)) {
        throw failure(i, "position and directions", "finite numbers", number);
      }
    }
    table.orientation[i] = table.orientations.number(orientation);
  }

  private void readSequences(ByteBuffer row, int at, int i, AcquisitionTable table)
      throws IOException {
    row.position(at + layout.data.offset());
    long length = Hdf5Sequences.length(row);
    table.dataAddress[i] = sequences.address(row);
    table.dataIndex[i] = sequences.index(row);
    long expected = 2L * table.samples[i] * table.channels[i];
    if (length != expected) {
      throw failure(
          i,
          "data",
          "2 x %d channels x %d samples".formatted((int) table.channels[i], (int) table.samples[i]),
          length + " numbers");
    }
    row.position(at + layout.trajectory.offset());
    long trajectory = Hdf5Sequences.length(row);
    if (trajectory != (long) table.samples[i] * table.trajectoryDimensions[i]) {
      throw failure(
          i,
          "traj",
          "%d samples x %d dimensions"
              .formatted((int) table.samples[i], (int) table.trajectoryDimensions[i]),
          trajectory + " numbers");
    }
    if (trajectory > 0) {
      if (table.trajectoryAddress.length == 0) {
        table.trajectoryAddress = new long[table.count];
        table.trajectoryIndex = new int[table.count];
      }
      table.trajectoryAddress[i] = sequences.address(row);
      table.trajectoryIndex[i] = sequences.index(row);
    }
  }

  private void check(int i, AcquisitionTable table) throws IOException {
    if (table.encoding[i] >= encodings) {
      throw failure(
          i,
          "encoding_space_ref",
          "one of the %d encodings of the header".formatted(encodings),
          (int) table.encoding[i]);
    }
    if (table.discardBefore[i] + table.discardAfter[i] > table.samples[i]) {
      throw failure(
          i,
          "discard_pre and discard_post",
          "at most " + (int) table.samples[i] + " samples",
          table.discardBefore[i] + table.discardAfter[i]);
    }
    if (!Float.isFinite(table.sampleTime[i]) || table.sampleTime[i] < 0) {
      throw failure(i, "sample_time_us", "a finite number of at least 0", table.sampleTime[i]);
    }
  }

  private IOException failure(int i, String field, String expected, Object actual) {
    return InputFile.failure(
        path,
        "%s: acquisition %d: %s: expected %s, got %s"
            .formatted(dataset.path(), i, field, expected, actual));
  }
}
