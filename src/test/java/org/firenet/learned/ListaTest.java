package org.firenet.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;

class ListaTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 10;

  private static RealArray matrix() {
    Random random = new Random(1);
    double[] numbers = new double[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 3 * random.nextGaussian();
    }
    return RealArray.of(Shape.of(ROWS, COLUMNS), numbers);
  }

  /** One unknown of size 1 to 2, the others 0. */
  private static Examples examples(int count, long seed) {
    Random random = new Random(seed);
    double[] a = matrix().data();
    double[] data = new double[count * ROWS];
    double[] truths = new double[count * COLUMNS];
    for (int i = 0; i < count; i++) {
      int place = random.nextInt(COLUMNS);
      double value = 1 + random.nextDouble();
      truths[i * COLUMNS + place] = value;
      for (int r = 0; r < ROWS; r++) {
        data[i * ROWS + r] = a[r * COLUMNS + place] * value;
      }
    }
    return new Examples(
        RealArray.of(Shape.of(count, ROWS), data), RealArray.of(Shape.of(count, COLUMNS), truths));
  }

  @Test
  void learnsToRecoverSparseVectors() {
    Examples training = examples(200, 2);
    Examples validation = examples(50, 3);
    ListaSettings brief = new ListaSettings(4, 1, 20, 1e-9, 1);
    Lista before = ListaTraining.train(matrix(), training, validation, brief, step -> {});
    int[] steps = {0};
    Lista after =
        ListaTraining.train(
            matrix(),
            training,
            validation,
            new ListaSettings(4, 150, 20, 5e-2, 1),
            step -> steps[0] = step);
    assertEquals(150, steps[0]);
    assertEquals(4, after.layers());
    double first = before.relativeError(validation);
    double last = after.relativeError(validation);
    assertTrue(last < 0.75 * first, first + " to " + last);
  }

  @Test
  void shapesMustFit() {
    Examples wrong =
        new Examples(
            RealArray.of(Shape.of(1, ROWS), new double[ROWS]),
            RealArray.of(Shape.of(1, 3), new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> ListaTraining.train(matrix(), wrong, wrong, ListaSettings.ofSteps(1, 1), step -> {}));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Examples(
                RealArray.of(Shape.of(2, 1), new double[2]),
                RealArray.of(Shape.of(1, 2), new double[2])));
    assertThrows(IllegalArgumentException.class, () -> ListaSettings.ofSteps(0, 1));
  }
}
