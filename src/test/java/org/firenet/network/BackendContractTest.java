package org.firenet.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every backend has to do; one subclass for each. */
public abstract class BackendContractTest {
  static final List<String> CASES = GoldenCase.NAMES;

  /** The backend. */
  protected abstract Backend backend();

  /** The precision tested. */
  protected abstract PlanOptions options();

  /** Bound of the relative difference to a double-precision answer. */
  protected abstract double tolerance();

  @ParameterizedTest
  @FieldSource("CASES")
  void agreesWithTheGoldenImage(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    try (Plan plan = backend().plan(golden.problem(), golden.parameters(), options())) {
      ComplexArray image = plan.run(golden.input());
      double difference = GoldenCase.relativeDifference(image, golden.image());
      assertTrue(difference <= tolerance(), name + ": relative difference " + difference);
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void historyAgreesWithTheGoldenHistory(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    PlanOptions withHistory = options().withHistory(true);
    try (Plan plan = backend().plan(golden.problem(), golden.parameters(), withHistory)) {
      plan.run(golden.input());
      History history = plan.histories().get(0);
      assertSeries(name, golden.numbers("error_history"), history.error());
      if (golden.has("objective")) {
        assertSeries(name, golden.numbers("objective"), history.objective());
      }
    }
  }

  private void assertSeries(String name, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 10 * tolerance() * expected[0], name + ", layer " + i);
    }
  }
}
