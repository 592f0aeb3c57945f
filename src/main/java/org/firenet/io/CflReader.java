package org.firenet.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.firenet.array.Shape;

/**
 * Opens BART's arrays: a text header {@code .hdr} with the dimensions, and a {@code .cfl} with
 * single-precision complex numbers, little endian, first dimension fastest.
 *
 * <p>The size of the {@code .cfl} must be exactly what the header says.
 */
final class CflReader {
  private static final int MAX_HEADER = 1 << 20;
  private static final String TITLE = "# Dimensions";

  private CflReader() {}

  /** Whether a name without extension stands for a BART pair. */
  static boolean isBareName(Path path) {
    return path.getFileName() != null
        && Files.isRegularFile(sibling(path, ".hdr"))
        && Files.isRegularFile(sibling(path, ".cfl"));
  }

  /** The file of a pair with the given extension, from either file or the bare name. */
  static Path sibling(Path path, String extension) {
    String name = path.getFileName().toString();
    String bare =
        FileFormat.of(path) == FileFormat.CFL
            ? name.substring(0, name.length() - extension.length())
            : name;
    return path.resolveSibling(bare + extension);
  }

  /** Opens the pair and checks the header against the size of the numbers. */
  static ArrayFile open(Path path) throws IOException {
    Path header = sibling(path, ".hdr");
    Path data = sibling(path, ".cfl");
    int[] dimensions = dimensions(header, text(header));
    List<Integer> kept = BartAxes.kept(dimensions);
    FileChannel channel = InputFile.openChannel(data);
    try {
      requireSize(header, data, dimensions, channel.size());
      Shape shape = Shape.of(kept.stream().mapToInt(d -> dimensions[d]).toArray());
      List<String> axes = kept.stream().map(BartAxes::name).toList();
      return new ArrayFile(
          data, new ElementLayout(shape, axes, ElementType.COMPLEX_FLOAT, 0, false), channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static String text(Path header) throws IOException {
    try (FileChannel channel = InputFile.openChannel(header)) {
      if (channel.size() > MAX_HEADER) {
        throw InputFile.failure(
            header, "expected at most " + MAX_HEADER + " bytes, got " + channel.size());
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
      InputFile.readFully(channel, header, buffer, 0);
      return new String(buffer.array(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The sixteen dimensions, those not written being 1. */
  private static int[] dimensions(Path header, String text) throws IOException {
    List<String> lines = text.lines().map(String::strip).toList();
    int title = lines.indexOf(TITLE);
    if (title < 0 || title + 1 >= lines.size()) {
      throw InputFile.failure(header, "expected a line \"" + TITLE + "\" and the dimensions below");
    }
    String line = lines.get(title + 1);
    String[] words = line.split("\\s+", BartAxes.COUNT + 1);
    int[] dimensions = new int[BartAxes.COUNT];
    Arrays.fill(dimensions, 1);
    boolean valid = words.length <= dimensions.length;
    for (int d = 0; valid && d < words.length; d++) {
      valid = words[d].matches("0*[1-9][0-9]{0,8}");
      dimensions[d] = valid ? Integer.parseInt(words[d]) : 0;
    }
    if (!valid) {
      throw InputFile.failure(
          header,
          "dimensions: expected up to %d numbers between 1 and 10^9 - 1, got \"%s\""
              .formatted(
                  BartAxes.COUNT,
                  line.substring(0, Math.min(80, line.length())).replaceAll("\\p{Cntrl}", "?")));
    }
    return dimensions;
  }

  private static void requireSize(Path header, Path data, int[] dimensions, long actual)
      throws IOException {
    String text = Arrays.toString(dimensions);
    long count = 1;
    for (int extent : dimensions) {
      count *= extent;
      if (count > Integer.MAX_VALUE) {
        throw InputFile.failure(
            header, "dimensions: expected at most 2^31 - 1 elements, got " + text);
      }
    }
    long expected = count * ElementType.COMPLEX_FLOAT.size();
    if (actual != expected) {
      throw InputFile.failure(
          data, "expected %d bytes of data for %s, got %d".formatted(expected, text, actual));
    }
  }
}
