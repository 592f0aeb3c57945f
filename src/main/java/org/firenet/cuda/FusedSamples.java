package org.firenet.cuda;

import java.util.Arrays;

/**
 * Where the samples of one coil stand, and which data they are. Whole lines: {@code [row, column]},
 * a row for each sampled frequency along the first axis, columns in the order in which transformed
 * rows are stored. Else: strip by strip of so many columns, by position along the first axis.
 */
final class FusedSamples {
  /** Number of samples. */
  final int count;

  /** Place in the data of each sample. */
  final int[] source;

  /** Factor of each sample, interleaved. */
  final double[] phase;

  /** Whole lines: the row of each position along the first axis, −1 where none was sampled. */
  final int[] rowOf;

  /** Number of rows. */
  final int rows;

  /** Else: for each strip and position, a bit for each lane that was sampled. */
  final int[] bits;

  /** Else: for each strip and position, the number of its first sample. */
  final int[] offset;

  private int filled;

  FusedSamples(FusedGeometry geometry, int lanes) {
    int n1 = geometry.first.length();
    int n2 = geometry.second.length();
    source = new int[n1 * n2];
    phase = new double[2 * n1 * n2];
    rowOf = new int[geometry.lines ? n1 : 0];
    int strips = (n2 + lanes - 1) / lanes;
    bits = new int[geometry.lines ? 0 : strips * n1];
    offset = new int[bits.length];
    int sampledRows = 0;
    if (geometry.lines) {
      for (int position = 0; position < n1; position++) {
        boolean sampled = geometry.sampled(geometry.first.frequency(position), 0);
        rowOf[position] = sampled ? sampledRows++ : -1;
        for (int column = 0; sampled && column < n2; column++) {
          add(geometry, position, column);
        }
      }
    } else {
      for (int place = 0; place < bits.length; place++) {
        offset[place] = filled;
        int firstColumn = place / n1 * lanes;
        for (int column = firstColumn; column < Math.min(n2, firstColumn + lanes); column++) {
          if (add(geometry, place % n1, column)) {
            bits[place] |= 1 << (column - firstColumn);
          }
        }
      }
    }
    rows = sampledRows;
    count = filled;
  }

  private boolean add(FusedGeometry geometry, int position, int column) {
    int k1 = geometry.first.frequency(position);
    int k2 = geometry.second.columnFrequency(column);
    boolean sampled = geometry.sampled(k1, k2);
    if (sampled) {
      source[filled] = geometry.source(k1, k2);
      geometry.phase(k1, k2, phase, 2 * filled);
      filled++;
    }
    return sampled;
  }

  /** The places in the data. */
  int[] sources() {
    return Arrays.copyOf(source, count);
  }

  /** The factors, interleaved. */
  double[] phases() {
    return Arrays.copyOf(phase, 2 * count);
  }
}
