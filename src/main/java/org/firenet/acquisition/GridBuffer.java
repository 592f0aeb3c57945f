package org.firenet.acquisition;

import org.firenet.acquisition.LinePlacement.Readout;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** Collects acquisitions on grids; samples that came several times are averaged. */
final class GridBuffer {
  private final Shape grid;
  private final int coils;
  private final ComplexArray data;
  private final short[] counts;

  /**
   * Empty grids.
   *
   * @param grid of one image and coil
   */
  GridBuffer(int images, int coils, Shape grid) {
    this.grid = grid;
    this.coils = coils;
    data = ComplexArray.zeros(Precision.SINGLE, grid.prepend(coils).prepend(images));
    counts = new short[Math.multiplyExact(images, grid.count())];
  }

  /**
   * Adds an acquisition.
   *
   * @param line its number, {@code z · ny + y}
   * @param samples {@code [coil, sample]}, interleaved, {@code length} samples a coil. Not
   *     modified.
   */
  void add(int image, int line, Readout readout, float[] samples, int length) {
    int nx = grid.extent(-1);
    float[] out = data.floats();
    for (int coil = 0; coil < coils; coil++) {
      int row = (image * coils + coil) * grid.count() + line * nx;
      int from = coil * length + readout.discarded();
      for (int i = 0; i < readout.count(); i++) {
        int place = 2 * (row + readout.first() + readout.step() * i);
        out[place] += samples[2 * (from + i)];
        out[place + 1] += samples[2 * (from + i) + 1];
      }
    }
    int row = image * grid.count() + line * nx;
    for (int i = 0; i < readout.count(); i++) {
      int place = row + readout.first() + readout.step() * i;
      if (counts[place] < Short.MAX_VALUE) {
        counts[place]++;
      }
    }
  }

  /** {@code [image, coil, ...]}, averaged; to be called once, after everything was added. */
  ComplexArray averaged() {
    int points = grid.count();
    for (int i = 0; i < data.count(); i++) {
      int count = counts[i / (coils * points) * points + i % points];
      if (count > 1) {
        data.set(i, data.re(i) / count, data.im(i) / count);
      }
    }
    return data;
  }

  /** Where an image was sampled. */
  Mask mask(int image) {
    boolean[] sampled = new boolean[grid.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = counts[image * sampled.length + i] > 0;
    }
    return Mask.of(grid, sampled);
  }
}
