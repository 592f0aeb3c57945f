package org.firenet.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ElementOutput;
import org.firenet.io.InputFile;
import org.firenet.io.MagnitudeRange;
import org.firenet.io.OutputFile;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.SliceStack;
import org.firenet.scan.Vector3;

/**
 * Writes NIfTI images, {@code .nii} or compressed {@code .nii.gz}: version 1, or 2 if more than
 * 32767 elements lie along a dimension; little endian.
 *
 * <p>Dimensions 1, 2, 3 are x, y, z; slices are put one behind the other as {@link SliceStack}
 * says. From dimension 4 on follow those of repetition, phase, contrast, set and average, in this
 * order, that have more than one value; if all five have, set and average share dimension 7, set
 * faster. The description names them. The spacing of repetitions is TR in seconds if known (the
 * time between volumes if one excitation of each slice makes an image), that of other dimensions 1.
 *
 * <p>Where the geometry is known, qform and sform both give it in scanner coordinates (code 1), in
 * RAS, in millimetres; volumes that follow the patient's movement have that of the first one. Where
 * it is not, both codes are 0, voxels are 1 and the unit of length is not set. The values are those
 * of the images, with scaling 1 and 0.
 *
 * <p>Errors: an unknown extension and those of {@link OutputFile#write} are an {@link IOException};
 * images that are not finite, have missing combinations of indices, or slices that are not
 * parallel, equally spaced and one behind the other, are an {@link IllegalArgumentException}. A
 * file appears complete or not at all.
 */
public final class NiftiWriter {
  /**
   * Of a float32 brain image, level 1 takes a third of the time of the usual level 6 and is 1 %
   * larger.
   */
  private static final int COMPRESSION = Deflater.BEST_SPEED;

  private static final int BUFFER_BYTES = 1 << 16;

  private NiftiWriter() {}

  /**
   * Checks, without writing, that a file can be written; to be called before a long computation.
   *
   * @throws IOException if the name ends in neither {@code .nii} nor {@code .nii.gz}, or as {@link
   *     OutputFile#check} says
   */
  public static void checkWritable(Path path) throws IOException {
    isCompressed(path);
    OutputFile.check(path);
  }

  /**
   * Checks that images with these descriptions fit one file; to be called before a long
   * computation.
   *
   * @param image shape of each, {@code [y, x]} or {@code [z, y, x]}
   * @throws IllegalArgumentException if they do not
   */
  public static void checkArrangement(List<ImageDescription> descriptions, Shape image) {
    NiftiDimensions.of(SliceStack.of(descriptions, image));
  }

  /** Writes the magnitude. */
  public static void write(Path path, ImageSeries series) throws IOException {
    write(path, series, NiftiPart.MAGNITUDE);
  }

  /**
   * Writes one file.
   *
   * @param path ending in {@code .nii} or {@code .nii.gz}
   * @param series of images. Not modified.
   * @param part of the images that is written
   */
  public static void write(Path path, ImageSeries series, NiftiPart part) throws IOException {
    boolean compressed = isCompressed(path);
    series.images().requireFinite("images");
    NiftiDimensions dimensions = NiftiDimensions.of(SliceStack.of(series));
    NiftiHeader header = header(series, part, dimensions);
    OutputFile.write(
        path,
        out -> {
          if (compressed) {
            GZIPOutputStream zip = new Compressor(out);
            writeAll(zip, header, series, dimensions, part);
            zip.finish();
          } else {
            writeAll(out, header, series, dimensions, part);
          }
        });
  }

