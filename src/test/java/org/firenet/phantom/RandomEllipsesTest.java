package org.firenet.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;

class RandomEllipsesTest {
  private static final Shape SHAPE = Shape.of(48, 40);

  @Test
  void valuesLieBetweenZeroAndOneOnBlack() {
    for (long seed = 0; seed < 5; seed++) {
      RealArray image = RandomEllipses.image(SHAPE, seed);
      assertEquals(1, image.max());
      for (int i = 0; i < image.count(); i++) {
        assertTrue(image.get(i) >= 0);
      }
      for (int x = 0; x < 40; x++) {
        assertEquals(0, image.get(x), "first row");
        assertEquals(0, image.get(47 * 40 + x), "last row");
      }
    }
  }

  @Test
  void aSeedIsAnImage() {
    assertArrayEquals(RandomEllipses.image(SHAPE, 3).data(), RandomEllipses.image(SHAPE, 3).data());
    assertFalse(
        Arrays.equals(
            RandomEllipses.image(SHAPE, 3).data(), RandomEllipses.image(SHAPE, 4).data()));
    assertThrows(IllegalArgumentException.class, () -> RandomEllipses.image(Shape.of(4, 4, 4), 1));
  }

  /** Means of blocks of a fine image are close to the coarse one: edges have the right place. */
  @Test
  void sizesShowTheSame() {
    RealArray fine = RandomEllipses.image(Shape.of(96, 96), 2);
    RealArray coarse = RandomEllipses.image(Shape.of(48, 48), 2);
    double difference = 0;
    double size = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 48; x++) {
        int i = 2 * y * 96 + 2 * x;
        double mean = (fine.get(i) + fine.get(i + 1) + fine.get(i + 96) + fine.get(i + 97)) / 4;
        double value = coarse.get(y * 48 + x);
        difference += (mean - value) * (mean - value);
        size += value * value;
      }
    }
    assertTrue(Math.sqrt(difference / size) < 0.1, "" + Math.sqrt(difference / size));
  }

  @Test
  void theWordStandsWhereItShould() {
    RealArray word = TumorWord.image(SHAPE, 10, 5, false);
    RealArray mirrored = TumorWord.image(SHAPE, 10, 5, true);
    assertEquals(5, TumorWord.height(SHAPE));
    assertEquals(21, TumorWord.width(SHAPE));
    double sum = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 40; x++) {
        double value = word.get(y * 40 + x);
        sum += value;
        boolean inside = y >= 10 && y < 15 && x >= 5 && x < 26;
        assertTrue(inside || value == 0);
        if (inside) {
          assertEquals(value, mirrored.get(y * 40 + 30 - x));
        }
      }
    }
    assertTrue(sum > 30);
    assertThrows(IllegalArgumentException.class, () -> TumorWord.image(SHAPE, 44, 5, false));
    assertThrows(IllegalArgumentException.class, () -> TumorWord.image(SHAPE, 0, 20, false));
    assertEquals(2 * 5, TumorWord.height(Shape.of(192, 192)));
  }
}
