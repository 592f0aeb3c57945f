package org.firenet.io;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Makes PNG images, greyscale or colour.
 *
 * <p>Grey value of {@code v} in a window, with {@code m} = 255 or 65535: {@code round(m (v − low) /
 * (high − low))}, limited to 0 and m.
 *
 * <p>Errors: an element that is not finite is an {@link IllegalArgumentException}.
 */
public final class PngWriter {
  /** Bits of a grey value. */
  public enum Depth {
    /** 256 grey values. */
    EIGHT_BIT,
    /** 65536 grey values. */
    SIXTEEN_BIT
  }

  /**
   * The values shown as black and as white.
   *
   * @param low shown as black, as is what lies below
   * @param high shown as white, as is what lies above; greater than {@code low}
   */
  public record Window(double low, double high) {
    private static final double SHARE = 0.999;

    /**
     * A window.
     *
     * @throws IllegalArgumentException if not low &lt; high, both finite
     */
    public Window {
      if (!(low < high) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(
            "window: expected finite low < high, got " + low + " and " + high);
      }
    }

    /**
     * From 0 to the smallest element that 99.9 % of the elements do not exceed; to the largest
     * element if that one is not positive; to 1 if that one is not either.
     */
    public static Window of(RealArray image) {
      double[] sorted = image.data().clone();
      Arrays.sort(sorted);
      double largest = sorted[sorted.length - 1];
      double high = sorted[(int) Math.ceil(SHARE * sorted.length) - 1];
      if (high <= 0) {
        high = largest > 0 ? largest : 1;
      }
      return new Window(0, high);
    }

    private double place(double value) {
      return Math.min(1, Math.max(0, (value - low) / (high - low)));
    }
  }

  private PngWriter() {}

  /** Writes {@code [y, x]} or, as a {@link #mosaic}, more axes in the window of the image. */
  public static void write(Path path, RealArray image, Depth depth) throws IOException {
    RealArray flat = image.shape().rank() > 2 ? mosaic(image) : image;
    write(path, flat, depth, windowOf(image));
  }

  /** Writes {@code [y, x]} in a given window; errors as {@link OutputFile#write}. */
  public static void write(Path path, RealArray image, Depth depth, Window window)
      throws IOException {
    byte[] png = png(image, depth, window);
    OutputFile.write(path, out -> out.write(png));
  }

  /** The bytes of a greyscale PNG of {@code [y, x]} in the window of the image. */
  public static byte[] png(RealArray image, Depth depth) {
    return png(image, depth, windowOf(image));
  }

  /** The bytes of a greyscale PNG of {@code [y, x]} in a given window. */
  public static byte[] png(RealArray image, Depth depth, Window window) {
    requireFinite(image);
    requireRank(image.shape());
    BufferedImage picture =
        picture(
            image.shape(),
            depth == Depth.EIGHT_BIT
                ? BufferedImage.TYPE_BYTE_GRAY
                : BufferedImage.TYPE_USHORT_GRAY);
    if (depth == Depth.EIGHT_BIT) {
      byte[] grey = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < grey.length; i++) {
        grey[i] = (byte) Math.round(0xff * window.place(image.get(i)));
      }
    } else {
      short[] grey = ((DataBufferUShort) picture.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < grey.length; i++) {
        grey[i] = (short) Math.round(0xffff * window.place(image.get(i)));
      }
    }
    return encode(picture);
  }

  /**
   * The bytes of a colour PNG, 8 bits each of red, green and blue.
   *
   * @param shape {@code [y, x]}
   * @param rgb {@code 0xRRGGBB} for each pixel; the upper byte is ignored. Not modified.
   * @throws IllegalArgumentException if the number of pixels does not fit the shape
   */
  public static byte[] png(Shape shape, int[] rgb) {
    requireRank(shape);
    if (rgb.length != shape.count()) {
      throw new IllegalArgumentException(
          "`rgb`: expected " + shape.count() + " pixels for " + shape + ", got " + rgb.length);
    }
    BufferedImage picture = picture(shape, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    System.arraycopy(rgb, 0, pixels, 0, rgb.length);
    return encode(picture);
  }

  /**
   * Puts images side by side in a grid of {@code ⌈√n⌉} columns, row by row; unused tiles are zero.
   *
   * @param images {@code [..., y, x]}; the leading axes count the n images. Not modified.
   * @return {@code [rows · y, columns · x]}
   */
  public static RealArray mosaic(RealArray images) {
    Shape shape = images.shape();
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("`images`: expected [..., y, x], got " + shape);
    }
    int height = shape.extent(-2);
    int width = shape.extent(-1);
    int count = shape.count() / height / width;
    int columns = (int) Math.ceil(Math.sqrt(count));
    int rows = (count + columns - 1) / columns;
    Shape grid = Shape.of(rows * height, columns * width);
    double[] out = new double[grid.count()];
    for (int line = 0; line < count * height; line++) {
      int tile = line / height;
      int y = tile / columns * height + line % height;
      int x = tile % columns * width;
      System.arraycopy(images.data(), line * width, out, y * columns * width + x, width);
    }
    return RealArray.of(grid, out);
  }

  private static Window windowOf(RealArray image) {
    requireFinite(image);
    return Window.of(image);
  }

  private static void requireFinite(RealArray image) {
    for (int i = 0; i < image.count(); i++) {
      if (!Double.isFinite(image.get(i))) {
        throw new IllegalArgumentException(
            "`image`: element " + i + " of " + image.shape() + " is " + image.get(i));
      }
    }
  }

  private static void requireRank(Shape shape) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("`image`: expected [y, x], got " + shape);
    }
  }

  private static BufferedImage picture(Shape shape, int type) {
    return new BufferedImage(shape.extent(1), shape.extent(0), type);
  }

  private static byte[] encode(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
