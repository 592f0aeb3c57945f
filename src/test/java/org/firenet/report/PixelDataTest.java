package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelDataTest {
  private static final long SEED = 17;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "2, 2", "13, 11", "64, 48"})
  void comesBackExactly(int height, int width) {
    Random random = new Random(SEED);
    int[] wide = random.ints(height * width, 0, 0x10000).toArray();
    assertArrayEquals(
        wide, Unpacking.unpack(PixelData.text(wide, width, 2), width, wide.length, 2));
    int[] narrow = random.ints(height * width, 0, 0x100).toArray();
    assertArrayEquals(
        narrow, Unpacking.unpack(PixelData.text(narrow, width, 1), width, narrow.length, 1));
  }

  @Test
  void extremesComeBackExactly() {
    int[] values = {0, 65535, 0, 65535, 65535, 0, 32768, 32767, 1};
    assertArrayEquals(values, Unpacking.unpack(PixelData.text(values, 3, 2), 3, 9, 2));
  }

  @Test
  void smoothPicturesAreShort() {
    int[] ramp = IntStream.range(0, 256 * 256).map(i -> i / 256 * 100 + i % 256).toArray();
    assertTrue(PixelData.text(ramp, 256, 2).length() < ramp.length / 10);
  }

  @Test
  void greyValuesAreRounded() {
    assertArrayEquals(new int[] {0, 32768, 65535}, PixelData.grey(new double[] {0, 0.5, 1}, 1));
    assertArrayEquals(new int[] {0, 0}, PixelData.grey(new double[2], 0));
  }

  @Test
  void anglesAreCyclic() {
    assertEquals(128, PixelData.angle(1, 0));
    assertEquals(192, PixelData.angle(0, 1));
    assertEquals(64, PixelData.angle(0, -1));
    assertEquals(0, PixelData.angle(-1, 0.0));
    assertEquals(0, PixelData.angle(-1, -0.0));
    assertEquals(128, PixelData.angle(0, 0));
  }
}
