package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.CalibrationRegion;
import org.firenet.network.Problem;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.RandomPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutTest {
  private static final Shape IMAGE = Shape.of(24, 30);
  private static final Mask MASK = RandomPoints.variableDensity(IMAGE, 3, 8).draw(4);
  private static final double FRACTION = 0.2;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void splitsTheSamplesAndKeepsTheCalibrationRegion(long seed) {
    HeldOut heldOut = HeldOut.draw(MASK, FRACTION, seed);
    CalibrationRegion region = CalibrationRegion.find(MASK, 1);
    int out = 0;
    int outside = 0;
    for (int i = 0; i < IMAGE.count(); i++) {
      int y = i / 30 - region.start(0);
      int x = i % 30 - region.start(1);
      boolean inside =
          y >= 0 && y < region.extent().extent(0) && x >= 0 && x < region.extent().extent(1);
      if (inside || !MASK.get(i)) {
        assertEquals(MASK.get(i), heldOut.kept().get(i));
      } else {
        outside++;
        out += heldOut.kept().get(i) ? 0 : 1;
      }
    }
    assertEquals(MASK.samples() - out, heldOut.kept().samples());
    double share = (double) out / outside;
    assertTrue(share > FRACTION / 2 && share < 2 * FRACTION, "share held out " + share);
  }

  @Test
  void isRepeatable() {
    Mask kept = HeldOut.draw(MASK, FRACTION, 5).kept();
    assertEquals(kept, HeldOut.draw(MASK, FRACTION, 5).kept());
    assertNotEquals(kept, HeldOut.draw(MASK, FRACTION, 6).kept());
    assertEquals(MASK, HeldOut.draw(MASK, 0, 5).kept());
  }

  @Test
  void zeroKnowsNothingAndTheTruthEverything() {
    ComplexArray maps = BirdcageCoils.maps(3, IMAGE);
    ComplexArray truth = SmoothPhase.apply(SheppLogan.image(IMAGE), 1);
    ComplexArray kspace =
        Problem.of(IMAGE)
            .mask(MASK)
            .maps(maps)
            .levels(0)
            .build()
            .samplingOperator(null)
            .forward(truth);
    HeldOut heldOut = HeldOut.draw(MASK, FRACTION, 7);
    ComplexArray zero = ComplexArray.zeros(Precision.DOUBLE, IMAGE);
    assertEquals(1, heldOut.error(kspace, maps, zero));
    assertEquals(0, heldOut.error(kspace, maps, truth), 1e-14);
    double single = heldOut.error(kspace.to(Precision.SINGLE), maps, truth.to(Precision.SINGLE));
    assertTrue(single > 0 && single < 1e-5, "error " + single);
  }

  @Test
  void needsACalibrationRegionToStayAwayFrom() {
    boolean[] sampled = new boolean[IMAGE.count()];
    sampled[0] = true;
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> HeldOut.draw(Mask.of(IMAGE, sampled), FRACTION, 1));
    assertFalse(e.getMessage().isBlank());
  }
}
