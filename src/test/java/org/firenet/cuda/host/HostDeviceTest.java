package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.KernelUnavailableException;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.cuda.device.TransformPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory, ownership and failures of a host device. */
class HostDeviceTest {
  private static final KernelSpecification EMULATION =
      KernelSpecification.of("emulation", Map.of("REAL", "float"));

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  private static void assertContains(String expected, Throwable failure) {
    String text = failure.getMessage();
    assertTrue(text.contains(expected), () -> "expected '" + expected + "' in: " + text);
  }

  @Test
  void newMemoryIsAlignedAndNotANumber() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      for (int bytes : new int[] {8, 256, 1000}) {
        try (DeviceBuffer buffer = kernels.take(bytes)) {
          assertEquals(0, buffer.address() % 256);
          for (double value : kernels.doubles(buffer)) {
            assertTrue(Double.isNaN(value));
          }
        }
      }
    }
  }

  @Test
  void memoryIsLimited() {
    try (HostDevice device = new HostDevice(1000)) {
      assertEquals(1000, device.properties().totalBytes());
      try (DeviceBuffer first = device.allocate(600, "first")) {
        assertEquals(400, device.memory().freeBytes());
        DeviceMemoryException e =
            assertThrows(DeviceMemoryException.class, () -> device.allocate(401, "second"));
        assertEquals("out of memory on host: 401 bytes asked for second, 400 free", e.getMessage());
        device.allocate(400, "third").close();
        assertEquals(600, first.bytes());
      }
      assertEquals(1000, device.memory().freeBytes());
      assertThrows(IllegalArgumentException.class, () -> device.allocate(0, "nothing"));
    }
  }

  @Test
  void whatIsLeftOpenIsNamed() {
    HostDevice device = new HostDevice();
    device.allocate(100, "state of the images");
    HostBuffer host = device.allocateHost(200, "upload");
    DeviceStream stream = device.newStream();
    DeviceEvent event = device.newEvent();
    TransformPlan plan = device.transform(List.of(4), 1, Precision.SINGLE);
    stream.beginRecording();
    stream.endRecording();
    IllegalStateException e = assertThrows(IllegalStateException.class, device::close);
    assertEquals(
        "host: closed before event, recording, state of the images (100 bytes), stream,"
            + " transform plan, upload (200 bytes)",
        e.getMessage());
    device.close();
    host.close();
    stream.close();
    event.close();
    plan.close();
  }

  @Test
  void nothingWorksAfterClose() {
    HostDevice device = new HostDevice();
    DeviceStream stream = device.newStream();
    DeviceEvent event = device.newEvent();
    DeviceBuffer buffer = device.allocate(8, "memory");
    HostBuffer host = device.allocateHost(8, "memory");
    long address = buffer.address();
    for (AutoCloseable thing : List.of(stream, event, buffer, host)) {
      closeTwice(thing);
    }
    assertThrows(IllegalStateException.class, () -> stream.clear(address, 8));
    assertThrows(IllegalStateException.class, stream::synchronize);
    assertThrows(IllegalStateException.class, event::synchronize);
    assertThrows(IllegalStateException.class, buffer::address);
    assertThrows(IllegalStateException.class, () -> host.view(0, 8));
    closeTwice(device);
    assertThrows(IllegalStateException.class, () -> device.allocate(8, "memory"));
    assertThrows(IllegalStateException.class, () -> device.allocateHost(8, "memory"));
    assertThrows(IllegalStateException.class, device::newStream);
    assertThrows(IllegalStateException.class, device::newEvent);
    assertThrows(IllegalStateException.class, device::memory);
    assertThrows(IllegalStateException.class, device::matrixProducts);
    assertThrows(IllegalStateException.class, () -> device.module(EMULATION));
  }

  private static void closeTwice(AutoCloseable thing) {
    try {
      thing.close();
      thing.close();
    } catch (Exception e) {
      throw new AssertionError(thing.toString(), e);
    }
  }

  @Test
  void copiesStayInsideOnePieceOfMemory() {
    try (HostDevice device = new HostDevice();
        DeviceStream stream = device.newStream();
        DeviceBuffer buffer = device.allocate(100, "image");
        HostBuffer host = device.allocateHost(100, "upload")) {
      long at = buffer.address();
      stream.copyToDevice(host, 0, at, 100);
      stream.copyToHost(at + 50, host, 50, 50);
      stream.copyOnDevice(at, at + 50, 50);
      stream.clear(at + 99, 1);
      assertContains(
          "copyToDevice: 100 bytes at 0x%x: in image (100 bytes), 1 bytes from".formatted(at + 1),
          assertThrows(DeviceException.class, () -> stream.copyToDevice(host, 0, at + 1, 100)));
      assertThrows(DeviceException.class, () -> stream.copyToHost(at - 1, host, 0, 1));
      assertThrows(DeviceException.class, () -> stream.copyOnDevice(at, at + 60, 41));
      assertThrows(IllegalArgumentException.class, () -> stream.copyOnDevice(at, at + 10, 11));
      assertThrows(DeviceException.class, () -> stream.clear(at, 101));
      assertThrows(DeviceException.class, () -> stream.clear(at, -1));
      assertContains(
          "not device memory", assertThrows(DeviceException.class, () -> stream.clear(4096, 1)));
      assertThrows(IllegalArgumentException.class, () -> stream.copyToDevice(host, 1, at, 100));
      assertThrows(IllegalArgumentException.class, () -> host.view(-1, 1));
      assertThrows(IllegalArgumentException.class, () -> host.view(0, 101));
      ByteBuffer view = host.view(10, 20);
      assertEquals(20, view.remaining());
      assertEquals(ByteOrder.nativeOrder(), view.order());
    }
  }

  @Test
  void kernelsAreFoundByName() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      KernelModule module = kernels.device().module(EMULATION);
      assertEquals("affine", module.kernel("affine").name());
      assertContains(
          "emulation.cu {REAL=float} has no kernel nothing",
          assertThrows(DeviceException.class, () -> module.kernel("nothing")));
      assertContains(
          "no absent.cu in ",
          assertThrows(
              KernelUnavailableException.class,
              () -> kernels.device().module(KernelSpecification.of("absent", Map.of()))));
      KernelSpecification wrong = KernelSpecification.of("emulation", Map.of("REAL", "unknown"));
      assertContains(
          "unknown",
          assertThrows(KernelUnavailableException.class, () -> kernels.device().module(wrong)));
    }
  }

  @Test
  void aKernelOfAnotherDeviceIsRefused() {
    try (EmulationKernels one = new EmulationKernels();
        EmulationKernels other = new EmulationKernels()) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              one.stream()
                  .launch(
                      other.kernel("no_parameters"), LaunchShape.of(1, 1), new KernelArguments()));
    }
  }

  @Test
  void tooMuchSharedMemoryIsRefused() {
    DeviceProperties small = new DeviceProperties(0, "small", 7, 5, 10, 1000, 1024, 1 << 20);
    try (EmulationKernels kernels =
        new EmulationKernels(HostOptions.standard().withProperties(small))) {
      KernelArguments none = new KernelArguments();
      kernels.launch("no_parameters", new LaunchShape(1, 1, 1, 1, 1, 1024), none);
      assertContains(
          "launch of no_parameters: 1,025 bytes of shared memory asked for, 1,024 there",
          assertThrows(
              DeviceException.class,
              () -> kernels.launch("no_parameters", new LaunchShape(1, 1, 1, 1, 1, 1025), none)));
    }
  }

  @Test
  void faultsHappenWhenTheyAreAskedFor() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      HostDevice device = kernels.device();
      KernelArguments none = new KernelArguments();
      LaunchShape shape = LaunchShape.of(1, 1);
      device.faults().failLaunch(2);
      kernels.launch("no_parameters", shape, none);
      assertContains(
          "launch of no_parameters: failed on purpose",
          assertThrows(DeviceException.class, () -> kernels.launch("no_parameters", shape, none)));
      kernels.launch("no_parameters", shape, none);
      device.faults().failAllocation(2);
      kernels.take(1).close();
      assertThrows(DeviceMemoryException.class, () -> kernels.take(1));
      kernels.take(1).close();
      assertEquals(List.of("no_parameters", "no_parameters"), device.log().kernels());
    }
  }

  @Test
  void sanitizersNeedAProcessOfTheirOwn() {
    HostOptions options = HostOptions.standard().withSanitizers();
    assertThrows(IllegalStateException.class, () -> new HostDevice(options));
  }
}
