package org.firenet.experiments;

import java.util.Random;
import java.util.function.IntConsumer;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.learned.Examples;
import org.firenet.learned.Lista;
import org.firenet.learned.ListaSettings;
import org.firenet.learned.ListaTraining;

/**
 * A LISTA network trained on the inexact problems that it is later given: pairs with the matrix of
 * an {@link InexactPair}, the same x_j and five more unknowns, normally distributed with deviation
 * 1/‖A‖, among the last N₂.
 */
final class InexactLista {
  private static final int SPARSITY = 5;
  private static final int VALIDATION = 100;

  private InexactLista() {}

  /**
   * Trains a network.
   *
   * @param pair that gives the matrix
   * @param examples how many pairs to learn from
   */
  static Lista train(
      InexactPair pair, int examples, ListaSettings settings, IntConsumer afterStep) {
    Random random = new Random(settings.seed());
    Examples training = examples(pair, examples, random);
    Examples validation = examples(pair, VALIDATION, random);
    return ListaTraining.train(pair.matrix(), training, validation, settings, afterStep);
  }

  private static Examples examples(InexactPair pair, int count, Random random) {
    double[] data = new double[count * InexactPair.ROWS];
    double[] truths = new double[count * InexactPair.COLUMNS];
    for (int i = 0; i < count; i++) {
      double[] plain = new double[InexactPair.PLAIN];
      for (int chosen = 0; chosen < SPARSITY; ) {
        int place = random.nextInt(plain.length);
        if (plain[place] == 0) {
          plain[place] = random.nextGaussian() / pair.norm();
          chosen++;
        }
      }
      double[] truth = pair.minimiser();
      System.arraycopy(plain, 0, truth, InexactPair.AMBIGUOUS, plain.length);
      System.arraycopy(pair.data(plain), 0, data, i * InexactPair.ROWS, InexactPair.ROWS);
      System.arraycopy(truth, 0, truths, i * InexactPair.COLUMNS, InexactPair.COLUMNS);
    }
    return new Examples(
        RealArray.of(Shape.of(count, InexactPair.ROWS), data),
        RealArray.of(Shape.of(count, InexactPair.COLUMNS), truths));
  }
}
