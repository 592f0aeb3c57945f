package org.firenet.learned;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.DenseOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a {@link Lista} network with ND4J's SameDiff and Adam, in double precision: the mean
 * squared error of u is made small, W_k begins as (A/L)*, θ_k as 0, and the network that was best
 * on the validation examples is kept.
 */
public final class ListaTraining {
  private static final int CHECKS = 50;

  private final double scale;
  private final RealArray matrix;
  private final Examples training;
  private final Examples validation;
  private final ListaSettings settings;
  private final INDArray scaled;
  private final TrainableGraph graph;

  private ListaTraining(
      RealArray matrix, Examples training, Examples validation, ListaSettings settings) {
    this.matrix = matrix;
    this.training = training;
    this.validation = validation;
    this.settings = settings;
    Shape columns = matrix.shape().last(1);
    scale = new DenseOperator(ComplexArray.ofReal(matrix), columns).norm();
    scaled =
        Nd4j.createFromArray(matrix.data())
            .reshape('c', matrix.shape().extent(0), columns.count())
            .divi(scale);
    graph = graph();
  }

  /**
   * Trains a network.
   *
   * @param matrix A, {@code [row, column]}. Not modified.
   * @param training examples to learn from. Not modified.
   * @param validation examples to choose by. Not modified.
   * @param afterStep told the number of steps taken
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static Lista train(
      RealArray matrix,
      Examples training,
      Examples validation,
      ListaSettings settings,
      IntConsumer afterStep) {
    requireFit("training", training, matrix.shape());
    requireFit("validation", validation, matrix.shape());
    return new ListaTraining(matrix, training, validation, settings).run(afterStep);
  }

  private static void requireFit(String name, Examples examples, Shape matrix) {
    int count = examples.count();
    ComplexArray.requireShape(name, examples.data().shape(), Shape.of(count, matrix.extent(0)));
    ComplexArray.requireShape(name, examples.truths().shape(), Shape.of(count, matrix.extent(1)));
  }

  private TrainableGraph graph() {
    SameDiff sd = SameDiff.create();
    int rows = matrix.shape().extent(0);
    int columns = matrix.shape().extent(1);
    SDVariable transposed = sd.constant("transposed", scaled.transpose().dup('c'));
    SDVariable y = sd.placeHolder("y", DataType.DOUBLE, -1, rows);
    SDVariable truth = sd.placeHolder("truth", DataType.DOUBLE, -1, columns);
    List<String> variables = new ArrayList<>();
    SDVariable u = null;
    for (int k = 0; k < settings.layers(); k++) {
      SDVariable map = sd.var("map" + k, scaled.dup('c'));
      SDVariable threshold = sd.var("threshold" + k, Nd4j.zeros(DataType.DOUBLE, 1));
      variables.add(map.name());
      variables.add(threshold.name());
      SDVariable v = u == null ? y.mmul(map) : u.add(y.sub(u.mmul(transposed)).mmul(map));
      u = sd.nn.relu(v.sub(threshold), 0).sub(sd.nn.relu(v.neg().sub(threshold), 0));
    }
    SDVariable error = u.sub(truth);
    error.mul(error).mean().rename("loss");
    return new TrainableGraph(sd, variables, "loss");
  }

  private Lista run(IntConsumer afterStep) {
    AdamSteps adam = new AdamSteps(graph.arrays());
    int rows = matrix.shape().extent(0);
    int columns = matrix.shape().extent(1);
    INDArray data =
        Nd4j.createFromArray(training.data().data()).reshape('c', training.count(), rows);
    INDArray truths =
        Nd4j.createFromArray(training.truths().data())
            .reshape('c', training.count(), columns)
            .muli(scale);
    Random random = new Random(settings.seed());
    Lista best = network();
    double bestError = best.relativeError(validation);
    for (int step = 0; step < settings.steps(); step++) {
      int[] chosen = random.ints(settings.batch(), 0, training.count()).toArray();
      TrainableGraph.Gradient gradient =
          graph.gradient(Map.of("y", data.getRows(chosen), "truth", truths.getRows(chosen)));
      adam.step(gradient.by(), settings.rate(step));
      graph
          .arrays()
          .forEach(
              (name, array) -> {
                if (name.startsWith("threshold")) {
                  array.putScalar(0, Math.max(array.getDouble(0), 0));
                }
              });
      if ((step + 1) % Math.max(settings.steps() / CHECKS, 1) == 0) {
        Lista now = network();
        double error = now.relativeError(validation);
        if (error < bestError) {
          best = now;
          bestError = error;
        }
      }
      afterStep.accept(step + 1);
    }
    return best;
  }

  private Lista network() {
    Map<String, INDArray> arrays = graph.arrays();
    int layers = settings.layers();
    double[][][] maps = new double[layers][][];
    double[] thresholds = new double[layers];
    for (int k = 0; k < layers; k++) {
      maps[k] = arrays.get("map" + k).toDoubleMatrix();
      thresholds[k] = arrays.get("threshold" + k).getDouble(0);
    }
    return new Lista(scale, scaled.toDoubleMatrix(), maps, thresholds);
  }
}
