package org.firenet.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {
  /** Filters are the doubles nearest to the exact numbers. */
  private static final double TOLERANCE = 2e-15;

  static Set<String> names() {
    return Wavelet.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void filtersAreOrthonormal(String name) {
    Wavelet wavelet = Wavelet.of(name);
    double[] h = wavelet.scaling();
    double[] g = wavelet.detail();
    assertEquals(0, wavelet.length() % 2);
    for (int shift = 0; shift < h.length; shift += 2) {
      double hh = 0;
      double hg = 0;
      for (int n = shift; n < h.length; n++) {
        hh += h[n] * h[n - shift];
        hg += h[n] * g[n - shift];
      }
      assertEquals(shift == 0 ? 1 : 0, hh, TOLERANCE);
      assertEquals(0, hg, TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void detailFiltersHaveTheirVanishingMoments(String name) {
    double[] g = Wavelet.of(name).detail();
    int moments = Integer.parseInt(name.replaceAll("\\D", ""));
    assertEquals(2 * moments, g.length);
    for (int power = 0; power < Math.min(moments, 4); power++) {
      double sum = 0;
      for (int n = 0; n < g.length; n++) {
        sum += g[n] * Math.pow((double) n / g.length, power);
      }
      assertEquals(0, sum, TOLERANCE);
    }
  }

  @Test
  void thereAreAllFamilyMembers() {
    assertEquals(39, Wavelet.names().size());
    assertEquals(Wavelet.of("db1"), Wavelet.of("Haar"));
    assertEquals(0.48296291314453416, Wavelet.of("DB2").scaling()[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bior2.2", "db0", "db21", "sym1", "coif2", "", "rbio1.3"})
  void otherWaveletsAreRefused(String name) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Wavelet.of(name));
    assertTrue(e.getMessage().contains("db1 to db20"), e.getMessage());
    assertEquals(name.contains("bio"), e.getMessage().contains("biorthogonal"));
  }

  @Test
  void layoutPadsToAMultipleOfTheBlock() {
    WaveletLayout layout = new WaveletLayout(Shape.of(62, 54), 3);
    assertEquals(Shape.of(64, 56), layout.padded());
    assertEquals(4, layout.level(0, 6));
    assertEquals(3, layout.level(0, 7));
    assertEquals(2, layout.level(16, 0));
    assertEquals(1, layout.level(0, 28));
    assertEquals(4, layout.level(7, 6));
  }

  @Test
  void levelsTooDeepAreRefused() {
    assertEquals(5, WaveletLayout.deepestLevel(Shape.of(33, 100)));
    assertThrows(IllegalArgumentException.class, () -> new WaveletLayout(Shape.of(33, 100), 6));
    assertThrows(IllegalArgumentException.class, () -> new WaveletLayout(Shape.of(33, 100), -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12, 100})
  void walshNeedsPowersOfTwo(int size) {
    assertThrows(IllegalArgumentException.class, () -> WalshOrder.SEQUENCY.rows(size));
  }
}
