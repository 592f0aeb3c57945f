package org.firenet.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrainSliceTest {
  private static final Shape SHAPE = Shape.of(64, 48);
  private static final double ROUNDING = 1e-12;

  @Test
  void hasTissuesInTheirPlaces() {
    assertEquals(0, BrainSlice.value(0.9, 0.9));
    assertEquals(0.78, BrainSlice.value(0, 0.89), "scalp");
    assertEquals(0.06, BrainSlice.value(0.72 * 0.94, 0), "bone");
    assertEquals(0.14, BrainSlice.value(0.1, 0.23), "ventricle");
    assertEquals(0.8, BrainSlice.value(0.05, 0.1), "white matter");
  }

  @Test
  void isTheSameObjectAtEverySize() {
    RealArray fine = BrainSlice.image(Shape.of(128, 128));
    RealArray coarse = BrainSlice.image(Shape.of(32, 32));
    double difference = 0;
    for (int i = 0; i < coarse.count(); i++) {
      double mean = 0;
      for (int j = 0; j < 16; j++) {
        mean += fine.get((4 * (i / 32) + j / 4) * 128 + 4 * (i % 32) + j % 4) / 16;
      }
      difference += Math.abs(mean - coarse.get(i)) / coarse.count();
    }
    assertTrue(difference < 0.01, "mean difference " + difference);
    assertTrue(fine.max() <= 1);
  }

  @Test
  void wantsTwoAxes() {
    assertThrows(IllegalArgumentException.class, () -> BrainSlice.image(Shape.of(4, 4, 4)));
    assertThrows(IllegalArgumentException.class, () -> BrainSlice.image(Shape.of(1, 4)));
  }

  @Test
  void detailsAreAddedToTheSlice() {
    double[] sum = BrainSlice.image(SHAPE).data().clone();
    List<DetailSlice.Feature> features = DetailSlice.features();
    double[] covered = new double[sum.length];
    for (DetailSlice.Feature feature : features) {
      RealArray image = feature.image(SHAPE);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += image.get(i);
        covered[i] += image.get(i) / feature.contrast();
      }
    }
    RealArray image = DetailSlice.image(SHAPE);
    for (int i = 0; i < sum.length; i++) {
      assertEquals(sum[i], image.get(i), ROUNDING);
      assertTrue(covered[i] <= 1 + ROUNDING, "no two overlap");
    }
    assertEquals(12, features.stream().filter(f -> f.kind() == DetailSlice.Kind.DOT).count());
    assertEquals(10, features.get(3).pixels(1250), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(DetailSlice.Kind.class)
  void everythingOfAKindIsInItsBox(DetailSlice.Kind kind) {
    int[] box = DetailSlice.box(kind, SHAPE);
    for (DetailSlice.Feature feature : DetailSlice.features()) {
      RealArray image = feature.image(SHAPE);
      for (int i = 0; feature.kind() == kind && i < image.count(); i++) {
        int y = i / 48;
        int x = i % 48;
        boolean inside =
            y >= box[0] - 1 && y <= box[0] + box[2] && x >= box[1] - 1 && x <= box[1] + box[3];
        assertTrue(inside || image.get(i) == 0, feature.name());
      }
    }
  }

  @Test
  void lettersAreStrokes() {
    StrokeText text = new StrokeText("L I", 0, 0, 6, 1);
    assertTrue(text.covers(0, 3));
    assertTrue(text.covers(4, 0.4));
    assertFalse(text.covers(2, 3));
    assertTrue(text.covers(2 * 5.4 + 2, 3), "the I, after a space");
    assertEquals(2 * 5.4 + 4, StrokeText.width("L I", 6), ROUNDING);
  }
}
