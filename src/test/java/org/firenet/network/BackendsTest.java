package org.firenet.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.Shape;
import org.firenet.network.FaultyBackend.Fault;
import org.firenet.network.StandInBackend.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice among backends; a stand-in plays the device. */
@SuppressWarnings("try") // devices are there by being open
class BackendsTest {
  private static final Problem PROBLEM = Problem.of(Shape.of(8, 8)).build();

  private static Plan plan(String name, List<String> reasons) {
    return Backends.plan(
        name, PROBLEM, FirenetParameters.defaults(), PlanOptions.defaults(), reasons::add);
  }

  @Test
  void aDeviceThatWorksIsTakenFirst() {
    List<String> reasons = new ArrayList<>();
    try (Placed device = StandInBackend.place(new FaultyBackend("cuda", Fault.NONE));
        Plan plan = plan("auto", reasons)) {
      assertEquals("cuda (1 at a time)", plan.description());
      assertEquals(List.of(), reasons);
      assertEquals("cuda", Backends.named("cuda").name());
      assertTrue(Backends.named("cuda").unavailable().isEmpty(), "the one that works");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAN, cuda: out of memory: 12 bytes asked for; 11 free",
    "UNSUPPORTED, cuda: takes nothing"
  })
  void aDeviceThatFailsIsPassedOverWithTheReason(Fault fault, String reason) {
    List<String> reasons = new ArrayList<>();
    try (Placed device = StandInBackend.place(new FaultyBackend("cuda", fault));
        Plan plan = plan("auto", reasons)) {
      assertTrue(plan.description().startsWith("cpu"), plan.description());
      assertEquals(List.of(reason.replace(';', ',')), reasons);
    }
  }

  @Test
  void whatIsNotThereIsNoReasonToMention() {
    List<String> reasons = new ArrayList<>();
    plan("auto", reasons).close();
    assertEquals(List.of(), reasons);
  }

  @Test
  void aDeviceAskedForByNameFailsAloud() {
    try (Placed device = StandInBackend.place(new FaultyBackend("cuda", Fault.PLAN))) {
      BackendFailureException e =
          assertThrows(BackendFailureException.class, () -> plan("cuda", new ArrayList<>()));
      assertEquals("cuda: out of memory: 12 bytes asked for, 11 free", e.getMessage());
    }
    assertThrows(BackendUnavailableException.class, () -> plan("nothing", new ArrayList<>()));
    assertThrows(BackendUnavailableException.class, () -> plan("stand-in", new ArrayList<>()));
    assertThrows(BackendUnavailableException.class, () -> Backends.named("nothing"));
  }
}
