package org.firenet.learned;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.firenet.array.Mask;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.DataFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * Puts U-Nets together as a graph of SameDiff: on every level two 3 × 3 convolutions with
 * rectifiers, means over 2 × 2 points on the way down, repetition on the way up, where the channels
 * of the level are put beside, and at last a 1 × 1 convolution whose result is added to the input.
 * In a cascade a step towards the data follows each of them, see {@link UNetSettings}.
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
  private record Flow(SDVariable value, SDVariable change) {
    /** A linear map of both. */
    Flow map(UnaryOperator<SDVariable> linear) {
      return new Flow(linear.apply(value), change == null ? null : linear.apply(change));
    }

    Flow plus(Flow other) {
      return new Flow(value.add(other.value), change == null ? null : change.add(other.change));
    }
  }

  private final SameDiff sd = SameDiff.create();
  private final UNetSettings settings;
  private final DataType type;
  private final Map<String, INDArray> initial;

  private UNetGraph(UNetSettings settings, Mask mask, DataType type, long seed, boolean tangent) {
    this.settings = settings;
    this.type = type;
    settings.requireFit(mask.shape());
    initial = UNetArrays.initial(settings, type, seed);
    Flow zeroFilled =
        new Flow(
            sd.placeHolder(IMAGE, type, -1, -1, -1, 2),
            tangent ? sd.placeHolder(DIRECTION, type, -1, -1, -1, 2) : null);
    Flow image = zeroFilled;
    SampledPart sampled = settings.cascades() > 0 ? new SampledPart(sd, mask, type) : null;
    for (int i = 0; i < settings.networks(); i++) {
      String network = UNetArrays.network(i);
      image = image.plus(convolution(network + ".last", level(network, image, 0)));
      if (sampled != null) {
        image = towardsData(image, zeroFilled, sampled, learned(UNetArrays.step(network)));
      }
    }
    sd.identity(OUTPUT, image.value);
    if (tangent) {
      sd.identity(TANGENT, image.change);
    }
  }

  /**
   * A graph with the weights that training begins with.
   *
   * @param mask {@code [ky, kx]}, points that the data of a cascade are sampled at
   * @param tangent whether {@link #DIRECTION} and {@link #TANGENT} are there
   * @throws IllegalArgumentException if the network does not fit images of the mask's shape
   */
  static UNetGraph of(UNetSettings settings, Mask mask, DataType type, long seed, boolean tangent) {
    return new UNetGraph(settings, mask, type, seed, tangent);
  }

  /** The graph. */
  SameDiff graph() {
    return sd;
  }

  /** Names of the trainable arrays. */
  List<String> weights() {
    return List.copyOf(initial.keySet());
  }

  /** x + κ (z − A*A x). */
  private static Flow towardsData(
      Flow image, Flow zeroFilled, SampledPart sampled, SDVariable length) {
    Flow known = image.map(sampled::of);
    return image.plus(zeroFilled.plus(known.map(SDVariable::neg)).map(v -> v.mul(length)));
  }

  private Flow level(String network, Flow input, int level) {
    String name = UNetArrays.level(network, level);
    Flow down = rectified(name + ".down1", rectified(name + ".down0", input));
    if (level + 1 == settings.levels()) {
      return down;
    }
    Flow below = level(network, down.map(this::halved), level + 1);
    Flow beside =
        new Flow(
            beside(down.value, below.value),
            down.change == null ? null : beside(down.change, below.change));
    return rectified(name + ".up1", rectified(name + ".up0", beside));
  }

  private SDVariable halved(SDVariable x) {
    return sd.cnn.avgPooling2d(
        x, Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).isNHWC(true).build());
  }

  private SDVariable beside(SDVariable level, SDVariable below) {
    SDVariable repeated = sd.concat(3, below, below, below, below);
    return sd.concat(3, level, sd.cnn.depthToSpace(repeated, 2, DataFormat.NHWC));
  }

  private Flow rectified(String name, Flow input) {
    Flow x = convolution(name, input);
    SDVariable change = x.change == null ? null : x.change.mul(x.value.gt(0).castTo(type));
    return new Flow(sd.nn.relu(x.value, 0), change);
  }

  private Flow convolution(String name, Flow input) {
    SDVariable kernel = learned(UNetArrays.kernel(name));
    SDVariable bias = learned(UNetArrays.bias(name));
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(kernel.getShape()[0])
            .kW(kernel.getShape()[1])
            .paddingMode(PaddingMode.SAME)
            .dataFormat("NHWC")
            .build();
    return new Flow(
        sd.cnn.conv2d(input.value, kernel, bias, config),
        input.change == null ? null : sd.cnn.conv2d(input.change, kernel, config));
  }

  private SDVariable learned(String name) {
    return sd.var(name, initial.get(name));
  }
}
