package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged pictures: an image, or one line that begins with the path. */
class PngDamageTest {
  private static final long SEED = 17;
  private static final int MUTATIONS = 1500;

  @TempDir Path folder;

  private static byte[] picture() {
    double[] values = new double[20 * 31];
    Arrays.setAll(values, i -> i % 7);
    return PngWriter.png(RealArray.of(Shape.of(20, 31), values), Depth.SIXTEEN_BIT);
  }

  private void read(byte[] bytes, String what) throws IOException {
    Path path = folder.resolve("a.png");
    Files.write(path, bytes);
    try {
      PngReader.read(path);
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith(path + ": "), what + ": " + e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), what);
    }
  }

  @Test
  void readsOrSaysWhatIsWrong() throws IOException {
    Random random = new Random(SEED);
    byte[] whole = picture();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      read(bytes, "mutation " + i);
    }
    for (int length = 1; length < whole.length; length++) {
      read(Arrays.copyOf(whole, length), "cut to " + length);
    }
  }

  @Test
  void allocatesNothingForPixelsThatCanNotBeThere() throws IOException {
    byte[] bytes = picture();
    // Width and height stand behind signature, length and type of the first chunk; then its check
    // sum.
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putInt(16, 60000).putInt(20, 60000);
    CRC32 sum = new CRC32();
    sum.update(bytes, 12, 17);
    buffer.putInt(29, (int) sum.getValue());
    Path path = folder.resolve("bomb.png");
    Files.write(path, bytes);
    IOException e = assertThrows(IOException.class, () -> PngReader.read(path));
    assertTrue(e.getMessage().contains("60000 x 60000 pixels do not fit"), e.getMessage());
  }
}
