package org.firenet.io;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** Reads grey PNG images. */
public final class PngReader {
  /** Deflate makes at most so many bytes of one. */
  private static final long MOST_INFLATION = 1032;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngReader() {}

  /**
   * Reads an image. Nothing is allocated for pixels that the file can not hold.
   *
   * @return {@code [y, x]}, black 0, white 1; transparency is ignored
   * @throws IOException beginning with the path, if the file is missing, no PNG, or in colour
   */
  public static RealArray read(Path path) throws IOException {
    requireSignature(path);
    BufferedImage picture = decode(path);
    double[] out = new double[picture.getWidth() * picture.getHeight()];
    boolean grey = picture.getColorModel().getNumColorComponents() == 1;
    for (int i = 0; i < out.length; i++) {
      int x = i % picture.getWidth();
      int y = i / picture.getWidth();
      out[i] = grey ? grey(picture, x, y) : equalColours(path, picture.getRGB(x, y));
    }
    return RealArray.of(Shape.of(picture.getHeight(), picture.getWidth()), out);
  }

  private static void requireSignature(Path path) throws IOException {
    try (FileChannel channel = InputFile.openChannel(path)) {
      ByteBuffer start = ByteBuffer.allocate(SIGNATURE.length);
      if (channel.read(start, 0) < SIGNATURE.length || !Arrays.equals(start.array(), SIGNATURE)) {
        throw InputFile.failure(path, "not an image in PNG");
      }
    }
  }

  private static BufferedImage decode(Path path) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try (ImageInputStream in = new FileImageInputStream(path.toFile())) {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > 8 * MOST_INFLATION * Files.size(path) || pixels > Integer.MAX_VALUE / 8) {
        throw InputFile.failure(
            path,
            "damaged image: %d x %d pixels do not fit into %d bytes"
                .formatted(reader.getWidth(0), reader.getHeight(0), Files.size(path)));
      }
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(path + ": ")) {
        throw e;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("%s: damaged image: %s".formatted(path, cause.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static double grey(BufferedImage picture, int x, int y) {
    Raster raster = picture.getRaster();
    double most = (1L << picture.getColorModel().getComponentSize(0)) - 1;
    return raster.getSample(x, y, 0) / most;
  }

  private static double equalColours(Path path, int rgb) throws IOException {
    int blue = rgb & 0xff;
    if ((rgb >> 8 & 0xff) != blue || (rgb >> 16 & 0xff) != blue) {
      throw InputFile.failure(path, "expected a grey image, got colours");
    }
    return blue / 255.0;
  }
}
