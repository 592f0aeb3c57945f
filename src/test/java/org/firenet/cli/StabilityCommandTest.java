package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.io.NpyWriter;
import org.firenet.learned.UNetFile;
import org.firenet.learned.UNetSettings;
import org.firenet.learned.UNetTraining;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit}, {@code recon --audit} and {@code attack}. */
class StabilityCommandTest {
  private static final SimulatedScan SCAN = SimulatedScan.make();
  private static final List<String> FEW =
      List.of("--outer", "2", "--inner", "6", "--threads", "1", "--quiet");

  @TempDir static Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    NpyWriter.write(folder.resolve("k.npy"), SCAN.kspace());
    NpyWriter.write(folder.resolve("one.npy"), SCAN.kspace().slice(0).slice(0));
    NpyWriter.write(folder.resolve("maps.npy"), SCAN.maps());
    NpyWriter.write(folder.resolve("truth.npy"), SCAN.truth());
    for (int cascades : new int[] {0, 2}) {
      UNetSettings size = new UNetSettings(2, 4, cascades);
      Mask any = Mask.full(SCAN.truth().slice(0).shape());
      UNetFile.write(
          folder.resolve("u%d.net".formatted(cascades)),
          UNetTraining.begin(size, any, 1).weights());
    }
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static CommandRun run(List<String> more, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(more);
    return CommandRun.of(all.toArray(new String[0]));
  }

  private static CommandRun ok(Object... words) {
    CommandRun run = run(FEW, words);
    assertEquals(ExitCode.OK, run.code(), run.toString());
    return run;
  }

  private static Map<String, Object> results(Path record) throws IOException {
    @SuppressWarnings("unchecked")
    Map<String, Object> results =
        (Map<String, Object>) JSON.std.mapFrom(Files.readString(record)).get("results");
    return results;
  }

  @Test
  void auditWritesPagesAndNumbers() throws Exception {
    Path html = file("audit.html");
    ok(
        "audit",
        file("k.npy"),
        "-o",
        html,
        "--maps",
        file("maps.npy"),
        "--truth",
        file("truth.npy"),
        "--slices",
        "1:2",
        "--effort",
        "quick");
    String page = Files.readString(html);
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(html.toFile());
    for (String text :
        List.of("Audit of k.npy", "Do details come back?", "Do more samples help?", "Origin")) {
      assertTrue(page.contains(text), text);
    }
    Map<String, Object> results = results(file("audit.run.json"));
    assertEquals(1, ((Number) results.get("image")).intValue());
    double worst = ((Number) results.get("worstRatio")).doubleValue();
    double noise = ((Number) results.get("noiseAmplification")).doubleValue();
    assertTrue(worst > noise && noise > 0, worst + ", " + noise);
    assertTrue(results.containsKey("error"));
    assertEquals(4, ((List<?>) results.get("details")).size());
  }

  @Test
  void reconAuditsTheFirstImage() throws IOException {
    Path image = file("recon.npy");
    ok(
        "recon",
        file("k.npy"),
        "-o",
        image,
        "--maps",
        file("maps.npy"),
        "--audit",
        file("recon-audit.html"),
        "--effort",
        "quick",
        "--history",
        file("history.csv"));
    assertTrue(Files.exists(image));
    assertTrue(Files.exists(file("recon-audit.html")));
    assertEquals(0, ((Number) results(file("recon-audit.run.json")).get("image")).intValue());
  }

  @Test
  void auditOfOneCoilNeedsNoMaps() throws IOException {
    CommandRun run =
        CommandRun.of(
            "audit",
            file("one.npy").toString(),
            "-o",
            file("one.html").toString(),
            "--effort",
            "quick",
            "--outer",
            "2",
            "--inner",
            "4",
            "--json",
            "--noise-level",
            "0.05",
            "--attack-levels",
            "0.01,0.1");
    assertEquals(ExitCode.OK, run.code(), run.toString());
    Map<String, Object> numbers = JSON.std.mapFrom(run.out());
    assertFalse(numbers.containsKey("lipschitzOfSense"));
    assertEquals(0.05, (double) numbers.get("noiseLevel"));
    assertEquals(2, ((List<?>) numbers.get("attacks")).size());
  }

