package org.firenet.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;

/**
 * Writes an array in the format that the extension names: {@code .npy} keeps type and precision;
 * {@code .cfl} or {@code .hdr} is a BART pair, single-precision complex; {@code .png} shows the
 * magnitude {@code [y, x]}, or a mosaic of more axes, in 16 bits.
 *
 * <p>Errors: an unknown extension and those of {@link OutputFile#write} are an {@link IOException};
 * axes that do not fit a {@code .cfl}, or numbers that are not finite or not an image in a {@code
 * .png}, are an {@link IllegalArgumentException}. A file appears complete or not at all.
 */
public final class ArrayWriter {
  private ArrayWriter() {}

  /**
   * Checks, without writing, that an array can be written to a path; to be called before a long
   * computation.
   *
   * @throws IOException if the extension is not known, or as {@link OutputFile#check} says
   */
  public static void checkWritable(Path path) throws IOException {
    if (format(path) == FileFormat.CFL) {
      OutputFile.check(CflReader.sibling(path, ".hdr"));
      OutputFile.check(CflReader.sibling(path, ".cfl"));
    } else {
      OutputFile.check(path);
    }
  }

  /**
   * Writes a complex array.
   *
   * @param axes names as {@link CflWriter} has them; only a {@code .cfl} needs them
   */
  public static void write(Path path, ComplexArray array, List<String> axes) throws IOException {
    switch (format(path)) {
      case NPY -> NpyWriter.write(path, array);
      case CFL -> CflWriter.write(path, array, axes);
      default -> PngWriter.write(path, array.magnitude(), PngWriter.Depth.SIXTEEN_BIT);
    }
  }

  /** Writes a real array, as float64 in a {@code .npy}; a {@code .png} shows negative as black. */
  public static void write(Path path, RealArray array, List<String> axes) throws IOException {
    switch (format(path)) {
      case NPY -> NpyWriter.write(path, array, Precision.DOUBLE);
      case CFL -> CflWriter.write(path, ComplexArray.ofReal(array), axes);
      default -> PngWriter.write(path, array, PngWriter.Depth.SIXTEEN_BIT);
    }
  }

  /** Writes a mask: true, 1 or white where sampled. */
  public static void write(Path path, Mask mask, List<String> axes) throws IOException {
    if (format(path) == FileFormat.NPY) {
      NpyWriter.write(path, mask);
      return;
    }
    double[] values = new double[mask.shape().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.get(i) ? 1 : 0;
    }
    write(path, RealArray.of(mask.shape(), values), axes);
  }

  private static FileFormat format(Path path) throws IOException {
    FileFormat format = FileFormat.of(path);
    if (format == FileFormat.UNKNOWN) {
      throw InputFile.failure(path, "expected a name ending in .npy, .cfl, .hdr or .png");
    }
    return format;
  }
}
