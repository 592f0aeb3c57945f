package org.firenet.cuda;

import org.firenet.array.Shape;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.transform.WaveletLayout;

/** Extents of images as the kernels take them, {@code z, y, x}, 1 for absent axes. */
final class GridExtents {
  private static final int AXES = 3;

  private GridExtents() {}

  /** Three extents. */
  static int[] of(Shape shape) {
    return ofAxes(shape.extents(), 1);
  }

  /** Three numbers from one for each axis; {@code absent} in front. */
  static int[] ofAxes(int[] values, int absent) {
    int[] three = new int[AXES];
    for (int axis = 0; axis < AXES; axis++) {
      int own = axis - (AXES - values.length);
      three[axis] = own < 0 ? absent : values[own];
    }
    return three;
  }

  /** Adds the extents of padded images and then of images to the parameters of a kernel. */
  static void add(WaveletLayout layout, KernelArguments arguments) {
    add(of(layout.padded()), arguments);
    add(of(layout.image()), arguments);
  }

  /** Adds numbers to the parameters of a kernel. */
  static void add(int[] values, KernelArguments arguments) {
    for (int value : values) {
      arguments.integer(value);
    }
  }
}
