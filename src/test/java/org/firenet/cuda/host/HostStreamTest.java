package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.cuda.device.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order of work, recordings and events on a host device. */
class HostStreamTest {
  private static final LaunchShape SHAPE = LaunchShape.of(1, 4);

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  private static KernelArguments affine(DeviceBuffer values, double a, double b) {
    return new KernelArguments().address(values.address()).integer(4).real(a).real(b);
  }

  @Test
  void aRecordingRunsWhenItIsLaunchedAndAsOftenAsThat() {
    try (EmulationKernels kernels = new EmulationKernels();
        DeviceBuffer values = kernels.doubles(1, 2, 3, 4);
        DeviceBuffer copy = kernels.take(32)) {
      DeviceStream stream = kernels.stream();
      KernelArguments arguments = affine(values, 2, 1);
      kernels.device().log().clear();
      stream.beginRecording();
      stream.launch(kernels.kernel("affine"), SHAPE, arguments);
      // The arguments were copied.
      arguments.clear().address(0).integer(0).real(0).real(0);
      stream.copyOnDevice(values.address(), copy.address(), 32);
      stream.clear(copy.address() + 24, 8);
      try (Recording recording = stream.endRecording()) {
        assertEquals(List.of(), kernels.device().log().entries());
        stream.launch(recording);
        stream.launch(recording);
        stream.synchronize();
        assertEquals(List.of("affine", "affine"), kernels.device().log().kernels());
        assertEquals(
            List.of(
                new WorkLog.Entry(WorkLog.Kind.KERNEL, "affine", Optional.of(SHAPE), 0),
                new WorkLog.Entry(WorkLog.Kind.COPY, "copyOnDevice", Optional.empty(), 32),
                new WorkLog.Entry(WorkLog.Kind.CLEAR, "clear", Optional.empty(), 8)),
            kernels.device().log().entries().subList(3, 6));
        assertEquals(2, kernels.device().log().count(WorkLog.Kind.COPY));
      }
      assertArrayEquals(new double[] {7, 11, 15, 19}, kernels.doubles(values));
      assertArrayEquals(new double[] {7, 11, 15, 0}, kernels.doubles(copy));
    }
  }

  @Test
  void whatCanNotBeRecordedIsRefused() {
    try (EmulationKernels kernels = new EmulationKernels();
        DeviceEvent event = kernels.device().newEvent();
        DeviceBuffer buffer = kernels.take(8)) {
      DeviceStream stream = kernels.stream();
      assertThrows(IllegalStateException.class, stream::endRecording);
      stream.beginRecording();
      assertThrows(IllegalStateException.class, stream::beginRecording);
      assertThrows(IllegalStateException.class, stream::synchronize);
      assertThrows(IllegalStateException.class, () -> stream.record(event));
      assertThrows(IllegalStateException.class, () -> stream.waitFor(event));
      assertThrows(IllegalStateException.class, () -> kernels.take(8));
      assertThrows(IllegalStateException.class, buffer::close);
      Recording recording = stream.endRecording();
      recording.close();
      recording.close();
      assertThrows(IllegalStateException.class, () -> stream.launch(recording));
    }
  }

  @Test
  void aRecordingChecksItsMemoryAgain() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      DeviceStream stream = kernels.stream();
      DeviceBuffer values = kernels.doubles(1, 2, 3, 4);
      stream.beginRecording();
      stream.launch(kernels.kernel("affine"), SHAPE, affine(values, 2, 1));
      try (Recording recording = stream.endRecording()) {
        values.close();
        assertThrows(DeviceException.class, () -> stream.launch(recording));
      }
    }
  }

  @Test
  void eventsTellTime() {
    try (EmulationKernels kernels = new EmulationKernels();
        DeviceEvent first = kernels.device().newEvent();
        DeviceEvent second = kernels.device().newEvent()) {
      first.synchronize();
      assertThrows(IllegalStateException.class, () -> second.millisecondsSince(first));
      kernels.stream().record(first);
      kernels.stream().record(second);
      second.synchronize();
      assertTrue(second.millisecondsSince(first) >= 0);
      assertTrue(first.millisecondsSince(second) <= 0);
    }
  }

  @Test
  void deferredWorkRunsWhenSomebodyWaits() {
    HostOptions options = HostOptions.standard().withDeferredWork();
    try (EmulationKernels kernels = new EmulationKernels(options);
        DeviceBuffer values = kernels.doubles(1, 2, 3, 4)) {
      WorkLog log = kernels.device().log();
      log.clear();
      kernels.launch("affine", SHAPE, affine(values, 2, 1));
      assertEquals(List.of(), log.kernels());
      kernels.stream().synchronize();
      assertEquals(List.of("affine"), log.kernels());
      kernels.device().faults().failLaunch(1);
      kernels.launch("affine", SHAPE, affine(values, 2, 1));
      assertThrows(DeviceException.class, () -> kernels.stream().synchronize());
    }
  }

  @Test
  void deferredStreamsMeetAtEvents() {
    HostOptions options = HostOptions.standard().withDeferredWork();
    try (EmulationKernels kernels = new EmulationKernels(options);
        DeviceStream other = kernels.device().newStream();
        DeviceEvent uploaded = kernels.device().newEvent();
        HostBuffer host = kernels.device().allocateHost(32, "upload");
        DeviceBuffer values = kernels.doubles(0, 0, 0, 0)) {
      host.view(0, 32).asDoubleBuffer().put(new double[] {1, 2, 3, 4});
      other.copyToDevice(host, 0, values.address(), 32);
      other.record(uploaded);
      kernels.launch("affine", SHAPE, affine(values, 2, 1));
      // Nobody waited for the upload: it comes too late, as it may on a GPU.
      assertArrayEquals(new double[] {1, 1, 1, 1}, kernels.doubles(values));
      other.copyToDevice(host, 0, values.address(), 32);
      other.record(uploaded);
      other.clear(values.address(), 32);
      kernels.stream().waitFor(uploaded);
      kernels.launch("affine", SHAPE, affine(values, 2, 1));
      assertArrayEquals(new double[] {3, 5, 7, 9}, kernels.doubles(values));
    }
  }
}
