package org.firenet.io.nifti;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.firenet.io.ElementType;
import org.firenet.io.InputFile;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.Vector3;

/**
 * Reads NIfTI images of version 1 or 2 and either order of bytes: {@code .nii}, {@code .hdr} with
 * {@code .img}, and each of these with {@code .gz}.
 *
 * <p>Read are integers of 8 to 64 bits, float32, float64, complex64 and complex128; {@code
 * scl_slope} and {@code scl_inter}, unless the slope is 0 or one of them is not finite, apply to
 * real and imaginary part. Extensions are passed over.
 *
 * <p>The header is checked against the size of the file before anything is allocated. What a
 * compressed file holds is kept as it arrives, never more than the header tells.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path.
 */
public final class NiftiReader {
  private static final int MAX_NUMBERS = Integer.MAX_VALUE - 8;
  private static final int METRE = 1;
  private static final int MICROMETRE = 3;
  private static final int SECOND = 8;
  private static final int MILLISECOND = 16;
  private static final int MICROSECOND = 24;

  private NiftiReader() {}

  /**
   * Reads a file as a whole.
   *
   * @param path a {@code .nii}, {@code .hdr} or {@code .img} file, perhaps with {@code .gz}
   * @throws IOException if the file is missing, broken, too short, too large to be in memory, or of
   *     an unknown format or type
   */
  public static NiftiImage read(Path path) throws IOException {
    String name = path.toString().toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (bare.endsWith(".nii")) {
      try (NiftiInput in = NiftiInput.open(path)) {
        return image(in, header(in, false));
      }
    }
    if (!bare.endsWith(".hdr") && !bare.endsWith(".img")) {
      throw InputFile.failure(
          path, "expected a name ending in .nii, .hdr or .img, perhaps with .gz");
    }
    NiftiHeader header;
    try (NiftiInput in = NiftiInput.open(sibling(path, bare.length() - 3, "hdr"))) {
      header = header(in, true);
    }
    try (NiftiInput in = NiftiInput.open(sibling(path, bare.length() - 3, "img"))) {
      return image(in, header);
    }
  }

  /** The path with other letters from a place on, in the case of those that are there. */
  private static Path sibling(Path path, int at, String letters) {
    String text = path.toString();
    boolean upper = Character.isUpperCase(text.charAt(at));
    return Path.of(
        text.substring(0, at)
            + (upper ? letters.toUpperCase(Locale.ROOT) : letters)
            + text.substring(at + letters.length()));
  }

  private static NiftiHeader header(NiftiInput in, boolean pair) throws IOException {
    byte[] start = in.take(Integer.BYTES);
    int length = NiftiHeaderParser.length(in.path(), start);
    byte[] header = Arrays.copyOf(start, length);
    byte[] rest = in.take(length - start.length);
    System.arraycopy(rest, 0, header, start.length, rest.length);
    return NiftiHeaderParser.parse(in.path(), header, pair);
  }

  private static NiftiImage image(NiftiInput in, NiftiHeader header) throws IOException {
    ElementType type = NiftiType.element(header.type(), header.order());
    Shape shape = shape(in.path(), header);
    in.require((long) header.offset(), (long) shape.count() * type.size());
    in.skipTo((long) header.offset());
    ComplexArray data = new NiftiNumbers(header, type, shape).read(in);
    in.finish();
    double millimetres =
        switch (header.units() & 7) {
          case METRE -> 1e3;
          case MICROMETRE -> 1e-3;
          default -> 1;
        };
    Vector3 spacing =
        new Vector3(spacing(header, 0), spacing(header, 1), spacing(header, 2)).times(millimetres);
    Optional<ImageGeometry> geometry =
        header.orientation().geometry(shape.last(3), spacing, millimetres);
    return new NiftiImage(
        data,
        type.kind() == Kind.COMPLEX,
        geometry.map(ImageGeometry::voxel).orElse(spacing),
        interval(header),
        geometry,
        header.text().description());
  }

  /** The extents in C order. */
  private static Shape shape(Path path, NiftiHeader header) throws IOException {
    long[] extents = header.extents();
    int rank = extents.length;
    while (rank > 3 && extents[rank - 1] == 1) {
      rank--;
    }
    long count = 1;
    int[] shape = new int[Math.max(3, rank)];
    Arrays.fill(shape, 1);
    for (int d = 0; d < rank; d++) {
      if (extents[d] > MAX_NUMBERS / 2 / count) {
        throw InputFile.failure(
            path,
            "expected at most %d voxels, got %s"
                .formatted(MAX_NUMBERS / 2, Arrays.toString(extents)));
      }
      count *= extents[d];
      shape[shape.length - 1 - d] = (int) extents[d];
    }
    return Shape.of(shape);
  }

  private static double spacing(NiftiHeader header, int dimension) {
    double spacing = Math.abs(header.spacings()[dimension]);
    return spacing > 0 && Double.isFinite(spacing) ? spacing : 1;
  }

  private static OptionalDouble interval(NiftiHeader header) {
    double spacing = header.spacings()[3];
    double seconds =
        switch (header.units() & 0x38) {
          case SECOND -> 1;
          case MILLISECOND -> 1e-3;
          case MICROSECOND -> 1e-6;
          default -> 0;
        };
    return seconds > 0 && spacing > 0 && Double.isFinite(spacing)
        ? OptionalDouble.of(seconds * spacing)
        : OptionalDouble.empty();
  }
}
