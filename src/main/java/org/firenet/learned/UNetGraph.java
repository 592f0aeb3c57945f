package org.firenet.learned;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Puts a U-Net together as a graph of SameDiff: on every level two 3 × 3 convolutions with
 * rectifiers, means over 2 × 2 points on the way down, repetition on the way up, where the channels
 * of the level are put beside, and at last a 1 × 1 convolution whose result is added to the input.
 *
 * <p>Arrays are {@code [image, y, x, channel]}, channels of input and output real and imaginary
 * part. Everything but the rectifiers is linear, so that the tangent, for a change of the input, is
 * the same graph with the rectifiers replaced by their slopes.
 *
 * <p>Source of the architecture: Ronneberger, Fischer, Brox, U-Net, MICCAI 2015.
 */
final class UNetGraph {
  static final String IMAGE = "image";
  static final String OUTPUT = "output";

  /** Change of {@link #IMAGE}, and the change of {@link #OUTPUT} to first order. */
  static final String DIRECTION = "direction";

  static final String TANGENT = "tangent";

  /** A value and how it changes; the change is null where none is followed. */
  private record Flow(SDVariable value, SDVariable change) {}

  private final SameDiff sd = SameDiff.create();
  private final UNetSettings settings;
  private final DataType type;
  private final Random random;
  private final List<String> weights = new ArrayList<>();

  private UNetGraph(UNetSettings settings, DataType type, long seed, boolean tangent) {
    this.settings = settings;
    this.type = type;
    this.random = new Random(seed);
    Flow input =
        new Flow(
            sd.placeHolder(IMAGE, type, -1, -1, -1, 2),
            tangent ? sd.placeHolder(DIRECTION, type, -1, -1, -1, 2) : null);
    Flow last = level(input, 2, 0);
    Flow residual = convolution("last", last, 1, settings.channels(0), 2, 0);
    input.value.add(residual.value).rename(OUTPUT);
    if (tangent) {
      input.change.add(residual.change).rename(TANGENT);
    }
  }

  /**
   * A graph with random weights: normally distributed with variance 2 / inputs, in the last
   * convolution 0.
   *
   * @param tangent whether {@link #DIRECTION} and {@link #TANGENT} are there
   */
  static UNetGraph of(UNetSettings settings, DataType type, long seed, boolean tangent) {
    return new UNetGraph(settings, type, seed, tangent);
  }

  /** The graph. */
  SameDiff graph() {
    return sd;
  }

  /** Names of the trainable arrays. */
  List<String> weights() {
    return List.copyOf(weights);
  }

  private Flow level(Flow input, int channels, int level) {
    int own = settings.channels(level);
    String name = "level" + level;
    Flow down = rectified(name + ".down0", input, channels, own);
    down = rectified(name + ".down1", down, own, own);
    if (level + 1 == settings.levels()) {
      return down;
    }
    Flow below = level(new Flow(halved(down.value), halved(down.change)), own, level + 1);
    Flow beside =
        new Flow(
            beside(down.value, below.value),
            down.change == null ? null : beside(down.change, below.change));
    Flow up = rectified(name + ".up0", beside, own + settings.channels(level + 1), own);
    return rectified(name + ".up1", up, own, own);
  }

  private SDVariable halved(SDVariable x) {
    return x == null
        ? null
        : sd.cnn.avgPooling2d(
            x, Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).isNHWC(true).build());
  }

  private SDVariable beside(SDVariable level, SDVariable below) {
    SDVariable repeated = sd.concat(3, below, below, below, below);
    return sd.concat(3, level, sd.cnn.depthToSpace(repeated, 2, DataFormat.NHWC));
  }

  private Flow rectified(String name, Flow input, int from, int to) {
    Flow x = convolution(name, input, 3, from, to, Math.sqrt(2.0 / (9 * from)));
    SDVariable change = x.change == null ? null : x.change.mul(x.value.gt(0).castTo(type));
    return new Flow(sd.nn.relu(x.value, 0), change);
  }

  private Flow convolution(
      String name, Flow input, int extent, int from, int to, double deviation) {
    double[] numbers = new double[extent * extent * from * to];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = deviation * random.nextGaussian();
    }
    INDArray initial =
        Nd4j.createFromArray(numbers).reshape('c', extent, extent, from, to).castTo(type);
    SDVariable kernel = sd.var(name + ".kernel", initial);
    SDVariable bias = sd.var(name + ".bias", Nd4j.zeros(type, to));
    weights.add(kernel.name());
    weights.add(bias.name());
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(extent)
            .kW(extent)
            .paddingMode(PaddingMode.SAME)
            .dataFormat("NHWC")
            .build();
    return new Flow(
        sd.cnn.conv2d(input.value, kernel, bias, config),
        input.change == null ? null : sd.cnn.conv2d(input.change, kernel, config));
  }
}
