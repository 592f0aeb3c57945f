package org.firenet.mri;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** Little-endian C-order {@code .npy} files on the class path, format 1.0. */
public final class NumpyResource {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '<(\\w+)'.*'shape': \\(([0-9, ]*)\\)");

  private final String type;
  private final Shape shape;
  private final ByteBuffer data;

  /** Reads a resource. */
  public NumpyResource(String path) {
    try (InputStream in = NumpyResource.class.getResourceAsStream(path)) {
      ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int header = file.getShort(8);
      Matcher matcher =
          HEADER.matcher(new String(file.array(), 10, header, StandardCharsets.US_ASCII));
      if (!matcher.find()) {
        throw new IOException("header of " + path);
      }
      type = matcher.group(1);
      shape =
          Shape.of(
              Arrays.stream(matcher.group(2).split(","))
                  .filter(word -> !word.isBlank())
                  .mapToInt(word -> Integer.parseInt(word.trim()))
                  .toArray());
      data = file.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A complex64 or complex128 array. */
  public ComplexArray complex() {
    if (type.equals("c8")) {
      float[] numbers = new float[2 * shape.count()];
      data.asFloatBuffer().get(numbers);
      return ComplexArray.of(shape, numbers);
    }
    double[] numbers = new double[2 * shape.count()];
    data.asDoubleBuffer().get(numbers);
    return ComplexArray.of(shape, numbers);
  }

  /** A float64 array. */
  public RealArray real() {
    double[] numbers = new double[shape.count()];
    data.asDoubleBuffer().get(numbers);
    return RealArray.of(shape, numbers);
  }
}
