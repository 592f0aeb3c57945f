package org.firenet.cuda.jcuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.kernels.KernelSources;

/** The run-time compiler of the host's CUDA toolkit. */
final class NvrtcCompiler {
  /** The first errors lead to the others. */
  private static final int LOG_LINES = 20;

  private static final Object TURN = new Object();

  private final HostLibrary library;
  private final String version;

  private NvrtcCompiler(HostLibrary library) {
    this.library = library;
    int[] major = {0};
    int[] minor = {0};
    check(JNvrtc.nvrtcVersion(major, minor), "nvrtcVersion", "");
    version = "NVRTC " + major[0] + "." + minor[0];
  }

  /**
   * Opens it.
   *
   * @param driver major version of CUDA that the driver supports
   * @throws DeviceException if it is not on this machine
   */
  static NvrtcCompiler open(int driver) {
    return new NvrtcCompiler(HostLibrary.require(CudaLibrary.NVRTC, driver, NvrtcCompiler::touch));
  }

  /** Any call makes JCuda load its library. */
  static void touch() {
    JNvrtc.nvrtcVersion(new int[1], new int[1]);
  }

  /** {@code NVRTC 12.4}. */
  String version() {
    return version;
  }

  /**
   * What it can make for a device: machine code for its own architecture, or PTX for the newest
   * that it knows, which the driver translates.
   *
   * @param architecture compute capability as in {@code sm_90}: 90
   * @throws DeviceException if it no longer knows devices that old
   */
  String architectureOption(int architecture) {
    int[] count = {0};
    if (JNvrtc.nvrtcGetNumSupportedArchs(count) != nvrtcResult.NVRTC_SUCCESS || count[0] < 1) {
      return "--gpu-architecture=compute_" + architecture;
    }
    int[] supported = new int[count[0]];
    check(JNvrtc.nvrtcGetSupportedArchs(supported), "nvrtcGetSupportedArchs", "");
    Arrays.sort(supported);
    if (Arrays.binarySearch(supported, architecture) >= 0) {
      return "--gpu-architecture=sm_" + architecture;
    }
    int newest = supported[supported.length - 1];
    if (architecture > newest) {
      return "--gpu-architecture=compute_" + newest;
    }
    throw new DeviceException(
        "%s makes code for compute capability %d.%d and newer, this device has %d.%d"
            .formatted(
                version,
                supported[0] / 10,
                supported[0] % 10,
                architecture / 10,
                architecture % 10));
  }

  /** Options of a compilation. Arithmetic is as IEEE has it but for fused multiplication. */
  static List<String> options(String architectureOption, Map<String, String> constants) {
    // Lambdas in kernels belong to the device, as with nvcc.
    List<String> options =
        new ArrayList<>(
            List.of(architectureOption, "--std=c++17", "--device-as-default-execution-space"));
    constants.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  /**
   * Compiles.
   *
   * @param options the first is the architecture's
   * @return a cubin, or PTX that ends with a zero
   * @throws DeviceException with the compiler's messages
   */
  byte[] compile(KernelSources.Source source, List<String> options) {
    synchronized (TURN) {
      nvrtcProgram program = new nvrtcProgram();
      String[] names = source.headers().keySet().toArray(String[]::new);
      String[] headers = source.headers().values().toArray(String[]::new);
      check(
          JNvrtc.nvrtcCreateProgram(
              program, source.text(), source.name(), names.length, headers, names),
          "nvrtcCreateProgram",
          source.name());
      try {
        String[] all = options.toArray(String[]::new);
        int status = JNvrtc.nvrtcCompileProgram(program, all.length, all);
        if (status != nvrtcResult.NVRTC_SUCCESS) {
          check(status, "nvrtcCompileProgram", source.name() + " " + options + log(program));
        }
        return options.get(0).contains("=sm_") ? machineCode(program) : ptx(program);
      } finally {
        JNvrtc.nvrtcDestroyProgram(program);
      }
    }
  }

  private static String log(nvrtcProgram program) {
    String[] log = {null};
    int status = JNvrtc.nvrtcGetProgramLog(program, log);
    boolean some = status == nvrtcResult.NVRTC_SUCCESS && log[0] != null && !log[0].isBlank();
    return some ? log[0].lines().limit(LOG_LINES).collect(Collectors.joining("\n", ":\n", "")) : "";
  }

  private byte[] machineCode(nvrtcProgram program) {
    long[] bytes = {0};
    check(JNvrtc.nvrtcGetCUBINSize(program, bytes), "nvrtcGetCUBINSize", "");
    byte[] code = new byte[Math.toIntExact(bytes[0])];
    check(JNvrtc.nvrtcGetCUBIN(program, code), "nvrtcGetCUBIN", "");
    return code;
  }

  private byte[] ptx(nvrtcProgram program) {
    String[] ptx = {null};
    check(JNvrtc.nvrtcGetPTX(program, ptx), "nvrtcGetPTX", "");
    byte[] text = ptx[0].getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, text.length + 1);
  }

  private void check(int status, String call, String details) {
    if (status != nvrtcResult.NVRTC_SUCCESS) {
      library.requireFunction(call);
      throw new DeviceException(
          "%s: %s%s%s"
              .formatted(
                  call, nvrtcResult.stringFor(status), details.isEmpty() ? "" : ", ", details));
    }
  }
}
