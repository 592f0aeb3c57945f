package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.cuda.DerivativeWorkload;
import org.firenet.cuda.EspiritWorkload;
import org.firenet.cuda.SolverWorkload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels under AddressSanitizer and UBSan. */
class SanitizerTest {
  private static final long SEED = 20261101;

  /** All that has to run without a report. */
  private static final List<Class<? extends Workload>> WORKLOADS =
      List.of(
          EmulationWorkload.class,
          SolverWorkload.class,
          DerivativeWorkload.class,
          EspiritWorkload.class);

  @BeforeAll
  static void check() {
    SanitizedProcess.assumeAvailable();
  }

  @Test
  void nothingIsReported() throws Exception {
    SanitizedProcess.Outcome outcome = SanitizedProcess.run(SEED, WORKLOADS);
    assertEquals(0, outcome.status(), outcome.output());
    for (Class<?> workload : WORKLOADS) {
      assertTrue(outcome.output().contains("done: " + workload.getName()), outcome.output());
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        WrongWorkloads.AfterMemory.class,
        WrongWorkloads.BeforeMemory.class,
        WrongWorkloads.GuardedMemory.class,
        WrongWorkloads.FreedMemory.class,
        WrongWorkloads.AfterShared.class
      })
  void memoryThatIsNotTheKernelsIsReported(Class<? extends Workload> workload) throws Exception {
    SanitizedProcess.Outcome outcome = SanitizedProcess.run(SEED, List.of(workload));
    assertNotEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("AddressSanitizer: use-after-poison"), outcome.output());
    assertTrue(outcome.output().contains("emulation.cu"), outcome.output());
  }

  @Test
  void undefinedBehaviourIsReported() throws Exception {
    SanitizedProcess.Outcome outcome =
        SanitizedProcess.run(SEED, List.of(WrongWorkloads.Undefined.class));
    assertNotEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("emulation.cu"), outcome.output());
    assertTrue(outcome.output().contains("runtime error: shift exponent 32"), outcome.output());
  }
}
