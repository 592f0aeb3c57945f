package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.NpyWriter;
import org.firenet.sampling.DasFourier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code firenet certificate}. */
class CertificateCommandTest {
  private static final SimulatedScan SCAN = SimulatedScan.make();
  private static final String NUMBERS = "--rho 0.5 --gamma 1.5 ";

  @TempDir static Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    Random random = new Random(5);
    ComplexArray matrix = ComplexArray.zeros(Precision.DOUBLE, Shape.of(10, 12));
    ComplexArray truth = ComplexArray.zeros(Precision.DOUBLE, Shape.of(12));
    for (int i = 0; i < matrix.count(); i++) {
      matrix.set(i, random.nextGaussian() / Math.sqrt(10), 0);
    }
    truth.set(2, 1, -1);
    truth.set(8, 0, 2);
    NpyWriter.write(folder.resolve("a.npy"), matrix);
    NpyWriter.write(folder.resolve("c.npy"), truth);
    NpyWriter.write(folder.resolve("zero.npy"), ComplexArray.zeros(Precision.DOUBLE, Shape.of(12)));
    NpyWriter.write(folder.resolve("row.npy"), matrix.slices(0, 1));
    NpyWriter.write(folder.resolve("k.npy"), SCAN.kspace().slice(0));
    NpyWriter.write(folder.resolve("maps.npy"), SCAN.maps());
    NpyWriter.write(folder.resolve("image.npy"), SCAN.truth().slice(0));
    NpyWriter.write(
        folder.resolve("das.npy"),
        new DasFourier(Shape.of(32, 32), 300, List.of(4.0, 9.0, 20.0), 1).draw(2));
    NpyWriter.write(folder.resolve("odd.npy"), Mask.full(Shape.of(12, 10)));
  }

  private static String[] words(String arguments) {
    List<String> words = new ArrayList<>(List.of("certificate"));
    for (String word : arguments.trim().split(" +", -1)) {
      words.add(
          word.contains(".") && word.matches(".*[a-z]$") ? folder.resolve(word).toString() : word);
    }
    return words.toArray(String[]::new);
  }

  private static String ok(String arguments) {
    return CommandRun.ok((Object[]) words(arguments)).out();
  }

  private static Map<String, Object> json(String arguments) throws IOException {
    return JSON.std.mapFrom(ok(arguments + " --json"));
  }

  @Test
  void numbersGiveConstantsAndBlocks() throws IOException {
    Map<String, Object> facts = json(NUMBERS + "--sparsities 2,6,24,32 --target 1e-3 --outer 3");
    double a = 0.5 + 1.5 * Math.sqrt(2) / 2;
    assertEquals(3 * a, (double) facts.get("c1"), 1e-9);
    assertEquals(false, facts.get("proved"));
    assertEquals(4, ((List<?>) facts.get("bound_after_blocks")).size());
    assertEquals(10, facts.get("blocks_for_target"));
    String text = ok(NUMBERS + "--sparsities 2,6,24,32 --target 1e-3");
    assertTrue(text.contains("(assumed)"), text);
    assertTrue(text.contains("note        Assumed: the matrix has the null space"), text);
    assertTrue(text.contains("at most 0.001000 after n = 10 blocks"), text);
    assertEquals("", ok(NUMBERS + "--sparsities 2,6,24,32 --quiet"));
  }

  @Test
  void aTargetBelowTheFloorIsSaidSo() throws IOException {
    String arguments = NUMBERS + "--sparsities 4 --delta 0.1 --target 0.01";
    assertNull(json(arguments).get("blocks_for_target"));
    assertTrue(ok(arguments).contains("can not be certified"), ok(arguments));
  }

  @Test
  void aMatrixIsProvedAndTheNetworkStaysBelowTheBound() throws IOException {
    String arguments =
        "--matrix a.npy --level-sizes 4,8 --sparsities 1,1 --truth c.npy --outer 3"
            + " --backend reference";
    Map<String, Object> facts = json(arguments + " --report matrix.html");
    assertEquals(true, facts.get("proved"));
    assertEquals(0.0, (double) facts.get("residual"), 1e-12);
    assertEquals(0.0, facts.get("sigma"));
    Map<?, ?> run = (Map<?, ?>) facts.get("run");
    assertTrue((double) run.get("largest_share_of_bound") < 1, run::toString);
    assertEquals(3, ((List<?>) run.get("error_after_blocks")).size());
    assertEquals(32, ((Map<?, ?>) facts.get("null_space")).get("supports"));
    String page = Files.readString(folder.resolve("matrix.html"));
    assertTrue(page.contains("the bound was not crossed"), "verdict");
    assertTrue(page.contains("Certificate of a.npy"), "title");
    assertFalse(page.contains("<strong>Warning"), "nothing is assumed");
    Map<String, Object> record = JSON.std.mapFrom(folder.resolve("matrix.run.json").toFile());
    assertEquals(facts.get("c3"), ((Map<?, ?>) record.get("results")).get("c3"));
    assertEquals(2, ((List<?>) record.get("inputs")).size());
  }

  @Test
  void aScanRunsWithAssumedConstants() throws IOException {
    String arguments =
        "k.npy --maps maps.npy --truth image.npy --threshold 0.1 --levels 2 --outer 2"
            + " --backend reference "
            + NUMBERS;
    Map<String, Object> facts = json(arguments + " --report scan.html");
    assertEquals(false, facts.get("proved"));
    assertEquals(3, ((List<?>) facts.get("sparsities")).size());
    Map<?, ?> run = (Map<?, ?>) facts.get("run");
    assertEquals(2 * (int) facts.get("inner"), run.get("layers"));
    String page = Files.readString(folder.resolve("scan.html"));
    assertTrue(page.contains("<strong>Warning"), "an assumption");
    assertTrue(page.contains("Nobody has checked it"), "an assumption");
    assertTrue(page.contains("Checked: delta"), "what was checked");
  }

  @Test
  void samplesPerLevelNeedNoConstants() throws IOException {
    Map<String, Object> facts = json("--mask das.npy --sparsities 4,9,20");
    assertFalse(facts.containsKey("c1"));
    Map<?, ?> condition = (Map<?, ?>) facts.get("samples_per_level");
    assertEquals(9, ((List<?>) condition.get("levels")).size());
    String text = ok("--mask das.npy --sparsities 4,9,20 --report samples.html");
    assertTrue(text.contains("samples      bands   points"), text);
    assertTrue(Files.readString(folder.resolve("samples.html")).contains("Samples per level"));
    assertTrue(
        ok("--mask odd.npy --sparsities 4,9").contains("per level: shape: expected two axes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --sparsities 4 | rho, gamma: needed",
        "2 | --rho 0.5 --gamma 1 | sparsities: needed",
        "2 | --rho 0.5 --sparsities 4 | rho, gamma: give both",
        "2 | --rho 1 --gamma 1 --sparsities 4 | there is no certificate",
        "2 | --rho 0.5 --gamma 1 --sparsities 4,0 | sparsities: expected whole numbers",
        "2 | --rho 0.5 --gamma 1 --sparsities 4,x | --sparsities",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --lambda 9 | lambda: expected a positive number of at most",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --weights 1,2 | weights: expected 1 positive",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --weights many | weights: expected auto, ones",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --nu 1 | nu: expected",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --outer 0 | outer: expected",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --delta -1 | delta: expected",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --target 0 | target: expected",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --truth c.npy | maps, truth: only with",
        "2 | --rho 0.5 --gamma 1 --sparsities 4 --level-sizes 3 | level-sizes: only with",
        "2 | --matrix a.npy --mask das.npy --sparsities 1 | matrix: goes with neither",
        "2 | --mask das.npy --sparsities 4 --constant 0 | constant: expected",
        "2 | k.npy --maps maps.npy --sparsities 4,9 | rho, gamma: needed, they can not be proved",
        "3 | --matrix a.npy --level-sizes 4,9 --sparsities 1,1 | as many columns as the levels [4, 9]",
        "3 | --matrix a.npy --level-sizes 4,8 --sparsities 1,1 --norm 0.1 | norm: expected at least",
        "3 | --matrix row.npy --sparsities 1 | take more rows or smaller sparsities",
        "3 | --matrix c.npy --sparsities 1 | expected a matrix",
        "3 | --matrix a.npy --sparsities 1 --truth zero.npy | `truth`: all zero",
        "3 | --matrix a.npy --sparsities 1 --truth a.npy | `truth`: expected 12 numbers",
        "3 | k.npy --rho 0.5 --gamma 1 --sparsities 4,9 | expected k-space of one image",
        "3 | nothing.npy --rho 0.5 --gamma 1 --sparsities 4,9 | nothing.npy",
      })
  void saysWhatIsWrong(int code, String arguments, String message) {
    CommandRun run = CommandRun.of(words(arguments));
    assertEquals(code, run.code(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(run.errors().get(0).startsWith("firenet certificate: "), run.err());
  }
}
