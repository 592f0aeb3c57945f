package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;
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
import org.firenet.cuda.device.MatrixProducts;
import org.firenet.cuda.device.Recording;
import org.firenet.cuda.device.TransformPlan;
import org.firenet.cuda.kernels.KernelSources;

/** What {@link JCudaDeviceTest} does in a JVM of its own, with stand-ins for CUDA's libraries. */
final class DeviceScenarios {
  private static final KernelSpecification TINY =
      KernelSpecification.of("tiny", Map.of("REAL", "float", "N", "8"));

  private DeviceScenarios() {}

  /** Runs a scenario by its name. */
  public static void main(String[] arguments) throws Exception {
    DeviceScenarios.class.getDeclaredMethod(arguments[0]).invoke(null);
    System.out.println("done");
  }

  private static JCudaDevice device() {
    return (JCudaDevice) JCudaDevices.instance().devices().get(0);
  }

  static void reason() {
    System.out.println("reason: " + JCudaDevices.instance().unavailable().orElse("none"));
    assertEquals(
        JCudaDevices.instance().unavailable(), JCudaDevices.instance().unavailable(), "the same");
  }

  static void properties() {
    List<?> devices = JCudaDevices.instance().devices();
    assertEquals(2, devices.size());
    assertSame(devices, JCudaDevices.instance().devices());
    DeviceProperties properties = ((JCudaDevice) devices.get(1)).properties();
    assertEquals(
        new DeviceProperties(1, "Stand-in 1", 9, 0, 132, 50 << 20, 227 << 10, 1 << 20), properties);
    assertEquals("12.4", JCudaDevices.instance().driverVersion().orElseThrow());
  }

  static void oneDeviceOfThreeIsTaken() {
    List<Integer> ordinals =
        JCudaDevices.instance().devices().stream().map(d -> d.properties().ordinal()).toList();
    assertEquals(List.of(0, 2), ordinals);
  }

  static void allDevicesAreTaken() {
    DeviceException failure =
        assertThrows(DeviceException.class, () -> JCudaDevices.instance().devices());
    System.out.println("reason: " + failure.getMessage());
  }

  static void memory() {
    JCudaDevice device = device();
    long free = device.memory().freeBytes();
    DeviceBuffer buffer = device.allocate(1000, "numbers");
    assertEquals(free - 1000, device.memory().freeBytes());
    assertEquals(0, buffer.address() % 256);
    DeviceMemoryException failure =
        assertThrows(DeviceMemoryException.class, () -> device.allocate(1L << 40, "an image"));
    assertEquals(1L << 40, failure.askedBytes());
    assertEquals(free - 1000, failure.freeBytes());
    assertTrue(failure.getMessage().contains("Stand-in 0 (device 0)"), failure.getMessage());
    assertTrue(failure.getMessage().contains("an image"), failure.getMessage());
    assertThrows(
        DeviceMemoryException.class, () -> device.allocateHost(1L << 40, "slices on the host"));
    buffer.close();
    buffer.close();
    assertThrows(IllegalStateException.class, buffer::address);
    assertEquals(free, device.memory().freeBytes());
    device.allocate(0, "nothing").close();
    assertThrows(IllegalArgumentException.class, () -> device.allocate(-1, "nothing"));
  }

