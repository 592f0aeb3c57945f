package org.firenet.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.io.ArrayFile;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;
import org.firenet.network.Backends;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/**
 * Times a warm JVM for scripts that run other programs in turn.
 *
 * <pre>
 *   layer KSPACE MAPS THREADS PRECISION REPETITIONS
 *   calibrate KSPACE REPETITIONS
 * </pre>
 *
 * <p>{@code layer} times one layer of a default reconstruction: the difference of a long and a
 * short run (both of blocks of the default length) over the difference of their layers, so that the
 * set-up is not in it. {@code calibrate} times ESPIRiT. Both print a line of JSON with the times of
 * all repetitions, their median and their minimum in milliseconds, and the processor time of the
 * whole process likewise. With 0 repetitions they warm up, print {@code ready}, and answer each
 * line on standard input by a line of JSON about one repetition, until standard input ends.
 */
public final class WarmTiming {
  private static final int SHORT_BLOCKS = 5;
  private static final int LONG_BLOCKS = 25;
  private static final long WARM_UP_NANOSECONDS = 6_000_000_000L;
  private static final int LEAST_WARM_UPS = 5;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private WarmTiming() {}

  /**
   * Runs the program.
   *
   * @throws IOException if a file can not be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 6 && arguments[0].equals("layer")) {
      layer(
          read(arguments[1]),
          read(arguments[2]),
          Integer.parseInt(arguments[3]),
          Precision.valueOf(arguments[4].toUpperCase(Locale.ROOT)),
          Integer.parseInt(arguments[5]));
    } else if (arguments.length == 3 && arguments[0].equals("calibrate")) {
      ComplexArray kspace = read(arguments[1]);
      EspiritParameters parameters = EspiritParameters.defaults();
      answer(
          new LinkedHashMap<>(Map.of("what", "calibrate")),
          () -> Spent.on(() -> Espirit.calibrate(kspace, parameters)),
          Integer.parseInt(arguments[2]));
    } else {
      System.err.println(
          "usage: layer KSPACE MAPS THREADS PRECISION REPETITIONS | calibrate KSPACE REPETITIONS");
      System.exit(2);
    }
  }

  private static ComplexArray read(String file) throws IOException {
    try (ArrayFile array = ArrayFile.open(Path.of(file))) {
      return array.complex();
    }
  }

  private static void layer(
      ComplexArray kspace, ComplexArray maps, int threads, Precision precision, int repetitions)
      throws IOException {
    BenchmarkCase data = BenchmarkCase.scan(kspace, maps);
    PlanOptions options = PlanOptions.defaults().withThreads(threads).withPrecision(precision);
    PlanInput input = PlanInput.of(kspace);
    ComplexArray image = ComplexArray.zeros(precision, data.problem().image());
    try (Plan few = plan(data, SHORT_BLOCKS, options);
        Plan many = plan(data, LONG_BLOCKS, options)) {
      int layers = many.parameters().layers() - few.parameters().layers();
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("what", "layer");
      about.put("backend", many.description());
      about.put("image", data.problem().image().toString());
      about.put("coils", data.problem().coils());
      answer(
          about,
          () ->
              Spent.on(() -> many.run(input, image))
                  .less(Spent.on(() -> few.run(input, image)), layers),
          repetitions);
    }
  }

  private static Plan plan(BenchmarkCase data, int blocks, PlanOptions options) {
    FirenetParameters parameters =
        FirenetParameters.builder().outer(blocks).inner(Defaults.INNER).build();
    return Backends.plan("cpu", data.problem(), parameters, options);
  }

  /** Milliseconds by the clock, and of all processors for this process. */
  private record Spent(double wall, double processor) {
    static Spent on(Runnable work) {
      long processor = SYSTEM.getProcessCpuTime();
      long begin = System.nanoTime();
      work.run();
      long end = System.nanoTime();
      return new Spent((end - begin) / 1e6, (SYSTEM.getProcessCpuTime() - processor) / 1e6);
    }

    Spent less(Spent other, double parts) {
      return new Spent((wall - other.wall) / parts, (processor - other.processor) / parts);
    }
  }

  private static void answer(Map<String, Object> about, Supplier<Spent> once, int repetitions)
      throws IOException {
    long end = System.nanoTime() + WARM_UP_NANOSECONDS;
    for (int i = 0; i < LEAST_WARM_UPS || System.nanoTime() < end; i++) {
      once.get();
    }
    if (repetitions == 0) {
      System.out.println("ready");
      BufferedReader requests =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (requests.readLine() != null) {
        describe(about, List.of(once.get()));
      }
    } else {
      describe(about, Stream.generate(once).limit(repetitions).toList());
    }
  }

  private static void describe(Map<String, Object> about, List<Spent> repetitions)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>(about);
    summarise(line, "wall", repetitions.stream().mapToDouble(Spent::wall).toArray());
    summarise(line, "processor", repetitions.stream().mapToDouble(Spent::processor).toArray());
    System.out.println(JSON.std.asString(line));
  }

  private static void summarise(Map<String, Object> line, String name, double[] milliseconds) {
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    line.put(name + "_median_ms", (sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
    line.put(name + "_minimum_ms", sorted[0]);
    line.put(name + "_ms", milliseconds);
  }
}
