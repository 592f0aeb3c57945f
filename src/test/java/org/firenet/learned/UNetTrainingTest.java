package org.firenet.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UNetTrainingTest {
  private static final UNetSettings SETTINGS = UNetSettings.alone(2, 4);

  private static final Shape IMAGE = Shape.of(8, 8);

  private static final UNetTraining.Schedule SCHEDULE =
      new UNetTraining.Schedule(40, 2, 3e-2, 7, 15);

  /** Half of the truth is to be doubled. */
  private static ImageExample example(long number) {
    Random random = new Random(number);
    ComplexArray truth = ComplexArray.zeros(Precision.SINGLE, IMAGE);
    ComplexArray input = ComplexArray.zeros(Precision.SINGLE, IMAGE);
    for (int i = 0; i < truth.count(); i++) {
      double value = random.nextGaussian();
      truth.set(i, value, -value);
      input.set(i, value / 2, -value / 2);
    }
    return new ImageExample(input, truth);
  }

  /** Every second line. */
  private static Mask mask() {
    boolean[] sampled = new boolean[IMAGE.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = i / 8 % 2 == 0;
    }
    return Mask.of(IMAGE, sampled);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void learnsAndGoesOnFromAFile(int cascades, @TempDir Path directory) throws IOException {
    UNetSettings settings = new UNetSettings(2, 4, cascades);
    Path file = directory.resolve("weights");
    List<Integer> kept = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    UNetTraining training = UNetTraining.begin(settings, mask(), 7);
    UNetWeights weights =
        training.run(
            SCHEDULE,
            UNetTrainingTest::example,
            now -> {
              kept.add(now.steps());
              if (now.steps() == 15) {
                UNetFile.write(file, now);
              }
            },
            steps::add);
    assertEquals(List.of(15, 30, 40), kept);
    assertEquals(40, steps.get(steps.size() - 1));
    double[] losses = training.losses();
    assertTrue(losses[39] < 0.8 * losses[0], losses[0] + " to " + losses[39]);

    UNetWeights stored = UNetFile.read(file, settings);
    assertEquals(settings, UNetFile.read(file).settings());
    assertEquals(15, stored.steps());
    UNetTraining resumed = UNetTraining.resume(stored, mask());
    UNetWeights same = resumed.run(SCHEDULE, UNetTrainingTest::example, now -> {}, step -> {});
    assertEquals(40, same.steps());
    assertEquals(25, resumed.losses().length);
    assertEquals(weights.count(), same.count());
    weights
        .arrays()
        .forEach(
            (name, array) -> assertTrue(array.equalsWithEps(same.arrays().get(name), 1e-5), name));
  }

  @Test
  void filesOfSomethingElseAreErrors(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("weights");
    UNetFile.write(file, UNetTraining.begin(SETTINGS, mask(), 1).weights());
    IOException other =
        assertThrows(IOException.class, () -> UNetFile.read(file, UNetSettings.alone(2, 5)));
    assertTrue(other.getMessage().startsWith(file.toString()), other.getMessage());
    assertThrows(IOException.class, () -> UNetFile.read(file, new UNetSettings(2, 4, 1)));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThrows(IOException.class, () -> UNetFile.read(file, SETTINGS));
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(IOException.class, () -> UNetFile.read(file, SETTINGS));
  }

  @Test
  void imagesMustBeDivisible() {
    UNetSettings.alone(3, 4).requireFit(Shape.of(8, 12));
    assertThrows(
        IllegalArgumentException.class, () -> UNetSettings.alone(3, 4).requireFit(Shape.of(8, 10)));
    assertThrows(IllegalArgumentException.class, () -> UNetSettings.alone(0, 4));
    assertThrows(IllegalArgumentException.class, () -> UNetSettings.alone(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new UNetSettings(1, 1, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> UNetTraining.begin(UNetSettings.alone(5, 4), mask(), 1));
  }

  @Test
  void examplesMustHaveTheShapeOfTheMask() {
    ComplexArray other = ComplexArray.zeros(Precision.SINGLE, Shape.of(4, 16));
    UNetTraining training = UNetTraining.begin(SETTINGS, mask(), 1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            training.run(
                SCHEDULE, number -> new ImageExample(other, other), now -> {}, step -> {}));
  }
}