  static void copies() {
    JCudaDevice device = device();
    try (HostBuffer host = device.allocateHost(64, "a test");
        DeviceBuffer first = device.allocate(64, "a test");
        DeviceBuffer second = device.allocate(64, "a test");
        DeviceStream stream = device.newStream();
        DeviceEvent start = device.newEvent();
        DeviceEvent end = device.newEvent()) {
      ByteBuffer view = host.view(8, 16);
      view.putLong(0, 0x0123456789abcdefL).putLong(8, 42);
      stream.record(start);
      stream.copyToDevice(host, 8, first.address(), 16);
      stream.copyOnDevice(first.address(), second.address(), 16);
      stream.clear(first.address(), 8);
      stream.copyToHost(second.address() + 8, host, 32, 8);
      stream.copyToHost(first.address(), host, 40, 16);
      stream.clear(0, 0);
      stream.record(end);
      stream.waitFor(end);
      stream.synchronize();
      end.synchronize();
      assertEquals(42, host.view(32, 8).getLong());
      assertEquals(0, host.view(40, 8).getLong());
      assertEquals(42, host.view(48, 8).getLong());
      assertEquals(1.5, end.millisecondsSince(start));
      String message =
          assertThrows(DeviceException.class, () -> stream.copyOnDevice(0, second.address(), 16))
              .getMessage();
      assertEquals(
          "cuMemcpyDtoDAsync: CUDA_ERROR_INVALID_VALUE (invalid argument), 16 bytes, on Stand-in 0 (device 0)",
          message);
      assertThrows(IndexOutOfBoundsException.class, () -> host.view(60, 8));
      assertThrows(
          IndexOutOfBoundsException.class, () -> stream.copyToDevice(host, 60, first.address(), 8));
      host.close();
      assertThrows(IllegalStateException.class, () -> host.view(0, 8));
      stream.close();
      assertThrows(IllegalStateException.class, stream::synchronize);
    }
  }

  static void pinnedBeyondTwoGibibytes() {
    try (HostBuffer host = device().allocateHost(3L << 30, "slices")) {
      host.view((3L << 30) - 8, 8).putLong(7);
      assertEquals(7, host.view((3L << 30) - 8, 8).getLong());
    }
  }

  static void launches() {
    JCudaDevice device = device();
    KernelModule module = device.module(TINY);
    assertSame(module, device.module(TINY));
    try (DeviceStream stream = device.newStream()) {
      KernelArguments arguments =
          new KernelArguments().address(0x1122334455667788L).integer(3).real(1).integer64(-1);
      stream.launch(module.kernel("work"), new LaunchShape(2, 3, 4, 32, 8, 1024), arguments);
      stream.launch(
          module.kernel("work"),
          new LaunchShape(1, 1, 1, 1, 1, 100 << 10),
          arguments.clear().integer(5));
      String message =
          assertThrows(
                  DeviceException.class,
                  () ->
                      stream.launch(
                          module.kernel("work"),
                          new LaunchShape(1, 1, 1, 1, 1, 500 << 10),
                          arguments))
              .getMessage();
      assertTrue(message.startsWith("cuFuncSetAttribute: CUDA_ERROR_INVALID_VALUE"), message);
      String absent =
          assertThrows(DeviceException.class, () -> module.kernel("absent")).getMessage();
      assertTrue(absent.contains("kernel absent of tiny.cu {N=8, REAL=float}"), absent);
    }
    device.close();
    device.close();
    assertThrows(IllegalStateException.class, device::memory);
  }

  static void recordings() {
    JCudaDevice device = device();
    try (HostBuffer host = device.allocateHost(8, "a test");
        DeviceBuffer buffer = device.allocate(8, "a test");
        DeviceStream stream = device.newStream()) {
      host.view(0, 8).putLong(1);
      stream.beginRecording();
      stream.copyToDevice(host, 0, buffer.address(), 8);
      stream.clear(buffer.address(), 4);
      stream.copyToHost(buffer.address(), host, 0, 8);
      try (Recording recording = stream.endRecording()) {
        assertEquals(1, host.view(0, 8).getLong(), "nothing ran");
        stream.launch(recording);
        assertEquals(0, host.view(0, 8).getLong());
        host.view(0, 8).putLong(-1);
        stream.launch(recording);
        assertEquals(-1L << 32, host.view(0, 8).getLong());
        recording.close();
        assertThrows(IllegalStateException.class, () -> stream.launch(recording));
      }
      assertThrows(DeviceException.class, stream::endRecording);
    }
  }

