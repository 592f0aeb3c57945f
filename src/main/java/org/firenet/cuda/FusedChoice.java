package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;

/**
 * Where the primal step is done, and sizes of blocks of the fused kernels.
 *
 * @param primal where the primal step is done
 * @param geometry how the problem lies in the kernels
 * @param lanes columns of a block along the first axis
 * @param rows rows of a block along the second axis
 * @param levels levels of the Haar wavelet in the same kernel as the transforms; 0 if the primal
 *     step is elsewhere
 */
record FusedChoice(Primal primal, FusedGeometry geometry, int lanes, int rows, int levels) {
  /** Where the primal step is done. */
  enum Primal {
    /** In the kernel that transforms. */
    INSIDE,
    /** In tiles of the image, one kernel for each shift. */
    TILES,
    /** Axis by axis. */
    PASSES
  }

  private static final int MOST_THREADS = 1024;
  private static final int FEWEST_THREADS = 64;
  private static final int MOST_ROWS = 32;
  private static final int MOST_LANES = 16;

  /** Larger blocks leave a thread too few registers. */
  private static final int PREFERRED_THREADS = 512;

  private static final int FEWEST_LANES = 2;
  private static final int SINGLE_LANES = 8;
  private static final int DOUBLE_LANES = 4;

  /** Spaced lines have a gap after every so many bytes, see {@code fft.cuh}. */
  private static final int BANK_BYTES = 128;

  /** Shared memory that kernels have beside what they ask for. */
  static final int STATIC_BYTES = 512;

  /** The choice for a problem; empty if no block of the device holds a strip of it. */
  static Optional<FusedChoice> of(
      Problem problem, ShiftSequence shifts, Precision precision, DeviceProperties device) {
    FusedGeometry geometry = FusedGeometry.of(problem, true);
    int levels = problem.layout().levels();
    boolean haar = problem.wavelet().length() == 2 && levels > 0 && shifts.perLayer() == 1;
    if (haar && 1 << levels <= MOST_LANES) {
      FusedChoice inside = sized(Primal.INSIDE, geometry, precision, levels, device);
      if (inside.fits(precision, device)) {
        return Optional.of(inside);
      }
    }
    FusedChoice outside =
        TileSize.of(problem, precision, device).isPresent()
            ? sized(Primal.TILES, geometry, precision, 0, device)
            : sized(Primal.PASSES, FusedGeometry.of(problem, false), precision, 0, device);
    return outside.fits(precision, device) ? Optional.of(outside) : Optional.empty();
  }

  /** As many lanes as fit, so that rows of a strip are whole pieces of memory. */
  private static FusedChoice sized(
      Primal primal,
      FusedGeometry geometry,
      Precision precision,
      int levels,
      DeviceProperties device) {
    int block = 1 << levels;
    int lanes = Math.max(precision == Precision.SINGLE ? SINGLE_LANES : DOUBLE_LANES, block);
    int rows = Math.max(2, block);
    while (rows * geometry.second.threads() < FEWEST_THREADS && rows < MOST_ROWS) {
      rows *= 2;
    }
    FusedChoice choice = new FusedChoice(primal, geometry, lanes, rows, levels);
    while (choice.lanes > Math.max(FEWEST_LANES, block)
        && (choice.lanes * geometry.first.threads() > PREFERRED_THREADS
            || !choice.fits(precision, device))) {
      choice = new FusedChoice(primal, geometry, choice.lanes / 2, rows, levels);
    }
    return choice;
  }

  private boolean fits(Precision precision, DeviceProperties device) {
    int shared = Math.max(columnBytes(precision), rowBytes(precision)) + STATIC_BYTES;
    return lanes * geometry.first.threads() <= MOST_THREADS
        && rows * geometry.second.threads() <= MOST_THREADS
        && shared <= device.sharedBytesPerBlock();
  }

  /** Shared memory of a block of columns. */
  int columnBytes(Precision precision) {
    int line = geometry.first.length();
    int longest = levels > 0 ? geometry.paddedFirst : line;
    return lanes * (geometry.lines ? longest + line : line) * precision.bytesPerComplex();
  }

  /** Shared memory of a block of rows. */
  int rowBytes(Precision precision) {
    int longest = levels > 0 ? geometry.paddedSecond : geometry.second.length();
    int gap = BANK_BYTES / precision.bytesPerComplex();
    return rows * (longest + longest / gap + 1) * precision.bytesPerComplex();
  }
}
