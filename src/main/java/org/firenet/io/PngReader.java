package org.firenet.io;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** Reads grey PNG images. */
public final class PngReader {
  private PngReader() {}

  /**
   * Reads an image.
   *
   * @return {@code [y, x]}, black 0, white 1; transparency is ignored
   * @throws IOException beginning with the path, if the file is missing, no PNG, or in colour
   */
  public static RealArray read(Path path) throws IOException {
    InputFile.openChannel(path).close();
    BufferedImage picture;
    try {
      picture = ImageIO.read(Files.newInputStream(path));
    } catch (IOException | RuntimeException e) {
      throw new IOException(path + ": damaged image: " + e.getMessage(), e);
    }
    if (picture == null) {
      throw InputFile.failure(path, "not an image");
    }
    double[] out = new double[picture.getWidth() * picture.getHeight()];
    boolean grey = picture.getColorModel().getNumColorComponents() == 1;
    for (int i = 0; i < out.length; i++) {
      int x = i % picture.getWidth();
      int y = i / picture.getWidth();
      out[i] = grey ? grey(picture, x, y) : equalColours(path, picture.getRGB(x, y));
    }
    return RealArray.of(Shape.of(picture.getHeight(), picture.getWidth()), out);
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
