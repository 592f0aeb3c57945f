package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoilCompressionTest {
  /** Sums of a few hundred terms of order one. */
  private static final double TOLERANCE = 1e-10;

  /** Data of {@code sources} independent signals seen by several coils. */
  private static ComplexArray data(int coils, int sources, Shape rest) {
    Random random = new Random(11);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, rest.prepend(coils));
    int points = rest.count();
    for (int s = 0; s < sources; s++) {
      double[] signal = random.doubles(2L * points, -1, 1).toArray();
      for (int c = 0; c < coils; c++) {
        double re = random.nextGaussian() / (1 + s * s);
        double im = random.nextGaussian() / (1 + s * s);
        for (int i = 0; i < points; i++) {
          int at = c * points + i;
          out.set(
              at,
              out.re(at) + re * signal[2 * i] - im * signal[2 * i + 1],
              out.im(at) + re * signal[2 * i + 1] + im * signal[2 * i]);
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,3", "8,5", "7,1"})
  void rowsAreOrthonormal(int coils, int kept) {
    ComplexArray m = CoilCompression.toCoils(data(coils, coils, Shape.of(9, 7)), kept).matrix();

    assertEquals(Shape.of(kept, coils), m.shape());
    for (int a = 0; a < kept; a++) {
      for (int b = 0; b < kept; b++) {
        double re = 0;
        double im = 0;
        for (int c = 0; c < coils; c++) {
          int i = a * coils + c;
          int j = b * coils + c;
          re += m.re(i) * m.re(j) + m.im(i) * m.im(j);
          im += m.im(i) * m.re(j) - m.re(i) * m.im(j);
        }
        assertEquals(a == b ? 1 : 0, re, TOLERANCE);
        assertEquals(0, im, TOLERANCE);
      }
    }
  }

  @Test
  void keepsAllTheEnergyOfAFewSources() {
    ComplexArray in = data(6, 2, Shape.of(5, 11));

    CoilCompression two = CoilCompression.toCoils(in, 2);

    assertEquals(in.norm(), two.apply(in).norm(), TOLERANCE * in.norm());
    assertEquals(1, Arrays.stream(two.energy()).sum(), TOLERANCE);
    assertEquals(2, CoilCompression.toEnergy(in, 1 - 1e-9).virtualCoils());
  }

  @Test
  void virtualCoilsAreUncorrelatedAndSorted() {
    ComplexArray in = data(5, 5, Shape.of(4, 3, 5));
    CoilCompression all = CoilCompression.toCoils(in, 5);
    ComplexArray out = all.apply(in);
    double total = in.norm() * in.norm();
    for (int v = 0; v < 5; v++) {
      double norm = out.slice(v).norm();
      assertEquals(all.energy()[v], norm * norm / total, TOLERANCE);
      assertTrue(v == 0 || all.energy()[v] <= all.energy()[v - 1]);
    }
    double re = 0;
    double im = 0;
    for (int i = 0; i < 60; i++) {
      re += out.re(i) * out.re(60 + i) + out.im(i) * out.im(60 + i);
      im += out.im(i) * out.re(60 + i) - out.re(i) * out.im(60 + i);
    }
    assertEquals(0, Math.hypot(re, im), TOLERANCE * total);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99, 1})
  void keepsNoMoreCoilsThanTheEnergyNeeds(double fraction) {
    CoilCompression c = CoilCompression.toEnergy(data(6, 6, Shape.of(8, 8)), fraction);
    double kept = Arrays.stream(c.energy()).limit(c.virtualCoils()).sum();
    double fewer = Arrays.stream(c.energy()).limit(c.virtualCoils() - 1).sum();

    assertTrue(kept >= fraction - TOLERANCE);
    assertTrue(fewer < fraction);
  }

  @Test
  void rejectsWrongArguments() {
    ComplexArray in = data(3, 3, Shape.of(4, 4));
    ComplexArray zeros = ComplexArray.zeros(Precision.SINGLE, in.shape());
    ComplexArray broken = in.copy(Precision.DOUBLE);
    broken.set(1, 0, Double.POSITIVE_INFINITY);
    assertMessage("virtualCoils", () -> CoilCompression.toCoils(in, 0));
    assertMessage("virtualCoils", () -> CoilCompression.toCoils(in, 4));
    assertMessage("fraction", () -> CoilCompression.toEnergy(in, 0));
    assertMessage("fraction", () -> CoilCompression.toEnergy(in, 1.1));
    assertMessage("`data`", () -> CoilCompression.toCoils(zeros, 1));
    assertMessage("`data`", () -> CoilCompression.toCoils(broken, 1));
    assertMessage("`in`", () -> CoilCompression.toCoils(in, 1).apply(data(4, 1, Shape.of(4, 4))));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
