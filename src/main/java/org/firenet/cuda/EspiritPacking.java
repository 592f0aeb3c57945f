package org.firenet.cuda;

import java.nio.ByteBuffer;
import org.firenet.array.Precision;
import org.firenet.mri.EspiritKernels;

/** Kernels in k-space as {@code espirit.cu} takes them. */
final class EspiritPacking {
  private EspiritPacking() {}

  /**
   * Writes {@code [lag z][lag y][lag x][b][a]}, zeros where the kernels have no lags or no coils.
   *
   * @param to Modified.
   */
  static void kernels(EspiritKernels kernels, EspiritSize size, ByteBuffer to) {
    for (int z = 0; z < size.lagsZ(); z++) {
      for (int y = 0; y < size.lags(); y++) {
        for (int x = 0; x < size.lags(); x++) {
          matrix(kernels, lag(kernels, size, z, y, x), size, to);
        }
      }
    }
  }

  /** Place of a lag among those of the kernels; −1 if they have none there. */
  private static int lag(EspiritKernels kernels, EspiritSize size, int z, int y, int x) {
    int atZ = z - (size.lagsZ() - kernels.lags(0)) / 2;
    int atY = y - (size.lags() - kernels.lags(1)) / 2;
    int atX = x - (size.lags() - kernels.lags(2)) / 2;
    boolean inside =
        inside(atZ, kernels.lags(0))
            && inside(atY, kernels.lags(1))
            && inside(atX, kernels.lags(2));
    return inside ? (atZ * kernels.lags(1) + atY) * kernels.lags(2) + atX : -1;
  }

  private static boolean inside(int place, int lags) {
    return place >= 0 && place < lags;
  }

  private static void matrix(EspiritKernels kernels, int lag, EspiritSize size, ByteBuffer to) {
    for (int b = 0; b < size.width(); b++) {
      for (int a = 0; a < size.width(); a++) {
        if (lag < 0 || a >= size.coils() || b >= size.coils()) {
          put(0, 0, size, to);
        } else {
          put(kernels.re(a, b, lag), kernels.im(a, b, lag), size, to);
        }
      }
    }
  }

  /** Writes the principal axis, zeros for absent coils. */
  static void principal(EspiritKernels kernels, EspiritSize size, ByteBuffer to) {
    for (int c = 0; c < size.width(); c++) {
      boolean present = c < size.coils();
      put(present ? kernels.principalRe(c) : 0, present ? kernels.principalIm(c) : 0, size, to);
    }
  }

  private static void put(double re, double im, EspiritSize size, ByteBuffer to) {
    if (size.precision() == Precision.SINGLE) {
      to.putFloat((float) re).putFloat((float) im);
    } else {
      to.putDouble(re).putDouble(im);
    }
  }
}
