package org.firenet.learned;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.io.OutputFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps weights in a file: a mark, levels, width, cascades, steps, and for every array its numbers
 * and the two moments of Adam as big-endian floats, in the order of the network.
 */
public final class UNetFile {
  private static final int MARK = 0x46554e32;

  private UNetFile() {}

  /**
   * Writes weights; the file appears complete or not at all.
   *
   * @throws IOException beginning with the path, if writing fails
   */
  public static void write(Path path, UNetWeights weights) throws IOException {
    OutputFile.write(
        path,
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeInt(MARK);
          out.writeInt(weights.settings().levels());
          out.writeInt(weights.settings().width());
          out.writeInt(weights.settings().cascades());
          out.writeInt(weights.steps());
          for (Map.Entry<String, INDArray> entry : weights.arrays().entrySet()) {
            put(out, entry.getValue());
            put(out, weights.moments().get(entry.getKey()));
          }
          out.flush();
        });
  }

  private static void put(DataOutputStream out, INDArray array) throws IOException {
    for (float value : array.dup('c').data().asFloat()) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads weights.
   *
   * @param settings size of the network that is expected
   * @throws IOException beginning with the path, if reading fails or the file holds something else
   */
  public static UNetWeights read(Path path, UNetSettings settings) throws IOException {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    Map<String, INDArray> moments = new LinkedHashMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      if (in.readInt() != MARK
          || in.readInt() != settings.levels()
          || in.readInt() != settings.width()
          || in.readInt() != settings.cascades()) {
        throw new IOException(path + ": expected weights of a U-Net with " + settings);
      }
      int steps = in.readInt();
      for (Map.Entry<String, INDArray> entry :
          UNetArrays.initial(settings, DataType.FLOAT, 0).entrySet()) {
        INDArray array = entry.getValue();
        arrays.put(entry.getKey(), get(in, array.shape()));
        moments.put(entry.getKey(), get(in, 1, 2 * array.length()));
      }
      if (in.read() >= 0) {
        throw new IOException(path + ": longer than weights of a U-Net with " + settings);
      }
      return new UNetWeights(settings, steps, arrays, moments);
    } catch (EOFException e) {
      throw new IOException(path + ": ends too early", e);
    }
  }

  /**
   * Reads weights of a network of any size.
   *
   * @throws IOException beginning with the path, if reading fails or the file holds something else
   */
  public static UNetWeights read(Path path) throws IOException {
    UNetSettings settings;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      if (in.readInt() != MARK) {
        throw new IOException(path + ": expected weights of a U-Net");
      }
      settings = new UNetSettings(in.readInt(), in.readInt(), in.readInt());
    } catch (EOFException e) {
      throw new IOException(path + ": ends too early", e);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    return read(path, settings);
  }

  private static INDArray get(DataInputStream in, long... shape) throws IOException {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    float[] numbers = new float[Math.toIntExact(count)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return Nd4j.createFromArray(numbers).reshape('c', shape);
  }
}
