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
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UNetTrainingTest {
  private static final UNetSettings SETTINGS = new UNetSettings(2, 4);

  private static final UNetTraining.Schedule SCHEDULE =
      new UNetTraining.Schedule(40, 2, 3e-2, 7, 15);

  /** Half of the truth is to be doubled. */
  private static ImageExample example(long number) {
    Random random = new Random(number);
    ComplexArray truth = ComplexArray.zeros(Precision.SINGLE, Shape.of(8, 8));
    ComplexArray input = ComplexArray.zeros(Precision.SINGLE, Shape.of(8, 8));
    for (int i = 0; i < truth.count(); i++) {
      double value = random.nextGaussian();
      truth.set(i, value, -value);
      input.set(i, value / 2, -value / 2);
    }
    return new ImageExample(input, truth);
  }

  @Test
  void learnsAndGoesOnFromAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("weights");
    List<Integer> kept = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    UNetTraining training = UNetTraining.begin(SETTINGS, 7);
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

    UNetWeights stored = UNetFile.read(file, SETTINGS);
    assertEquals(15, stored.steps());
    UNetTraining resumed = UNetTraining.resume(stored);
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
    UNetFile.write(file, UNetTraining.begin(SETTINGS, 1).weights());
    IOException other =
        assertThrows(IOException.class, () -> UNetFile.read(file, new UNetSettings(2, 5)));
    assertTrue(other.getMessage().startsWith(file.toString()), other.getMessage());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThrows(IOException.class, () -> UNetFile.read(file, SETTINGS));
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(IOException.class, () -> UNetFile.read(file, SETTINGS));
  }

  @Test
  void imagesMustBeDivisible() {
    new UNetSettings(3, 4).requireFit(Shape.of(8, 12));
    assertThrows(
        IllegalArgumentException.class, () -> new UNetSettings(3, 4).requireFit(Shape.of(8, 10)));
    assertThrows(IllegalArgumentException.class, () -> new UNetSettings(0, 4));
    assertThrows(IllegalArgumentException.class, () -> new UNetSettings(1, 0));
  }
}
