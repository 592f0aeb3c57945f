package org.firenet.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;

/**
 * K-space in an array file, its axes understood: {@code [slice, coil, kz, ky, kx]}, of which slice,
 * coil and kz may be absent.
 */
public final class ScanFile implements Closeable {
  private static final List<String> NAMES = List.of("slice", "coil", "kz", "ky", "kx");

  private final ArrayFile file;
  private final Shape grid;
  private final int coils;
  private final int slices;
  private final boolean sliced;

  private ScanFile(ArrayFile file, List<String> axes) throws IOException {
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
  }

  /**
   * Opens a file.
   *
   * @param axes names of the axes, outermost first, out of slice, coil, kz, ky, kx in this order;
   *     null to take what the format says, or for {@code .npy} [ky, kx], [coil, ky, kx], [slice,
   *     coil, ky, kx] or [slice, coil, kz, ky, kx] by the number of axes
   * @throws IOException if the file can not be read as k-space
   */
  public static ScanFile open(Path path, List<String> axes) throws IOException {
    ArrayFile file = ArrayFile.open(path);
    try {
      return new ScanFile(file, axesOf(file, axes));
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

  /** Where it lies. */
  public Path path() {
    return file.path();
  }

  /** Shape of k-space without slices and coils: {@code [ky, kx]} or {@code [kz, ky, kx]}. */
  public Shape grid() {
    return grid;
  }

  /** Number of coils; 0 without a coil axis. */
  public int coils() {
    return coils;
  }

  /** Number of slices; 1 without a slice axis. */
  public int slices() {
    return slices;
  }

  /** Whether there is a slice axis. */
  public boolean sliced() {
    return sliced;
  }

  /**
   * Reads some slices.
   *
   * @return {@code [slice, coil, ky, kx]}, or without a coil axis {@code [slice, ky, kx]}
   * @throws IOException if the file is damaged or holds NaN or infinity
   */
  public ComplexArray read(int from, int to) throws IOException {
    ComplexArray data =
        sliced ? file.slices(from, to) : file.complex().reshape(file.shape().prepend(1));
    try {
      data.requireFinite("k-space");
    } catch (IllegalArgumentException e) {
      throw new IOException(path() + ": " + e.getMessage(), e);
    }
    return data;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