  private static boolean isCompressed(Path path) throws IOException {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".nii") && !name.endsWith(".nii.gz")) {
      throw InputFile.failure(path, "expected a name ending in .nii or .nii.gz");
    }
    return name.endsWith(".gz");
  }

  private static NiftiHeader header(
      ImageSeries series, NiftiPart part, NiftiDimensions dimensions) {
    SliceStack first = dimensions.stacks().get(0);
    Shape image = series.imageShape();
    Shape volume = Shape.of(first.planes().size(), image.extent(-2), image.extent(-1));
    long[] extents = new long[3 + dimensions.extents().size()];
    int version = 1;
    for (int d = 0; d < extents.length; d++) {
      extents[d] = d < 3 ? volume.extent(2 - d) : dimensions.extents().get(d - 3);
      version = extents[d] > NiftiHeader.FIRST_MOST ? 2 : version;
    }
    Optional<ImageGeometry> geometry = first.geometry();
    Vector3 voxel = geometry.map(ImageGeometry::voxel).orElse(new Vector3(1, 1, 1));
    double[] spacings = {voxel.x(), voxel.y(), voxel.z(), 1, 1, 1, 1};
    int units = geometry.isPresent() ? NiftiHeader.MILLIMETRE : 0;
    List<Double> repetitionTimes = series.metadata().sequence().repetitionTimes();
    if (dimensions.names().indexOf("repetition") == 0 && !repetitionTimes.isEmpty()) {
      spacings[3] = repetitionTimes.get(0) / 1000;
      units |= NiftiHeader.SECOND;
    }
    return new NiftiHeader(
        version,
        ByteOrder.LITTLE_ENDIAN,
        extents,
        type(part, series.images().precision()),
        spacings,
        units,
        NiftiHeader.dataOffset(version),
        1,
        0,
        geometry
            .map(known -> NiftiOrientation.of(known, volume))
            .orElse(NiftiOrientation.unknown()),
        text(series, part, dimensions, geometry.isPresent()));
  }

  private static int type(NiftiPart part, Precision precision) {
    if (part != NiftiPart.COMPLEX) {
      return NiftiType.FLOAT;
    }
    return precision == Precision.SINGLE ? NiftiType.COMPLEX_FLOAT : NiftiType.COMPLEX_DOUBLE;
  }

  private static NiftiHeader.Text text(
      ImageSeries series, NiftiPart part, NiftiDimensions dimensions, boolean known) {
    String name = part.name().toLowerCase(Locale.ROOT);
    StringBuilder description = new StringBuilder("FIRENET " + name);
    for (int d = 0; d < dimensions.names().size(); d++) {
      description.append(d == 0 ? "; dim " : ", ").append(4 + d).append(' ');
      description.append(dimensions.names().get(d));
    }
    double black = 0;
    double white = 0;
    switch (part) {
      case MAGNITUDE -> white = MagnitudeRange.of(series.images()).high();
      case PHASE -> {
        white = Math.PI;
        black = -white;
      }
      case REAL, IMAGINARY -> {
        white = MagnitudeRange.of(series.images()).high();
        black = -white;
      }
      default -> {
        // Complex numbers have no black and white.
      }
    }
    int directions = known ? NiftiHeader.READ_PHASE_SLICE : 0;
    return new NiftiHeader.Text(description.toString(), name, directions, black, white);
  }

  private static void writeAll(
      OutputStream out,
      NiftiHeader header,
      ImageSeries series,
      NiftiDimensions dimensions,
      NiftiPart part)
      throws IOException {
    out.write(header.encode());
    ElementOutput numbers = new ElementOutput(out);
    Shape image = series.imageShape();
    int pixels = image.extent(-2) * image.extent(-1);
    for (SliceStack stack : dimensions.stacks()) {
      for (SliceStack.Plane plane : stack.planes()) {
        int start = plane.image() * image.count() + plane.z() * pixels;
        writePixels(series.images(), start, start + pixels, part, numbers);
      }
    }
    numbers.flush();
  }

  private static void writePixels(
      ComplexArray images, int from, int to, NiftiPart part, ElementOutput out) throws IOException {
    for (int i = from; i < to; i++) {
      double re = images.re(i);
      double im = images.im(i);
      switch (part) {
        case MAGNITUDE -> out.writeFloat((float) Math.hypot(re, im));
        case PHASE -> out.writeFloat((float) Math.atan2(im, re));
        case REAL -> out.writeFloat((float) re);
        case IMAGINARY -> out.writeFloat((float) im);
        case COMPLEX -> {
          if (images.precision() == Precision.SINGLE) {
            out.writeFloat((float) re);
            out.writeFloat((float) im);
          } else {
            out.writeDouble(re);
            out.writeDouble(im);
          }
        }
      }
    }
  }

  /** Compresses for speed. */
  private static final class Compressor extends GZIPOutputStream {
    Compressor(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(COMPRESSION);
    }
  }
}
