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
    for (int block = 0; block < in.length; block += extent * stride) {
      for (int place = 0; place < extent; place++) {
        int from = Math.max(0, place - reach);
        int to = Math.min(extent - 1, place + reach);
        int target = block + place * stride;
        if (stride == 1) {
          double sum = 0;
          for (int n = from; n <= to; n++) {
            sum += in[block + n];
          }
          out[target] = sum;
        } else {
          for (int n = from; n <= to; n++) {
            addRow(in, block + n * stride, out, target, stride);
          }
        }
      }
    }
    return out;
  }

  private static void addRow(double[] in, int source, double[] out, int target, int length) {
    for (int i = 0; i < length; i++) {
      out[target + i] += in[source + i];
    }
  }
}
