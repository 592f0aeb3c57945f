package org.firenet.benchmarks.gpu;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.cuda.jcuda.JCudaDevices;
import org.firenet.network.BackendFailureException;

/** Entry point: one part of the benchmark, its report as JSON; see {@code benchmarks/README.md}. */
public final class GpuBenchmark {
  /** A check failed. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** There is no device, or it failed. */
  static final int DEVICE = 4;

  private GpuBenchmark() {}

  /** Runs a part and ends with 0, or 1 failed, 2 usage, 4 no device. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(JCudaDevices.instance(), arguments));
  }

  /** Runs a part on the first device and returns the exit status. */
  static int run(DeviceProvider provider, String... arguments) throws IOException {
    Settings settings;
    try {
      settings = Settings.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("gpu benchmark: " + e.getMessage());
      return USAGE;
    }
    Optional<String> reason = provider.unavailable();
    if (reason.isPresent()) {
      System.err.println("gpu benchmark: no GPU: " + reason.get());
      return DEVICE;
    }
    try {
      Map<String, Object> report = new GpuParts(provider, settings).run();
      report.put("passed", passed(report.get("rows")));
      String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(report);
      Files.writeString(settings.out(), json + "\n", StandardCharsets.UTF_8);
      return Boolean.TRUE.equals(report.get("passed")) ? 0 : FAILED;
    } catch (IllegalArgumentException e) {
      System.err.println("gpu benchmark: " + e.getMessage());
      return USAGE;
    } catch (DeviceException | BackendFailureException e) {
      System.err.println("gpu benchmark: " + settings.part() + ": " + e.getMessage());
      return DEVICE;
    }
  }

  /** Whether no row says that it failed. */
  private static boolean passed(Object rows) {
    return !(rows instanceof List<?> list)
        || list.stream()
            .noneMatch(
                row -> row instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("passed")));
  }
}
