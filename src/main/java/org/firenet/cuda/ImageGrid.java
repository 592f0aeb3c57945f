package org.firenet.cuda;

import org.firenet.array.Shape;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.transform.WaveletLayout;

/** Extents of padded images and of images in a solver. */
final class ImageGrid {
  private final int[] padded;
  private final int[] image;

  private ImageGrid(int[] padded, int[] image) {
    this.padded = padded;
    this.image = image;
  }

  /** Of shapes, one to three axes. */
  static ImageGrid of(Shape padded, Shape image) {
    return new ImageGrid(GridExtents.of(padded), GridExtents.of(image));
  }

  /** Of a problem. */
  static ImageGrid of(WaveletLayout layout) {
    return of(layout.padded(), layout.image());
  }

  /** Points of a padded image. */
  long points() {
    return (long) padded[0] * padded[1] * padded[2];
  }

  /** Adds the extents of padded images and then of images to the parameters of a kernel. */
  void add(KernelArguments arguments) {
    GridExtents.add(padded, arguments);
    GridExtents.add(image, arguments);
  }
}
