package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.io.ArrayFile;
import org.firenet.network.GoldenCase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of the independent program, by the command line alone. */
class GoldenCommandTest {
  /** Both sides compute in double precision; what differs is the order of sums. */
  private static final double DOUBLE_TOLERANCE = 1e-10;

  /** Some hundred layers in single precision. */
  private static final double SINGLE_TOLERANCE = 2e-5;

  @TempDir Path folder;

  static List<String> names() {
    return GoldenCase.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void referenceAgrees(String name) throws IOException {
    assertEquals(Precision.DOUBLE, agrees(name, "reference", DOUBLE_TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"walsh_haar_64", "shifted_sense_62x54"})
  void fastBackendAgrees(String name) throws IOException {
    assertEquals(Precision.SINGLE, agrees(name, "cpu", SINGLE_TOLERANCE));
  }

  private Precision agrees(String name, String backend, double tolerance) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    Path output = folder.resolve("x.npy");
    List<Object> arguments = arguments(golden, name);
    arguments.addAll(List.of("--backend", backend, "--quiet", "-o", output));
    assertEquals("", CommandRun.ok(arguments).out());
    ComplexArray image = SimulatedScan.read(output);
    double difference = GoldenCase.relativeDifference(image, golden.image());
    assertTrue(difference <= tolerance, name + ": relative difference " + difference);
    try (ArrayFile file = ArrayFile.open(output)) {
      assertEquals(ArrayFile.Kind.COMPLEX, file.kind());
      return file.precision();
    }
  }

  private static List<Object> arguments(GoldenCase golden, String name) throws IOException {
    Map<String, Object> parameters = JSON.std.mapFrom(Files.readString(golden.path("case.json")));
    List<Object> out = new ArrayList<>();
    out.addAll(List.of("recon", golden.path("kspace.npy"), "--mask", golden.path("mask.npy")));
    for (String[] pair :
        new String[][] {
          {"--wavelet", "wavelet"},
          {"--levels", "levels"},
          {"--lambda", "lam"},
          {"--outer", "outer"},
          {"--inner", "inner"},
          {"--nu", "nu"},
          {"--delta", "delta"},
          {"--tau", "tau"},
          {"--sigma", "sigma"},
          {"--norm", "norm_a"}
        }) {
      out.addAll(List.of(pair[0], parameters.get(pair[1])));
    }
    out.addAll(List.of("--shifts", shifts(parameters.get("shifts"))));
    out.addAll(List.of("--weights", ifPresent(golden, "weights", "ones")));
    out.addAll(List.of("--maps", ifPresent(golden, "maps", "none")));
    if (golden.array("start_image").isPresent()) {
      out.addAll(List.of("--start", golden.path("start_image.npy")));
    }
    if (name.startsWith("walsh")) {
      out.addAll(List.of("--sampling", "walsh"));
    }
    if (Boolean.FALSE.equals(parameters.get("restarts"))) {
      out.add("--ergodic");
    }
    return out;
  }

  private static Object ifPresent(GoldenCase golden, String array, String otherwise) {
    Path beside = golden.path("case.json").resolveSibling(array + ".npy");
    return Files.exists(beside) ? beside : otherwise;
  }

  private static String shifts(Object given) {
    if (given == null) {
      return "none";
    }
    List<String> words = new ArrayList<>();
    for (Object shift : (List<?>) given) {
      words.add(shift.toString().replaceAll("[\\[\\] ]", ""));
    }
    return String.join(";", words);
  }
}
