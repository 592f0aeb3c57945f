package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageIndex;

/**
 * K-space in an array file, its axes understood: {@code [slice, coil, kz, ky, kx]}, of which slice,
 * coil and kz may be absent.
 */
public final class ArrayScan implements Scan {
  private static final List<String> NAMES = List.of("slice", "coil", "kz", "ky", "kx");

  private final ArrayFile file;
  private final Shape grid;
  private final int coils;
  private final int slices;
  private final boolean sliced;
  private final List<Integer> numbers;

  private ArrayScan(ArrayFile file, List<String> axes, ImageSelection selection)
      throws IOException {
    this.file = file;
    if (file.kind() != ArrayFile.Kind.COMPLEX) {
      throw new IOException(
          "%s: expected k-space, complex numbers, got %s ones"
              .formatted(file.path(), file.kind().name().toLowerCase(Locale.ROOT)));
    }
    Shape shape = file.shape();
    int spatial = 0;
    while (spatial < axes.size() && isSpatial(axes.get(axes.size() - 1 - spatial))) {
      spatial++;
    }
    int rest = axes.size() - spatial;
    boolean coil = rest > 0 && axes.get(rest - 1).equals("coil");
    rest -= coil ? 1 : 0;
    if (spatial < 2 || spatial > 3 || axes.subList(0, rest).contains("coil") || rest > 1) {
      throw new IOException(
          "%s: expected k-space axes [slice, coil, kz, ky, kx] (slice, coil, kz may be absent), got %s"
              .formatted(file.path(), axes));
    }
    grid = shape.last(spatial);
    coils = coil ? shape.extent(rest) : 0;
    sliced = rest == 1;
    slices = sliced ? shape.extent(0) : 1;
    selection.check(IntStream.range(0, slices).mapToObj(ImageIndex::ofSlice).toList());
    numbers =
        IntStream.range(0, slices)
            .filter(slice -> selection.includes(ImageIndex.ofSlice(slice)))
            .boxed()
            .toList();
  }

  /**
   * Opens a file.
   *
   * <p>Axes are those that the options name, outermost first, out of slice, coil, kz, ky, kx in
   * this order; else what the format says, or for {@code .npy} [ky, kx], [coil, ky, kx], [slice,
   * coil, ky, kx] or [slice, coil, kz, ky, kx] by their number.
   *
   * @throws IOException if the file can not be read as k-space
   * @throws IllegalArgumentException if it has not the slices that are selected
   */
  public static ArrayScan open(Path path, ScanOptions options) throws IOException {
    ArrayFile file = ArrayFile.open(path);
    try {
      return new ArrayScan(file, axesOf(file, options.axes().orElse(null)), options.selection());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static List<String> axesOf(ArrayFile file, List<String> given) throws IOException {
    int rank = file.shape().rank();
    if (given != null) {
      if (given.size() != rank) {
        throw new IOException(
            "%s: %d axes named, the array %s has %d"
                .formatted(file.path(), given.size(), file.shape(), rank));
      }
      checkNames(file, given);
      return given;
    }
    if (!file.axes().isEmpty()) {
      List<String> names = new ArrayList<>();
      for (String name : file.axes()) {
        names.add(isSpatial("k" + name) ? "k" + name : name.equals("coil") ? name : "slice");
      }
      return names;
    }
    return switch (rank) {
      case 2 -> List.of("ky", "kx");
      case 3 -> List.of("coil", "ky", "kx");
      case 4 -> List.of("slice", "coil", "ky", "kx");
      case 5 -> List.of("slice", "coil", "kz", "ky", "kx");
      default ->
          throw new IOException(
              "%s: expected k-space with 2 to 5 axes, got %s".formatted(file.path(), file.shape()));
    };
  }

  /** Known names, each once and in their order: whatever else would be taken for something else. */
  private static void checkNames(ArrayFile file, List<String> given) throws IOException {
    int last = -1;
    for (String name : given) {
      int place = NAMES.indexOf(name);
      if (place <= last) {
        throw new IOException(
            "%s: expected axes out of %s in this order, got %s"
                .formatted(file.path(), NAMES, given));
      }
      last = place;
    }
  }

  private static boolean isSpatial(String axis) {
    return axis.equals("kx") || axis.equals("ky") || axis.equals("kz");
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public String format() {
    return "array";
  }

  @Override
  public Shape grid() {
    return grid;
  }

  @Override
  public int coils() {
    return coils;
  }

  @Override
  public List<Integer> numbers() {
    return numbers;
  }

  @Override
  public int available() {
    return slices;
  }

  @Override
  public boolean several() {
    return sliced;
  }

  @Override
  public List<ImageDescription> descriptions() {
    return numbers.stream().map(number -> ImageDescription.of(ImageIndex.ofSlice(number))).toList();
  }

  /** What was not sampled is zero in the file. */
  @Override
  public KSpace read(int from, int to) throws IOException {
    ComplexArray data =
        sliced
            ? file.slices(numbers.get(from), numbers.get(to - 1) + 1)
            : file.complex().reshape(file.shape().prepend(1));
    try {
      data.requireFinite("k-space");
    } catch (IllegalArgumentException e) {
      throw new IOException(path() + ": " + e.getMessage(), e);
    }
    return KSpace.ofNonZero(data, coils > 0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