  static void embedding() throws Exception {
    assertThrows(IllegalStateException.class, JCudaDevice::ofCurrentContext);
    CUcontext mine = new CUcontext();
    CUdevice handle = new CUdevice();
    JCudaDriver.cuDeviceGet(handle, 0);
    JCudaDriver.cuCtxCreate(mine, 0, handle);
    JCudaDevice embedded = JCudaDevice.ofCurrentContext();
    DeviceBuffer buffer = embedded.allocate(16, "a test");
    // Another context is left as it was.
    JCudaDevice ours = device();
    ours.memory();
    CUcontext current = new CUcontext();
    JCudaDriver.cuCtxGetCurrent(current);
    assertEquals(mine, current);
    // A thread without a context gets along.
    Thread thread = new Thread(() -> embedded.allocate(16, "a test").close());
    thread.start();
    thread.join();
    // The default stream, and a stream by its handle.
    try (JCudaStream standard = embedded.stream(0L)) {
      standard.clear(buffer.address(), 16);
    }
    CUstream stream = new CUstream();
    JCudaDriver.cuStreamCreate(stream, 0);
    try (JCudaStream wrapped = embedded.stream(NativeAccess.target(stream))) {
      wrapped.clear(buffer.address(), 16);
      wrapped.synchronize();
    }
    embedded.stream(stream).clear(buffer.address(), 16);
    buffer.close();
    embedded.close();
  }

  static void transforms() {
    JCudaDevice device = device();
    try (DeviceStream stream = device.newStream();
        TransformPlan plan = device.transform(List.of(4, 320), 7, Precision.SINGLE)) {
      assertEquals(4096, plan.workBytes());
      assertThrows(IllegalStateException.class, () -> plan.execute(stream, 1, 2, false));
      plan.useWork(0x7000);
      plan.execute(stream, 0x1000, 0x2000, false);
      plan.execute(stream, 0x3000, 0x3000, true);
    }
    String message =
        assertThrows(
                DeviceException.class, () -> device.transform(List.of(13), 1, Precision.DOUBLE))
            .getMessage();
    assertTrue(
        message.startsWith(
            "cufftMakePlanMany64: CUFFT_NVJITLINK_FAILURE, 1 transforms of [13], DOUBLE precision"),
        message);
  }

  static void products() {
    JCudaDevice device = device();
    long free = device.memory().freeBytes();
    for (boolean adjoint : new boolean[] {false, true}) {
      for (Precision precision : Precision.values()) {
        product(device, precision, adjoint);
      }
    }
    assertEquals(free, device.memory().freeBytes());
  }

  /** A 3 x 5 matrix and 2 vectors against the sums written out. */
  private static void product(JCudaDevice device, Precision precision, boolean adjoint) {
    int rows = 3;
    int columns = 5;
    int count = 2;
    int in = adjoint ? rows : columns;
    int out = adjoint ? columns : rows;
    try (HostBuffer a = device.allocateHost(16L * rows * columns, "a test");
        HostBuffer b = device.allocateHost(16L * count * in, "a test");
        HostBuffer c = device.allocateHost(16L * count * out, "a test");
        DeviceStream stream = device.newStream();
        MatrixProducts products = device.matrixProducts()) {
      for (int i = 0; i < 2 * rows * columns; i++) {
        put(a, precision, i, (i * 7 % 11) - 5);
      }
      for (int i = 0; i < 2 * count * in; i++) {
        put(b, precision, i, (i * 5 % 13) - 6);
      }
      products.apply(stream, precision, adjoint, rows, columns, count, at(a), at(b), at(c));
      for (int v = 0; v < count; v++) {
        for (int o = 0; o < out; o++) {
          double re = 0;
          double im = 0;
          for (int i = 0; i < in; i++) {
            int element = adjoint ? i * columns + o : o * columns + i;
            double ar = get(a, precision, 2 * element);
            double ai = (adjoint ? -1 : 1) * get(a, precision, 2 * element + 1);
            double br = get(b, precision, 2 * (v * in + i));
            double bi = get(b, precision, 2 * (v * in + i) + 1);
            re += ar * br - ai * bi;
            im += ar * bi + ai * br;
          }
          assertEquals(re, get(c, precision, 2 * (v * out + o)));
          assertEquals(im, get(c, precision, 2 * (v * out + o) + 1));
        }
      }
    }
  }

