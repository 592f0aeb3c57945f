package org.firenet.mri;

import org.firenet.array.Shape;

/** Sums over a centred box of odd extent around every pixel, cut off at the border. */
final class BoxSum {
  private final Shape shape;
  private final int reach;

  BoxSum(Shape shape, int extent) {
    this.shape = shape;
    this.reach = extent / 2;
  }

  /** The sums of an image, in a new array. */
  double[] of(double[] image) {
    double[] out = image;
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0 && reach > 0; axis--) {
      out = along(out, shape.extent(axis), stride);
      stride *= shape.extent(axis);
    }
    return out == image ? image.clone() : out;
  }

  private double[] along(double[] in, int extent, int stride) {
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      int place = i / stride % extent;
      int from = Math.max(0, place - reach) - place;
      int to = Math.min(extent - 1, place + reach) - place;
      double sum = 0;
      for (int n = from; n <= to; n++) {
        sum += in[i + n * stride];
      }
      out[i] = sum;
    }
    return out;
  }
}
