package org.firenet.io.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.firenet.array.Shape;
import org.firenet.io.InputFile;
import org.firenet.io.OutputDirectory;
import org.firenet.io.OutputFile;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.SliceStack;

/**
 * Writes DICOM MR images: one file for each plane, explicit VR, little endian; the magnitude as
 * unsigned numbers of 16 bits with one rescale slope for the whole series. {@link DicomSettings}
 * tells when values are multiplied by a power of ten.
 *
 * <p>Images are numbered in order of their indices, the planes of a volume in the order that {@link
 * SliceStack} gives them; the position is each plane's own, so that planes need be neither parallel
 * nor equally spaced. Where the geometry is not known, an axial stack of 1 mm voxels is made up,
 * and the comment on the image says so.
 *
 * <p>Study and frame of reference are those of the scan; the series is a new one, as derived images
 * must not go into the series of the scanner's own. What is not known of patient and study stays
 * empty. Texts are UTF-8, without control characters and backslashes, cut to the length that their
 * kind allows.
 *
 * <p>Errors: those of {@link OutputDirectory#write} and {@link OutputFile#write} are an {@link
 * IOException}; images that are not finite, larger than 65535 pixels, or of the same index, are an
 * {@link IllegalArgumentException}. Everything appears complete or not at all. Source: PS3.3, A.4,
 * and PS3.10.
 */
public final class DicomWriter {
  private static final String EXTENSION = ".dcm";
  private static final int PREAMBLE = 128;
  private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
  private static final int MOST_PIXELS = 0xffff;

  private DicomWriter() {}

  /**
   * Checks, without writing, that the files can be written; to be called before a long computation.
   *
   * @param path as {@link #write} has it
   * @param images number of planes that will be written
   * @throws IOException as {@link OutputDirectory#check} or {@link OutputFile#check} says, or if
   *     more than one image is to go to a single file
   */
  public static void checkWritable(Path path, int images) throws IOException {
    if (!isFile(path)) {
      OutputDirectory.check(path);
      return;
    }
    if (images != 1) {
      throw InputFile.failure(
          path, "expected the name of a directory for " + images + " images, got that of a file");
    }
    OutputFile.check(path);
  }

  /**
   * Writes a series.
   *
   * @param path a directory that does not exist or is empty; or, if the series has a single plane,
   *     a file ending in {@code .dcm}
   * @param series of images. Not modified.
   * @param settings what the series does not tell
   */
  public static void write(Path path, ImageSeries series, DicomSettings settings)
      throws IOException {
    Shape image = series.imageShape();
    if (Math.max(image.extent(-1), image.extent(-2)) > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "`images`: expected at most " + MOST_PIXELS + " rows and columns, got " + image);
    }
    series.images().requireFinite("images");
    List<DicomImage> images = DicomImage.of(series);
    checkWritable(path, images.size());
    DicomPixels pixels = DicomPixels.of(series.images(), settings.scale());
    DicomIdentifiers ids = DicomIdentifiers.of(series.metadata().study(), settings);
    DicomImageAttributes attributes = new DicomImageAttributes(series, settings, ids, pixels);
    if (isFile(path)) {
      OutputFile.write(path, out -> write(out, images.get(0), series, attributes, pixels));
      return;
    }
    int digits = Math.max(4, Integer.toString(images.size()).length());
    OutputDirectory.write(
        path,
        files -> {
          for (DicomImage each : images) {
            String name = String.format(Locale.ROOT, "%0" + digits + "d", each.number());
            files.write(name + EXTENSION, out -> write(out, each, series, attributes, pixels));
          }
        });
  }

  private static boolean isFile(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
  }

  private static void write(
      OutputStream out,
      DicomImage image,
      ImageSeries series,
      DicomImageAttributes attributes,
      DicomPixels pixels)
      throws IOException {
    int count = series.imageShape().last(2).count();
    out.write(new byte[PREAMBLE]);
    out.write(MAGIC);
    out.write(attributes.meta(image));
    out.write(attributes.attributes(image));
    out.write(DicomDataset.start(DicomTag.PIXEL_DATA, (long) Short.BYTES * count));
    pixels.write(series.images(), image.start(), image.start() + count, out);
  }
}
