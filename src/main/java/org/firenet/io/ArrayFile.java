package org.firenet.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * An open array file: a NumPy array ({@code .npy}) or a BART array ({@code .cfl} beside {@code
 * .hdr}).
 *
 * <p>Opening reads the header and checks it against the size of the file; nothing is allocated for
 * the numbers until they are asked for. They are read from their place in the file, so a file
 * larger than memory is worked through with {@link #slices}. Several threads may read at once.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path; reading after {@link #close} is an {@link IllegalStateException}.
 */
public final class ArrayFile implements Closeable {
  /** What the elements of a file are. */
  public enum Kind {
    /** Real and imaginary part. */
    COMPLEX,
    /** Floating-point numbers. */
    REAL,
    /** Whole numbers. */
    INTEGER,
    /** True or false. */
    BOOLEAN
  }

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final Path path;
  private final ElementLayout layout;
  private final FileChannel channel;
  private final ElementReader reader;

  ArrayFile(Path path, ElementLayout layout, FileChannel channel) {
    this.path = path;
    this.layout = layout;
    this.channel = channel;
    this.reader = new ElementReader(path, layout, channel);
  }

  /**
   * Opens an array file; the format follows from the extension.
   *
   * @param path a {@code .npy} file; or a {@code .cfl} or {@code .hdr} file, or the name without
   *     extension that BART gives the two
   * @throws IOException if the file is missing, of an unknown or broken format, or too short
   */
  public static ArrayFile open(Path path) throws IOException {
    FileFormat format = FileFormat.of(path);
    if (format == FileFormat.NPY) {
      return NpyReader.open(path);
    }
    if (format == FileFormat.CFL || CflReader.isBareName(path)) {
      return CflReader.open(path);
    }
    throw InputFile.failure(
        path,
        Files.isDirectory(path)
            ? "expected a file, got a directory"
            : "expected a name ending in .npy, .cfl or .hdr");
  }

  /** The file that holds the numbers; of a BART pair the {@code .cfl}. */
  public Path path() {
    return path;
  }

  /** The extents in C order, also of a file in Fortran order. */
  public Shape shape() {
    return layout.shape();
  }

  /** What the elements are. */
  public Kind kind() {
    return layout.type().kind();
  }

  /**
   * The precision in which {@link #complex} gives the numbers: single for complex64, float32,
   * float16, booleans and integers of at most 16 bits; else double.
   */
  public Precision precision() {
    return layout.type().precision();
  }

  /** The names of the axes, outermost first, where the format tells them ({@code .cfl}). */
  public List<String> axes() {
    return layout.axes();
  }

  /**
   * The whole array in its {@link #precision}; real numbers get a zero imaginary part. Integers
   * beyond 2^53 are rounded.
   *
   * @throws IOException if reading fails, or the array is too large to be in memory at once
   */
  public ComplexArray complex() throws IOException {
    return read(shape(), 0, shape().rank() == 0 ? 1 : shape().extent(0));
  }

  /**
   * The entries {@code from} (inclusive) to {@code to} (exclusive) of the first axis, as {@link
   * #complex} gives them. Of a Fortran-order file these lie scattered over the whole file.
   *
   * @throws IllegalArgumentException if the range is empty or outside the first axis
   * @throws IOException if reading fails, or the slices are too large to be in memory at once
   */
  public ComplexArray slices(int from, int to) throws IOException {
    Shape shape = shape();
    int extent = shape.rank() == 0 ? 0 : shape.extent(0);
    if (from < 0 || to > extent || from >= to) {
      throw new IllegalArgumentException(
          "slices: expected a range within 0:" + extent + ", got " + from + ":" + to);
    }
    return read(shape.last(shape.rank() - 1).prepend(to - from), from, to);
  }

  private ComplexArray read(Shape shape, int from, int to) throws IOException {
    requireRoom(shape, 2);
    ComplexArray out = ComplexArray.zeros(precision(), shape);
    if (kind() == Kind.COMPLEX && layout.isCOrder()) {
      reader.readInterleaved(out, (long) from * (out.count() / (to - from)));
    } else {
      reader.read(from, to, out::set);
    }
    return out;
  }

  /**
   * The whole array as real numbers, in double precision.
   *
   * @throws IOException if reading fails, the array is too large to be in memory at once, or an
   *     imaginary part is not zero
   */
  public RealArray real() throws IOException {
    requireRoom(shape(), 1);
    double[] out = new double[shape().count()];
    int[] complex = {-1};
    reader.readAll(
        (index, re, im) -> {
          out[index] = re;
          if (im != 0) {
            complex[0] = index;
          }
        });
    if (complex[0] >= 0) {
      throw InputFile.failure(
          path,
          "expected real numbers, got complex ones: element %d of %s has an imaginary part"
              .formatted(complex[0], shape()));
    }
    return RealArray.of(shape(), out);
  }

  /**
   * The whole array as a mask: sampled where the element is not zero.
   *
   * @throws IOException if reading fails, or the array is too large to be in memory at once
   */
  public Mask mask() throws IOException {
    requireRoom(shape(), 1);
    boolean[] out = new boolean[shape().count()];
    reader.readAll((index, re, im) -> out[index] = re != 0 || im != 0);
    return Mask.of(shape(), out);
  }

  /** Closes the file; again has no effect. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return "%s: %s %s %s"
        .formatted(path, lowerCase(kind().name()), lowerCase(precision().name()), shape());
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void requireRoom(Shape shape, int parts) throws IOException {
    if ((long) parts * shape.count() > MAX_ARRAY) {
      throw InputFile.failure(
          path,
          "expected at most %d elements at once, got %s; read fewer slices at a time"
              .formatted(MAX_ARRAY / parts, shape));
    }
  }
}
