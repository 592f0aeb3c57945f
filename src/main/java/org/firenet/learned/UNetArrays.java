package org.firenet.learned;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What U-Nets learn, as it is before the first step: kernels {@code [y, x, from, to]} that are
 * normally distributed with variance 2 / inputs, in the last convolution of each network 0; biases
 * {@code [to]} 0; step lengths towards the data {@code [1]} 1.
 */
final class UNetArrays {
  private final UNetSettings settings;
  private final DataType type;
  private final Random random;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();

  private UNetArrays(UNetSettings settings, DataType type, long seed) {
    this.settings = settings;
    this.type = type;
    this.random = new Random(seed);
    for (int i = 0; i < settings.networks(); i++) {
      level(network(i), 2, 0);
      convolution(network(i) + ".last", 1, settings.channels(0), 2, 0);
      if (settings.cascades() > 0) {
        arrays.put(step(network(i)), Nd4j.ones(type, 1));
      }
    }
  }

  /** All of them by name, in the order of the network. */
  static Map<String, INDArray> initial(UNetSettings settings, DataType type, long seed) {
    return new UNetArrays(settings, type, seed).arrays;
  }

  /** Name of one of the U-Nets, with which the names of its arrays begin. */
  static String network(int number) {
    return "unet" + number;
  }

  static String level(String network, int level) {
    return network + ".level" + level;
  }

  static String kernel(String convolution) {
    return convolution + ".kernel";
  }

  static String bias(String convolution) {
    return convolution + ".bias";
  }

  /** Step length that follows a U-Net of a cascade. */
  static String step(String network) {
    return network + ".step";
  }

  private void level(String network, int channels, int level) {
    int own = settings.channels(level);
    String name = level(network, level);
    rectified(name + ".down0", channels, own);
    rectified(name + ".down1", own, own);
    if (level + 1 < settings.levels()) {
      level(network, own, level + 1);
      rectified(name + ".up0", own + settings.channels(level + 1), own);
      rectified(name + ".up1", own, own);
    }
  }

  private void rectified(String name, int from, int to) {
    convolution(name, 3, from, to, Math.sqrt(2.0 / (9 * from)));
  }

  private void convolution(String name, int extent, int from, int to, double deviation) {
    double[] numbers = new double[extent * extent * from * to];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = deviation * random.nextGaussian();
    }
    arrays.put(
        kernel(name),
        Nd4j.createFromArray(numbers).reshape('c', extent, extent, from, to).castTo(type));
    arrays.put(bias(name), Nd4j.zeros(type, to));
  }
}
