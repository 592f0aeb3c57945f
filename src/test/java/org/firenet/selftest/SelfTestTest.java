package org.firenet.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.firenet.array.Precision;
import org.firenet.cpu.CpuBackend;
import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.Backend;
import org.firenet.network.FaultyBackend;
import org.firenet.network.FaultyBackend.Fault;
import org.firenet.network.PlanOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfTestTest {
  private static final List<Precision> BOTH = List.of(Precision.values());

  private static SelfTestResult run(Backend backend, int problems, long seed) {
    return SelfTest.run(
        new SelfTest.Settings("auto", BOTH, problems, seed, false),
        List.of(backend),
        (done, total) -> assertTrue(done <= total));
  }

  @Test
  void theProcessorsPass() {
    SelfTestResult result = run(new CpuBackend(), 12, 1);
    assertTrue(result.passed(), () -> result.rows().toString());
    assertEquals(48, result.rows().size());
    assertEquals(4, result.summaries().size());
    for (SelfTestResult.Summary summary : result.summaries()) {
      assertEquals(12, summary.passed());
      assertTrue(summary.worst() > 0, "some problem has an image");
      assertEquals(summary.several(), summary.sameAlone());
    }
  }

  @Test
  void kernelsOnTheHostPass() {
    HostDevices.assumeAvailable();
    try (HostDevice device = new HostDevice()) {
      DeviceProvider provider = provider(device);
      SelfTestResult result = run(new CudaBackend("cuda", provider, Route.AUTO), 3, 4);
      assertTrue(result.passed(), () -> result.rows().toString());
      assertEquals(12, result.rows().size());
    }
  }

  private static DeviceProvider provider(Device device) {
    return new DeviceProvider() {
      @Override
      public Optional<String> unavailable() {
        return Optional.empty();
      }

      @Override
      public List<Device> devices() {
        return List.of(device);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE, not the image of the reference",
    "BITS, not the same bits in every run",
    "PLAN, 'device: out of memory: 12 bytes asked for, 11 free'",
    "RUN, device: fell off the bus",
    "DERIVATIVE, not the derivative of the reference"
  })
  void faultsAreFound(Fault fault, String complaint) {
    SelfTestResult result = run(new FaultyBackend("device", fault), 6, 1);
    assertFalse(result.passed());
    List<String> complaints =
        result.rows().stream()
            .filter(row -> row.precision() == Precision.DOUBLE)
            .map(SelfTestRow::complaint)
            .toList();
    assertTrue(complaints.contains(complaint), complaints::toString);
  }

  @Test
  void derivativesThatAreNotAdjointAreFound() {
    for (SelfTestRow row : run(new FaultyBackend("device", Fault.ADJOINT), 2, 4).rows()) {
      boolean images = row.subject() == SelfTestSubject.IMAGES;
      assertEquals(images, row.passed(), row.toString());
      if (!images) {
        assertTrue(row.complaint().startsWith("not adjoint to each other: "), row.complaint());
      }
    }
  }

  @Test
  void backendsWithoutDerivativesAreToldOnce() {
    SelfTestResult result = run(new FaultyBackend("device", Fault.NONE), 2, 1);
    assertTrue(result.passed());
    assertEquals(List.of("device: derivatives: has no derivatives"), result.skipped());
  }

  @Test
  void whatIsNotTakenIsSkippedAndNothingAtAllIsNoPass() {
    SelfTestResult result = run(new FaultyBackend("device", Fault.UNSUPPORTED), 2, 1);
    assertFalse(result.passed());
    assertEquals(4, result.skipped().size());
  }

  @Test
  void casesRepeatByTheirSeed() {
    SelfTestCase one = RandomCases.of(3, 5);
    SelfTestCase again = RandomCases.of(3, 5);
    assertEquals(one.name(), again.name());
    assertEquals(one.kspace().norm(), again.kspace().norm());
    Set<String> names = new HashSet<>();
    IntStream.range(0, 100).forEach(i -> names.add(RandomCases.of(1, i).name()));
    assertEquals(100, names.size());
  }

  /** Every kind of what a problem can have is among the first hundred. */
  @Test
  void casesAreOfAllKinds() {
    List<SelfTestCase> cases = IntStream.range(0, 100).mapToObj(i -> RandomCases.of(1, i)).toList();
    for (int rank = 1; rank <= 3; rank++) {
      int axes = rank;
      assertTrue(cases.stream().anyMatch(c -> c.problem().image().rank() == axes));
    }
    assertTrue(cases.stream().anyMatch(c -> c.problem().coils() == 32));
    assertTrue(cases.stream().anyMatch(c -> c.startImage().isPresent()));
    assertTrue(cases.stream().anyMatch(c -> c.startCoefficients().isPresent()));
    assertTrue(
        cases.stream()
            .anyMatch(
                c ->
                    c.maps()
                        .filter(m -> m.shape().rank() > c.problem().data().rank())
                        .isPresent()));
    assertTrue(cases.stream().anyMatch(c -> c.problem().mask().isEmpty()), "a matrix");
    assertTrue(cases.stream().anyMatch(c -> c.batch() > 2));
    assertTrue(cases.stream().anyMatch(c -> !c.parameters().restarts()));
  }

  @Test
  void systematicCasesAreAllTaken() {
    List<SelfTestCase> cases = SystematicCases.all(1);
    assertTrue(cases.size() > 200, () -> cases.size() + " cases");
    Backend backend = new CpuBackend();
    for (SelfTestCase one : cases) {
      assertTrue(backend.unsupported(one.problem(), PlanOptions.defaults()).isEmpty(), one.name());
      one.parameters().resolve(one.problem());
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRejected() {
    assertThrows(
        IllegalArgumentException.class, () -> new SelfTest.Settings("auto", BOTH, 0, 1, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SelfTest.Settings("reference", BOTH, 1, 1, false));
  }
}