  private static long at(HostBuffer buffer) {
    return NativeAccess.address(buffer.view(0, 1));
  }

  private static void put(HostBuffer buffer, Precision precision, int index, double value) {
    if (precision == Precision.SINGLE) {
      buffer.view(4L * index, 4).putFloat((float) value);
    } else {
      buffer.view(8L * index, 8).putDouble(value);
    }
  }

  private static double get(HostBuffer buffer, Precision precision, int index) {
    return precision == Precision.SINGLE
        ? buffer.view(4L * index, 4).getFloat()
        : buffer.view(8L * index, 8).getDouble();
  }

  static void kernels() {
    device().module(TINY).kernel("work");
  }

  static void unavailableKernels() {
    KernelUnavailableException failure =
        assertThrows(KernelUnavailableException.class, () -> device().module(TINY));
    System.out.println("reason: " + failure.getMessage());
  }

  static void missingFunction() {
    HostLibrary library = HostLibrary.require(CudaLibrary.NVRTC, 12, NvrtcCompiler::touch);
    assertEquals(
        List.of(
            "nvrtcAddNameExpression", "nvrtcGetLoweredName", "nvrtcGetNVVM", "nvrtcGetNVVMSize"),
        library.missing());
    long[] size = {0};
    assertEquals(11, JNvrtc.nvrtcGetNVVMSize(new nvrtcProgram(), size));
    String message =
        assertThrows(DeviceException.class, () -> library.requireFunction("nvrtcGetNVVM"))
            .getMessage();
    assertTrue(message.contains("NVRTC of CUDA 13"), message);
    assertTrue(message.contains("has no function nvrtcGetNVVM"), message);
  }

  static void facts() {
    Map<String, String> facts = JCudaDevices.instance().facts();
    assertEquals(
        List.of("driver", "cuFFT", "cuBLAS", "NVRTC", "kernels"), List.copyOf(facts.keySet()));
    assertEquals("for CUDA 12.4", facts.get("driver"));
    assertTrue(facts.get("kernels").contains("kept in"), facts::toString);
    facts.forEach((name, text) -> System.out.println(name + ": " + text));
  }

  static void noLibraries() {
    DeviceException failure =
        assertThrows(
            DeviceException.class, () -> device().transform(List.of(4), 1, Precision.SINGLE));
    System.out.println("reason: " + failure.getMessage());
  }

  /** The compiler of this machine, if it has one, over every family. */
  static void compiler() throws NativeUnavailableException, IOException {
    NvrtcCompiler compiler;
    try {
      NativeLibraries.loadAccess();
      compiler = NvrtcCompiler.open(CudaLibrary.NEWEST_CUDA);
    } catch (DeviceException e) {
      System.out.println("absent: " + e.getMessage());
      return;
    }
    String option = compiler.architectureOption(90);
    List<String> families = families();
    for (String family : families) {
      for (String real : List.of("float", "double")) {
        byte[] code =
            compiler.compile(
                KernelSources.ofFirenet().source(family),
                NvrtcCompiler.options(option, Map.of("REAL", real)));
        assertEquals("ELF", new String(code, 1, 3, StandardCharsets.US_ASCII));
      }
    }
    System.out.println(families.size() + " families compiled by " + compiler.version());
  }

  private static List<String> families() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("kernels"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cu"))
          .map(name -> name.substring(0, name.length() - ".cu".length()))
          .sorted()
          .toList();
    }
  }
}
