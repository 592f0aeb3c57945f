package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PngReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(PngWriter.Depth.class)
  void readsWhatIsWritten(PngWriter.Depth depth) throws IOException {
    double[] values = new double[5 * 7];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 34.0;
    }
    Path file = folder.resolve("grey.png");
    RealArray image = RealArray.of(Shape.of(5, 7), values);
    PngWriter.write(file, image, depth, new PngWriter.Window(0, 1));

    RealArray read = PngReader.read(file);

    assertEquals(image.shape(), read.shape());
    double step = depth == PngWriter.Depth.EIGHT_BIT ? 1 / 255.0 : 1 / 65535.0;
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], read.get(i), 0.5001 * step);
    }
  }

  @Test
  void coloursHaveToBeGrey() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(1, 1, 0x80333333);
    Path file = folder.resolve("colour.png");
    ImageIO.write(picture, "png", file.toFile());
    assertEquals(0x33 / 255.0, PngReader.read(file).get(4));
    picture.setRGB(2, 0, 0xff334433);
    ImageIO.write(picture, "png", file.toFile());
    assertMessage(file, "expected a grey image, got colours");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = folder.resolve("x.png");
    assertMessage(file, "no such file");
    Files.write(file, new byte[0]);
    assertMessage(file, "empty");
    Files.writeString(file, "text");
    assertMessage(file, "not an image");
    byte[] whole =
        PngWriter.png(RealArray.of(Shape.of(9, 9), new double[81]), PngWriter.Depth.EIGHT_BIT);
    Files.write(file, java.util.Arrays.copyOf(whole, 45));
    assertMessage(file, "damaged");
  }

  private static void assertMessage(Path file, String part) {
    String message = assertThrows(IOException.class, () -> PngReader.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": ") && message.contains(part), message);
  }
}
