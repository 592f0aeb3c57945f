package org.firenet.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecayFitTest {
  private static final double ROUNDING = 1e-12;

  private static double[] curve(int layers, double perLayer, double floor) {
    double[] out = new double[layers];
    Arrays.setAll(out, i -> 3 * Math.pow(perLayer, i + 1) + floor);
    return out;
  }

  @Test
  void findsTheFactorOfAGeometricCurve() {
    DecayFit fit = DecayFit.of(curve(20, 0.8, 0), 5);
    assertEquals(4, fit.blocks());
    assertEquals(Math.pow(0.8, 5), fit.perBlock(), ROUNDING);
    assertEquals(0, fit.deviation(), ROUNDING);
  }

  @Test
  void endsWhereTheCurveNoLongerFalls() {
    DecayFit fit = DecayFit.of(curve(80, 0.8, 1e-3), 5);
    assertTrue(fit.blocks() > 2 && fit.blocks() < 9, fit.toString());
    assertEquals(Math.pow(0.8, 5), fit.perBlock(), 0.05);
  }

  @Test
  void needsTwoBlocks() {
    assertTrue(Double.isNaN(DecayFit.of(new double[] {1, 0.4, 0.1}, 2).perBlock()));
    assertTrue(Double.isNaN(DecayFit.of(new double[] {-1, -2, -3, -4}, 1).perBlock()));
    assertEquals(0.4, DecayFit.of(new double[] {1, 0.4, -1, 0.1}, 1).perBlock(), ROUNDING);
  }
}
