package org.firenet.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * Writes BART's arrays, a {@code .cfl} and its {@code .hdr}: single-precision complex numbers, each
 * axis in the BART dimension of its name. Double precision is rounded.
 *
 * <p>Names, in the order of BART's dimensions: x, y, z, coil, map, te, coeff, coeff2, iteration,
 * cshift, time, time2, level, slice, average, batch.
 */
public final class CflWriter {
  private CflWriter() {}

  /**
   * Writes both files; nothing appears before both are written.
   *
   * @param path the {@code .cfl} or the {@code .hdr}
   * @param array any order of axes. Not modified.
   * @param axes a name for each axis, outermost first, for example {@code [slice, coil, y, x]}
   * @throws IllegalArgumentException if there is not one known, distinct name for each axis
   * @throws IOException those of {@link OutputFile#write}
   */
  public static void write(Path path, ComplexArray array, List<String> axes) throws IOException {
    List<Integer> dimensions = BartAxes.dimensions(array.shape(), axes);
    Path header = CflReader.sibling(path, ".hdr");
    Path data = CflReader.sibling(path, ".cfl");
    byte[] text = header(array.shape(), dimensions).getBytes(StandardCharsets.US_ASCII);
    try (OutputFile first = OutputFile.open(header);
        OutputFile second = OutputFile.open(data)) {
      first.fill(out -> out.write(text));
      second.fill(
          out -> {
            ElementOutput numbers = new ElementOutput(out);
            writeNumbers(array, dimensions, numbers);
            numbers.flush();
          });
      OutputFile.commit(List.of(second, first));
    }
  }

  private static String header(Shape shape, List<Integer> dimensions) {
    int[] extents = new int[BartAxes.COUNT];
    Arrays.fill(extents, 1);
    for (int axis = 0; axis < shape.rank(); axis++) {
      extents[dimensions.get(axis)] = shape.extent(axis);
    }
    return Arrays.stream(extents)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" ", "# Dimensions\n", "\n"));
  }

  /** Writes the elements with the axis of BART's first dimension fastest. */
  private static void writeNumbers(ComplexArray array, List<Integer> dimensions, ElementOutput out)
      throws IOException {
    int rank = array.shape().rank();
    int[] order =
        IntStream.range(0, rank)
            .boxed()
            .sorted((a, b) -> Integer.compare(dimensions.get(a), dimensions.get(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] stride = new int[rank];
    int step = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      stride[axis] = step;
      step *= array.shape().extent(axis);
    }
    int[] index = new int[rank];
    int place = 0;
    for (int i = 0; i < array.count(); i++) {
      out.writeFloat((float) array.re(place));
      out.writeFloat((float) array.im(place));
      for (int axis : order) {
        place += stride[axis];
        if (++index[axis] < array.shape().extent(axis)) {
          break;
        }
        place -= stride[axis] * array.shape().extent(axis);
        index[axis] = 0;
      }
    }
  }
}
