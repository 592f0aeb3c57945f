package org.firenet.cuda;

import org.firenet.network.Sampling;

/**
 * Bytes that a layer of the generic solver moves for an image, read and written, counted from the
 * kernels: what a thread block reads again is taken to come from a cache, a library transform to
 * read and write everything once for each axis, a matrix to be read once for the whole batch.
 */
final class GenericTraffic {
  private static final int STAGES_PER_PASS = 4;

  private final GenericSize size;
  private final double number;

  /** For a solver. */
  GenericTraffic(GenericSize size) {
    this.size = size;
    this.number = size.precision().bytesPerComplex();
  }

  /** Of a layer inside a block. */
  double bytesPerLayer() {
    return primal() + transforms() + dual();
  }

  /** Complex numbers moved by the primal step of a problem without coils. */
  double primalNumbers() {
    return primal(number * size.pixels()) / number;
  }

  private double primal() {
    return primal(number * size.pixels() * (size.problem().coils() > 0 ? 2 * size.lines() : 1));
  }

  private double primal(double coils) {
    double padded = number * size.padded();
    double shifts = size.parameters().shifts().perLayer();
    double load = 2 * padded + coils;
    double mean = shifts > 1 ? (2 * shifts - 2) * padded : 0;
    return shifts * (load + wavelet() + padded) + mean + 4 * padded + coils;
  }

  /** Analysis and synthesis: every axis of a level reads and writes its block. */
  private double wavelet() {
    int rank = size.problem().image().rank();
    int levels = size.problem().layout().levels();
    double weights = size.problem().weights().isPresent() ? number / 2 * size.padded() : 0;
    double bytes = levels == 0 ? 2 * number * size.padded() : 0;
    for (int level = 0; level < levels; level++) {
      bytes += 4 * rank * number * size.padded() / Math.pow(2, (double) level * rank);
    }
    return bytes + weights;
  }

  private double transforms() {
    double grid = number * size.lines() * size.pixels();
    if (size.dense()) {
      double products = 2 * number * (size.pixels() + (double) size.values());
      return products + 2 * number * size.values() * size.pixels() / size.batch();
    }
    int passes = size.problem().image().rank();
    if (size.problem().sampling() instanceof Sampling.Walsh) {
      int bits = Integer.numberOfTrailingZeros(size.pixels());
      passes = (bits + STAGES_PER_PASS - 1) / STAGES_PER_PASS;
    }
    return 2 * passes * 2 * grid;
  }

  private double dual() {
    double table = size.dense() ? 0 : (double) Integer.BYTES * size.values();
    double samples = number * size.lines() * size.samples();
    return 2 * number * size.lines() * size.values() + 3 * samples + table;
  }
}
