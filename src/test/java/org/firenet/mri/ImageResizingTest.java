package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageResizingTest {
  /** Double-precision transforms of a few dozen points. */
  private static final double ROUNDING = 1e-12;

  private static ComplexArray ramp(int... extents) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, i + 1, -i);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"8, 4", "8, 5", "7, 4", "7, 3", "4, 8", "3, 7", "4, 7", "1, 5", "5, 1"})
  void cropKeepsTheMiddle(int from, int to) {
    ComplexArray in = ramp(2, 3, from);
    ComplexArray out = ImageResizing.crop(in, Shape.of(3, to));
    assertEquals(Shape.of(2, 3, to), out.shape());
    for (int line = 0; line < 6; line++) {
      for (int x = 0; x < to; x++) {
        int source = x - to / 2 + from / 2;
        double expected = source < 0 || source >= from ? 0 : in.re(line * from + source);
        assertEquals(expected, out.re(line * to + x));
      }
    }
  }

  @Test
  void doesNothingForTheSameMatrix() {
    ComplexArray in = ramp(2, 3, 4);
    assertSame(in, ImageResizing.crop(in, Shape.of(3, 4)));
    assertSame(in, ImageResizing.interpolate(in, Shape.of(3, 4)));
  }

  @ParameterizedTest
  @CsvSource({"8, 12", "8, 16", "9, 15", "8, 13", "9, 12", "16, 9", "12, 8"})
  void interpolationKeepsTheValuesOfSmoothImages(int from, int to) {
    ComplexArray out = ImageResizing.interpolate(wave(from, from), Shape.of(to, to));
    ComplexArray expected = wave(to, to);
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.re(i), out.re(i), ROUNDING);
      assertEquals(expected.im(i), out.im(i), ROUNDING);
    }
  }

  @Test
  void interpolatesVolumes() {
    ComplexArray volume = ComplexArray.zeros(Precision.SINGLE, Shape.of(2, 4, 5, 6));
    for (int i = 0; i < volume.count(); i++) {
      volume.set(i, i < volume.count() / 2 ? 1 : 2, 0);
    }
    ComplexArray out = ImageResizing.interpolate(volume, Shape.of(7, 5, 12));
    assertEquals(Shape.of(2, 7, 5, 12), out.shape());
    assertEquals(Precision.SINGLE, out.precision());
    for (int i = 0; i < out.count(); i++) {
      assertEquals(i < out.count() / 2 ? 1 : 2, out.re(i), 1e-6);
    }
  }

  /** A constant and low frequencies, the image's origin at n/2. */
  private static ComplexArray wave(int ny, int nx) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(ny, nx));
    for (int y = 0; y < ny; y++) {
      for (int x = 0; x < nx; x++) {
        double u = 2 * Math.PI * (x - nx / 2) / nx;
        double v = 2 * Math.PI * (y - ny / 2) / ny;
        out.set(y * nx + x, 1 + Math.cos(2 * u) + Math.cos(3 * v), 0.5 * Math.sin(u - 2 * v));
      }
    }
    return out;
  }
}
