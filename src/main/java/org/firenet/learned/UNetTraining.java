package org.firenet.learned;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.Nd4jArrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains U-Nets with ND4J's SameDiff and Adam, in single precision: the mean squared error is made
 * small over examples that never come twice. The learning rate falls along half a cosine.
 */
public final class UNetTraining {
  private static final String TRUTH = "truth";
  private static final String LOSS = "loss";

  /** Keeps weights, such as in a file. */
  @FunctionalInterface
  public interface Keeper {
    /**
     * Keeps weights before they change.
     *
     * @throws IOException if that fails; training ends
     */
    void keep(UNetWeights weights) throws IOException;
  }

  /**
   * How a network is trained.
   *
   * @param steps of Adam in all
   * @param batch examples a step
   * @param learningRate of the first step
   * @param seed of the first weights
   * @param keepEvery steps after which the weights are kept
   */
  public record Schedule(int steps, int batch, double learningRate, long seed, int keepEvery) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    public Schedule {
      require(steps >= 1, "steps", steps);
      require(batch >= 1, "batch", batch);
      require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate);
      require(keepEvery >= 1, "keepEvery", keepEvery);
    }

    private double rate(int step) {
      return learningRate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    }

    private static void require(boolean holds, String name, Number actual) {
      if (!holds) {
        throw new IllegalArgumentException(name + ": expected a positive number, got " + actual);
      }
    }
  }

  private final UNetSettings settings;
  private final Shape image;
  private final TrainableGraph graph;
  private final AdamSteps adam;
  private final List<Double> losses = new ArrayList<>();

  private UNetTraining(UNetSettings settings, Mask mask, long seed) {
    this.settings = settings;
    this.image = mask.shape();
    UNetGraph network = UNetGraph.of(settings, mask, DataType.FLOAT, seed, false);
    SDVariable truth = network.graph().placeHolder(TRUTH, DataType.FLOAT, -1, -1, -1, 2);
    SDVariable error = network.graph().getVariable(UNetGraph.OUTPUT).sub(truth);
    error.mul(error).mean().rename(LOSS);
    graph = new TrainableGraph(network.graph(), network.weights(), LOSS);
    adam = new AdamSteps(graph.arrays());
  }

  /**
   * Begins with random weights.
   *
   * @param mask {@code [ky, kx]}, the points of k-space that the examples are sampled at
   * @param seed of the weights
   * @throws IllegalArgumentException if the network does not fit images of the mask's shape
   */
  public static UNetTraining begin(UNetSettings settings, Mask mask, long seed) {
    return new UNetTraining(settings, mask, seed);
  }

  /**
   * Goes on where others stopped.
   *
   * @param mask {@code [ky, kx]}, the points of k-space that the examples are sampled at
   * @throws IllegalArgumentException if the network does not fit images of the mask's shape
   */
  public static UNetTraining resume(UNetWeights weights, Mask mask) {
    UNetTraining training = new UNetTraining(weights.settings(), mask, 0);
    training.graph.arrays().forEach((name, array) -> array.assign(weights.arrays().get(name)));
    training.adam.moments().forEach((name, array) -> array.assign(weights.moments().get(name)));
    training.adam.resume(weights.steps());
    return training;
  }

  /** The weights so far. */
  public UNetWeights weights() {
    return new UNetWeights(settings, adam.steps(), copies(graph.arrays()), copies(adam.moments()));
  }

  /** Losses of the steps taken here. */
  public double[] losses() {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Takes the steps that are missing.
   *
   * @param examples step s takes the examples s·batch and following
   * @param keeper gets the weights now and then, and at the end
   * @param afterStep told the number of steps taken in all
   * @return the weights after all steps
   * @throws IllegalArgumentException if an example has not the shape of the mask
   * @throws IOException if the weights can not be kept
   */
  public UNetWeights run(
      Schedule schedule, ImageExample.Source examples, Keeper keeper, IntConsumer afterStep)
      throws IOException {
    while (adam.steps() < schedule.steps()) {
      int step = adam.steps();
      List<INDArray> inputs = new ArrayList<>();
      List<INDArray> truths = new ArrayList<>();
      for (int i = 0; i < schedule.batch(); i++) {
        ImageExample example = examples.example((long) step * schedule.batch() + i);
        ComplexArray.requireShape("example.input", example.input().shape(), image);
        ComplexArray.requireShape("example.truth", example.truth().shape(), image);
        inputs.add(Nd4jArrays.toNd4j(example.input().to(Precision.SINGLE)));
        truths.add(Nd4jArrays.toNd4j(example.truth().to(Precision.SINGLE)));
      }
      TrainableGraph.Gradient gradient =
          graph.gradient(
              Map.of(
                  UNetGraph.IMAGE,
                  Nd4j.stack(0, inputs.toArray(INDArray[]::new)),
                  TRUTH,
                  Nd4j.stack(0, truths.toArray(INDArray[]::new))));
      adam.step(gradient.by(), schedule.rate(step));
      losses.add(gradient.loss());
      boolean last = adam.steps() == schedule.steps();
      if (last || adam.steps() % schedule.keepEvery() == 0) {
        keeper.keep(weights());
      }
      afterStep.accept(adam.steps());
    }
    return weights();
  }

  private static Map<String, INDArray> copies(Map<String, INDArray> arrays) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.dup('c')));
    return copies;
  }
}
