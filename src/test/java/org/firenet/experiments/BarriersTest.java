package org.firenet.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.firenet.experiments.InexactFirenet.Steps;
import org.firenet.learned.Lista;
import org.firenet.learned.ListaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarriersTest {
  private static final ExperimentSettings SETTINGS =
      ExperimentSettings.defaults().withBackend("reference");

  private static double distance(int k, int n, int j, Steps steps) {
    return InexactFirenet.run(
            new InexactPair(k, n, j),
            new InexactPair(k, n, j - 1).minimiser(),
            steps,
            false,
            SETTINGS)
        .distance();
  }

  /** All digits that were computed elsewhere; the paper prints five of the last column. */
  @ParameterizedTest
  @CsvSource({
    "1, 10, 0.1500233, 0.1505736, 0, 0.25978",
    "1, 20, 0.1500000, 0.1500006, 0, 0.25980",
    "1, 30, 0.1500000, 0.1500000, 0, 0.25981",
    "3, 10, 0.0015000, 0.0015000, 1, 0.0025980",
    "3, 20, 0.0015000, 0.0015000, 1, 0.0025980",
    "3, 30, 0.0015000, 0.0015000, 1, 0.0025980",
    "6, 10, 0.0000015, 0.0000015, 2, 0.0000015",
    "6, 20, 0.0000015, 0.0000015, 2, 0.0000015",
    "6, 30, 0.0000015, 0.0000015, 2, 0.0000015",
  })
  void numbersAreThoseOfThePaper(
      int k, int n, String published, String admissible, int j, String printed) {
    assertEquals(published, text(distance(k, n, 2, Steps.PUBLISHED), 7));
    assertEquals(admissible, text(distance(k, n, 2, Steps.ADMISSIBLE), 7));
    int digits = printed.length() - 2;
    assertEquals(printed, text(distance(k, n, j, Steps.PUBLISHED), digits));
  }

  private static String text(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  @Test
  void pairsAreCloseAndSolutionsFar() {
    InexactPair one = new InexactPair(3, 10, 1);
    InexactPair other = new InexactPair(3, 10, 2);
    double matrices = 0;
    for (int i = 0; i < one.matrix().count(); i++) {
      matrices += Math.pow(one.matrix().get(i) - other.matrix().get(i), 2);
    }
    assertEquals(true, Math.sqrt(matrices) <= Math.pow(2, -10));
    double solutions = 0;
    for (int i = 0; i < InexactPair.COLUMNS; i++) {
      solutions += Math.pow(one.minimiser()[i] - other.minimiser()[i], 2);
    }
    assertEquals(3e-3, Math.sqrt(solutions), 1e-6);
  }

  @Test
  void trainedNetworkTakesTheSolutionItWasTrainedWith() {
    InexactPair seen = new InexactPair(3, 10, 2);
    Lista network =
        InexactLista.train(seen, 200, new ListaSettings(10, 60, 50, 3e-2, 1), step -> {});
    double[] found = network.apply(seen.data());
    double[] truth = new InexactPair(3, 10, 1).minimiser();
    double squares = 0;
    for (int i = 0; i < found.length; i++) {
      squares += Math.pow(found[i] - truth[i], 2);
    }
    assertEquals(3e-3, Math.sqrt(squares), 1e-4);
  }
}