  @ParameterizedTest
  @CsvSource({"firenet, data", "ergodic, data", "sense, image", "zero-filled, image"})
  void attacksWriteWhatTheyFound(String method, String setting) throws IOException {
    Path out = file("attack-" + method);
    ok(
        "attack",
        file("k.npy"),
        "-o",
        out,
        "--maps",
        file("maps.npy"),
        "--method",
        method,
        "--setting",
        setting,
        "--size",
        "0.05",
        "--steps",
        "3",
        "--restarts",
        "2");
    ComplexArray before = Inputs.complex(out.resolve("image.npy"));
    ComplexArray after = Inputs.complex(out.resolve("perturbed.npy"));
    double difference = 0;
    for (int i = 0; i < before.count(); i++) {
      difference +=
          Math.pow(after.re(i) - before.re(i), 2) + Math.pow(after.im(i) - before.im(i), 2);
    }
    Map<String, Object> results = results(out.resolve("attack.run.json"));
    double change = ((Number) results.get("image_change")).doubleValue();
    assertEquals(change, Math.sqrt(difference) / before.norm(), 1e-5);
    assertTrue(((Number) results.get("size")).doubleValue() <= 0.05 + 1e-6);
    assertEquals(2 * 4 + 1, Files.readAllLines(out.resolve("ascent.csv")).size());
    assertTrue(Files.readString(out.resolve("report.html")).contains("Worst-case perturbation"));
    int rank = Inputs.complex(out.resolve("perturbation.npy")).shape().rank();
    assertEquals(setting.equals("data") ? 3 : 2, rank);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void trainedNetworksAreAttackedToo(int cascades) throws IOException {
    Path out = file("attack-unet" + cascades);
    ok(
        "attack",
        file("one.npy"),
        "-o",
        out,
        "--method",
        "unet",
        "--network",
        file("u%d.net".formatted(cascades)),
        "--steps",
        "3",
        "--restarts",
        "1");
    Map<String, Object> results = results(out.resolve("attack.run.json"));
    assertEquals(cascades > 0 ? "U-Net cascade" : "U-Net", results.get("method"));
    assertTrue(((Number) results.get("largest_ratio")).doubleValue() > 0);
  }

  @Test
  void thePerturbedDataGiveThePerturbedImage() throws IOException {
    Path out = file("attack-again");
    ok(
        "attack",
        file("k.npy"),
        "-o",
        out,
        "--maps",
        file("maps.npy"),
        "--steps",
        "2",
        "--restarts",
        "1",
        "--precision",
        "double");
    Path image = file("again.npy");
    ok(
        "recon",
        out.resolve("kspace.npy"),
        "-o",
        image,
        "--maps",
        file("maps.npy"),
        "--precision",
        "double");
    ComplexArray expected = Inputs.complex(out.resolve("perturbed.npy"));
    ComplexArray actual = Inputs.complex(image);
    double[] a = new double[expected.count()];
    double[] b = new double[expected.count()];
    for (int i = 0; i < a.length; i++) {
      a[i] = expected.re(i);
      b[i] = actual.re(i);
    }
    assertArrayEquals(a, b, 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "2, setting, attack k.npy -o x --setting none",
    "2, method, attack k.npy -o x --method bart",
    "2, domain, attack k.npy -o x --domain both",
    "2, size, attack k.npy -o x --setting paper --domain data",
    "2, momentum, attack k.npy -o x --momentum 1",
    "2, iterations, attack k.npy -o x --sense-iterations 0",
    "2, effort, audit k.npy -o x.html --effort much",
    "2, noise level, audit k.npy -o x.html --noise-level -1",
    "2, backend, audit k.npy -o x.html --backend abacus",
    "2, effort, recon k.npy -o x.npy --audit x.html --effort much",
    "2, audit, recon k.npy -o x.npy --audit x.html --method sense",
    "2, another output, recon k.npy -o x.npy --audit x.npy",
    "2, network, attack one.npy -o x --method unet",
    "2, network, attack one.npy -o x --network one.npy",
    "3, u-net, attack one.npy -o x --method unet --network one.npy",
    "3, one coil, attack k.npy -o x --method unet --network u0.net",
    "3, no such file, attack one.npy -o x --method unet --network absent.net",
    "3, maps, audit k.npy -o x.html --maps none",
    "3, maps, attack k.npy -o x --maps none",
    "3, no such file, audit absent.npy -o x.html",
    "3, directory, attack k.npy -o k.npy"
  })
  void whatMakesNoSenseIsSaidInOneLine(int code, String word, String command) {
    List<String> words =
        List.of(command.split(" ")).stream()
            .map(
                w ->
                    w.endsWith(".npy") || w.endsWith(".html") || w.endsWith(".net") || w.equals("x")
                        ? file(w).toString()
                        : w)
            .toList();
    CommandRun run = CommandRun.of(words.toArray(new String[0]));
    assertEquals(code, run.code(), run.toString());
    assertTrue(run.err().toLowerCase(Locale.ROOT).contains(word), run.err());
    assertEquals(1, run.errors().size(), run.err());
  }
}
