package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.network.Problem;

/**
 * Tiles of {@code tiles.cu}.
 *
 * @param taps length of the filters
 * @param levels levels done in a tile
 * @param extent height and width of a tile
 * @param bytes shared memory of a block
 */
record TileSize(int taps, int levels, int extent, int bytes) {
  private static final int HAAR = 2;
  private static final int MOST_HAAR_LEVELS = 5;
  private static final int LARGEST = 32;
  private static final int SMALLEST = 16;

  /** The largest tile that does all of a problem's levels; empty if there is none. */
  static Optional<TileSize> of(Problem problem, Precision precision, DeviceProperties device) {
    int levels = problem.layout().levels();
    int taps = levels == 0 ? HAAR : problem.wavelet().length();
    if (levels > (taps == HAAR ? MOST_HAAR_LEVELS : 1)) {
      return Optional.empty();
    }
    for (int extent = LARGEST; extent >= SMALLEST; extent /= 2) {
      int bytes = numbers(taps, extent) * precision.bytesPerComplex();
      if (bytes + FusedChoice.STATIC_BYTES <= device.sharedBytesPerBlock()
          && extent >= 1 << levels) {
        return Optional.of(new TileSize(taps, levels, extent, bytes));
      }
    }
    return Optional.empty();
  }

  private static int numbers(int taps, int extent) {
    if (taps == HAAR) {
      return extent * (extent + 1);
    }
    int coefficients = coefficients(taps, extent);
    int inputs = inputs(taps, extent);
    return inputs * inputs + 2 * inputs * coefficients;
  }

  /** Coefficients of one band that a tile needs along an axis. */
  private static int coefficients(int taps, int extent) {
    return extent / 2 + taps / 2 / 2 * 2;
  }

  private static int inputs(int taps, int extent) {
    return taps == HAAR ? extent : 2 * coefficients(taps, extent) - 2 + taps;
  }

  /** How many numbers are read for one that is written. */
  double overlap() {
    double inputs = inputs(taps, extent);
    return inputs * inputs / extent / extent;
  }
}
