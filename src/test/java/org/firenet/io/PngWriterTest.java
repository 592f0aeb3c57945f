package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PngWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Depth.class)
  void showsTheWindowFromBlackToWhite(Depth depth) throws IOException {
    RealArray image = RealArray.of(Shape.of(2, 3), new double[] {-5, 1, 2, 2.5, 3, 9});
    int white = depth == Depth.EIGHT_BIT ? 255 : 65535;
    int[] expected = {0, 0, (white + 1) / 2, Math.round(0.75f * white), white, white};
    Path path = folder.resolve("a.png");
    PngWriter.write(path, image, depth, new Window(1, 3));
    byte[] bytes = Files.readAllBytes(path);
    assertArrayEquals(expected, grey(bytes, 3, 2));
    assertArrayEquals(bytes, PngWriter.png(image, depth, new Window(1, 3)));
    assertEquals(depth == Depth.EIGHT_BIT ? 8 : 16, bytes[24]);
    assertEquals(0, bytes[25], "colour type");
  }

  @Test
  void everyGreyValueSurvives() throws IOException {
    double[] values = new double[1 << 16];
    Arrays.setAll(values, i -> i);
    RealArray image = RealArray.of(Shape.of(256, 256), values);
    byte[] png = PngWriter.png(image, Depth.SIXTEEN_BIT, new Window(0, 65535));
    assertArrayEquals(Arrays.stream(values).mapToInt(v -> (int) v).toArray(), grey(png, 256, 256));
  }

  @Test
  void theWindowLeavesOutOneInAThousand() {
    double[] values = new double[2000];
    Arrays.setAll(values, i -> 2000 - i);
    assertEquals(new Window(0, 1998), Window.of(RealArray.of(Shape.of(2000), values)));
    Arrays.fill(values, -1);
    assertEquals(new Window(0, 1), Window.of(RealArray.of(Shape.of(2000), values)));
    values[7] = 3;
    assertEquals(new Window(0, 3), Window.of(RealArray.of(Shape.of(2000), values)));
  }

  @Test
  void puts5ImagesInto2RowsOf3() throws IOException {
    double[] values = new double[20];
    Arrays.setAll(values, i -> i + 1);
    RealArray images = RealArray.of(Shape.of(5, 2, 2), values);
    RealArray mosaic = PngWriter.mosaic(images);
    assertEquals(Shape.of(4, 6), mosaic.shape());
    assertArrayEquals(
        new double[] {
          1, 2, 5, 6, 9, 10, //
          3, 4, 7, 8, 11, 12, //
          13, 14, 17, 18, 0, 0, //
          15, 16, 19, 20, 0, 0
        },
        mosaic.data());
    Path path = folder.resolve("a.png");
    PngWriter.write(path, images, Depth.EIGHT_BIT);
    assertEquals(255, grey(Files.readAllBytes(path), 6, 4)[21]);
    PngWriter.write(path, mosaic, Depth.EIGHT_BIT);
    assertArrayEquals(Files.readAllBytes(path), PngWriter.png(mosaic, Depth.EIGHT_BIT));
  }

  @Test
  void writesColours() throws IOException {
    int[] rgb = {0xff0000, 0x00ff00, 0x0000ff, 0xff123456};
    BufferedImage image = decode(PngWriter.png(Shape.of(2, 2), rgb));
    int[] read = image.getRGB(0, 0, 2, 2, null, 0, 2);
    assertArrayEquals(new int[] {0xffff0000, 0xff00ff00, 0xff0000ff, 0xff123456}, read);
  }

  @Test
  void refusesWhatIsNotAnImage() {
    RealArray line = RealArray.of(Shape.of(2), new double[] {1, 2});
    RealArray broken = RealArray.of(Shape.of(1, 2), new double[] {1, Double.NaN});
    Shape shape = Shape.of(1, 2);
    assertMessage("`image`: expected [y, x], got [2]", () -> PngWriter.png(line, Depth.EIGHT_BIT));
    assertMessage("`images`: expected [..., y, x], got [2]", () -> PngWriter.mosaic(line));
    assertMessage(
        "`image`: element 1 of [1, 2] is NaN",
        () -> PngWriter.png(broken, Depth.EIGHT_BIT, new Window(0, 1)));
    assertMessage(
        "`rgb`: expected 2 pixels for [1, 2], got 1", () -> PngWriter.png(shape, new int[1]));
    assertMessage("window: expected finite low < high, got 1.0 and 1.0", () -> new Window(1, 1));
    assertMessage(
        "window: expected finite low < high, got 0.0 and Infinity",
        () -> new Window(0, Double.POSITIVE_INFINITY));
  }

  private static void assertMessage(String expected, Runnable failing) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, failing::run).getMessage());
  }

  private static BufferedImage decode(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int[] grey(byte[] png, int width, int height) throws IOException {
    Raster raster = decode(png).getRaster();
    assertEquals(1, raster.getNumBands());
    return raster.getPixels(0, 0, width, height, (int[]) null);
  }
}
