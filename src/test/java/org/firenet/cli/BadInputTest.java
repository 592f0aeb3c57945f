package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.NpyWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong: the right exit code, one line that names what is wrong and what was expected,
 * nothing written. In the arguments {@code in/} stands for the folder of inputs, {@code out/} for
 * the one of outputs, where {@code x.npy} exists already.
 */
class BadInputTest {
  private static final byte[] EARLIER = "an earlier result".getBytes(StandardCharsets.US_ASCII);

  @TempDir static Path inputs;
  @TempDir Path outputs;

  @BeforeAll
  static void writeInputs() throws IOException {
    SimulatedScan scan = SimulatedScan.make();
    ComplexArray kspace = scan.kspace().slice(0);
    NpyWriter.write(inputs.resolve("k.npy"), kspace);
    NpyWriter.write(inputs.resolve("slices.npy"), scan.kspace());
    NpyWriter.write(inputs.resolve("single.npy"), kspace.slice(0));
    NpyWriter.write(inputs.resolve("vector.npy"), kspace.reshape(Shape.of(kspace.count())));
    NpyWriter.write(inputs.resolve("zero.npy"), SimulatedScan.scaled(kspace, 0));
    NpyWriter.write(inputs.resolve("nan.npy"), damaged(kspace, Double.NaN));
    NpyWriter.write(inputs.resolve("infinite.npy"), damaged(kspace, Double.POSITIVE_INFINITY));
    NpyWriter.write(inputs.resolve("real.npy"), kspace.magnitude(), Precision.DOUBLE);
    NpyWriter.write(inputs.resolve("mask.npy"), SimulatedScan.mask(0));
    NpyWriter.write(
        inputs.resolve("empty-mask.npy"),
        Mask.of(SimulatedScan.IMAGE, new boolean[SimulatedScan.IMAGE.count()]));
    NpyWriter.write(inputs.resolve("small-mask.npy"), Mask.full(Shape.of(32, 39)));
    NpyWriter.write(
        inputs.resolve("nan-mask.npy"),
        constant(SimulatedScan.IMAGE, Double.NaN),
        Precision.DOUBLE);
    NpyWriter.write(inputs.resolve("maps.npy"), scan.maps());
    NpyWriter.write(inputs.resolve("three-maps.npy"), scan.maps().slices(0, 3));
    NpyWriter.write(inputs.resolve("loud-maps.npy"), SimulatedScan.scaled(scan.maps(), 3));
    NpyWriter.write(inputs.resolve("nan-maps.npy"), damaged(scan.maps(), Double.NaN));
    NpyWriter.write(inputs.resolve("truth.npy"), scan.truth());
    NpyWriter.write(inputs.resolve("two-images.npy"), scan.truth().slices(0, 2));
    NpyWriter.write(
        inputs.resolve("small.npy"), ComplexArray.zeros(Precision.DOUBLE, Shape.of(8, 8)));
    NpyWriter.write(inputs.resolve("weights.npy"), constant(Shape.of(32, 33), 1), Precision.DOUBLE);
    NpyWriter.write(
        inputs.resolve("negative.npy"), constant(SimulatedScan.IMAGE, -1), Precision.DOUBLE);
    NpyWriter.write(
        inputs.resolve("nan-weights.npy"),
        constant(SimulatedScan.IMAGE, Double.NaN),
        Precision.DOUBLE);
    ComplexArray few = kspace.copy(Precision.DOUBLE);
    for (int i = 0; i < few.count(); i++) {
      int line = i / 40 % 32;
      if (line < 14 || line > 17) {
        few.set(i, 0, 0);
      }
    }
    NpyWriter.write(inputs.resolve("few-lines.npy"), few);
    writeDamagedFiles();
  }

  private static void writeDamagedFiles() throws IOException {
    byte[] whole = Files.readAllBytes(inputs.resolve("k.npy"));
    Files.write(inputs.resolve("short.npy"), Arrays.copyOf(whole, whole.length - 1));
    Files.write(inputs.resolve("header.npy"), Arrays.copyOf(whole, 20));
    Files.write(inputs.resolve("empty.npy"), new byte[0]);
    Files.writeString(inputs.resolve("text.npy"), "these are not the numbers\n");
    Files.writeString(inputs.resolve("lonely.hdr"), "# Dimensions\n40 32 1 4\n");
    String header = "{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }";
    String padded = header + " ".repeat(118 - header.length() - 1) + "\n";
    Files.write(
        inputs.resolve("words.npy"),
        ("\u0093NUMPY\u0001\u0000v\u0000" + padded + "a\0\0\0b\0\0\0")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static ComplexArray damaged(ComplexArray array, double value) {
    ComplexArray out = array.copy(Precision.DOUBLE);
    out.set(out.count() / 2, value, 0);
    return out;
  }

  private static RealArray constant(Shape shape, double value) {
    double[] out = new double[shape.count()];
    Arrays.fill(out, value);
    return RealArray.of(shape, out);
  }

  @BeforeEach
  void writeEarlierOutput() throws IOException {
    Files.write(outputs.resolve("x.npy"), EARLIER);
    Files.createDirectory(outputs.resolve("directory.npy"));
  }

  private static Arguments of(int code, String arguments, String... mentioned) {
    return Arguments.of(code, arguments, List.of(mentioned));
  }

  /** {@code recon} with a good output. */
  private static Arguments recon(int code, String arguments, String... mentioned) {
    return of(code, "recon " + arguments + " -o out/x.npy", mentioned);
  }

  static Stream<Arguments> usage() {
    int code = ExitCode.USAGE;
    return Stream.of(
        of(code, "", "a command is needed"),
        of(code, "reconn in/k.npy", "unknown command: 'reconn'", "recon"),
        of(code, "--loud", "--loud"),
        of(code, "recon", "IN", "--output"),
        of(code, "recon in/k.npy", "--output"),
        of(code, "recon -o out/x.npy", "IN"),
        of(code, "maps in/k.npy", "--output"),
        of(code, "compare in/truth.npy", "B"),
        of(code, "info", "FILE"),
        recon(code, "in/k.npy in/k.npy", "unknown argument: 'in/k.npy'"),
        recon(code, "in/k.npy --nope", "--nope"),
        recon(code, "in/k.npy --slices a", "slices", "A:B", "got a"),
        recon(code, "in/k.npy --slices 3:2", "slices", "A:B", "got 3:2"),
        recon(code, "in/k.npy --slices 0:-1", "slices", "A:B", "got 0:-1"),
        recon(code, "in/k.npy --shifts 1,a", "shifts", "none", "got 1,a"),
        recon(code, "in/k.npy --shifts 1,2;3", "shifts", "[1, 2] and [3]"),
        recon(code, "in/k.npy --shifts layer:0", "shifts", "at least 1", "got 0"),
        recon(code, "in/k.npy --shifts layer:x", "shifts", "layer:K"),
        recon(code, "in/k.npy --weights sparsity:1,x", "weights", "sparsity:1,x"),
        recon(code, "in/k.npy --norm large", "norm", "auto or a number", "large"),
        recon(code, "in/k.npy --norm -1", "norm", "positive", "-1"),
        recon(code, "in/k.npy --norm NaN", "norm", "positive", "NaN"),
        recon(code, "in/k.npy --wavelet bior2.2", "wavelet", "bior2.2", "orthonormal", "db20"),
        recon(code, "in/k.npy --wavelet nonsense", "wavelet", "nonsense", "db20"),
        recon(code, "in/k.npy --levels deep", "--levels", "deep"),
        recon(code, "in/k.npy --levels -1", "levels", "0 or more", "-1"),
        recon(code, "in/k.npy --lambda 0", "lambda", "positive", "0"),
        recon(code, "in/k.npy --lambda NaN", "lambda", "positive", "NaN"),
        recon(code, "in/k.npy --outer 0", "outer", "at least 1", "0"),
        recon(code, "in/k.npy --inner -5", "inner", "at least 1", "-5"),
        recon(code, "in/k.npy --outer 99999 --inner 99999", "outer", "inner", "99999"),
        recon(code, "in/k.npy --outer 99999 --inner 99999 --ergodic", "outer", "inner", "99999"),
        recon(code, "in/k.npy --nu 1", "nu", "between 0 and 1", "1.0"),
        recon(code, "in/k.npy --delta -1", "delta", "at least 0", "-1"),
        recon(code, "in/k.npy --tau 0", "tau", "positive", "0"),
        recon(code, "in/k.npy --sigma Infinity", "sigma", "positive", "Infinity"),
        recon(code, "in/k.npy --tau 1.1 --sigma 1", "tau", "sigma", "1.1", "--unsafe-steps"),
        recon(code, "in/k.npy --tau 1 --sigma 1 --norm 2", "tau", "norm", "--unsafe-steps"),
        recon(code, "in/k.npy --method magic", "method", "firenet, sense", "magic"),
        recon(code, "in/k.npy --sampling radial", "--sampling", "WALSH", "radial"),
        recon(code, "in/k.npy --walsh-order odd", "--walsh-order", "DYADIC", "odd"),
        recon(code, "in/k.npy --precision half", "--precision", "DOUBLE", "half"),
        recon(code, "in/k.npy --threads -1", "threads", "0 to", "-1"),
        recon(code, "in/k.npy --threads 100000", "threads", "0 to", "100000"),
        recon(code, "in/k.npy --backend abacus", "backend", "cpu", "abacus"),
        recon(code, "in/k.npy --kernel 0", "kernel", "at least 1", "0"),
        recon(code, "in/k.npy --calibration 2", "calibration", "at least", "2"),
        recon(code, "in/k.npy --crop 2", "crop", "2"),
        recon(code, "in/k.npy --start in/truth.npy --start-coefficients in/truth.npy", "start"),
        recon(code, "in/k.npy --method sense --history out/h.csv", "history", "firenet"),
        of(code, "recon in/k.npy -o in/k.npy", "in/k.npy", "over an input"),
        of(code, "recon in/k.npy --truth in/truth.npy -o in/truth.npy", "truth.npy", "input"),
        of(code, "recon in/k.npy -o out/a.png --report out/a.png", "a.png", "another output"),
        of(code, "maps in/k.npy -o in/k.npy", "in/k.npy", "over an input"));
  }

  static Stream<Arguments> input() {
    int code = ExitCode.INPUT;
    List<Arguments> out = new ArrayList<>();
    for (String command : List.of("info ", "recon -o out/x.npy ", "maps -o out/x.npy ")) {
      out.addAll(
          List.of(
              of(code, command + "in/none.npy", "in/none.npy", "no such file"),
              of(code, command + "in/none.cfl", "in/none", "no such file"),
              of(code, command + "in/lonely.hdr", "in/lonely.cfl", "no such file"),
              of(code, command + "in/short.npy", "in/short.npy", "expected", "bytes"),
              of(code, command + "in/header.npy", "in/header.npy", "expected"),
              of(code, command + "in/empty.npy", "in/empty.npy", "empty"),
              of(code, command + "in/text.npy", "in/text.npy", "not a .npy file"),
              of(code, command + "in/words.npy", "in/words.npy", "dtype", "expected", "<U1"),
              of(code, command + "in/k.h5", "in/k.h5", ".npy, .cfl"),
              of(code, command + "in", "expected a file, got a directory")));
    }
    for (String command : List.of("recon -o out/x.npy ", "maps -o out/x.npy ")) {
      out.addAll(
          List.of(
              of(code, command + "in/real.npy", "in/real.npy", "complex", "real"),
              of(code, command + "in/mask.npy", "in/mask.npy", "complex", "boolean"),
              of(code, command + "in/vector.npy", "in/vector.npy", "2 to 5 axes"),
              of(code, command + "in/nan.npy", "in/nan.npy", "NaN"),
              of(code, command + "in/infinite.npy", "in/infinite.npy", "Infinity"),
              of(code, command + "in/few-lines.npy", "in/few-lines.npy", "at least 6", "[4, 24]"),
              of(code, command + "in/k.npy --axes coil,ky", "in/k.npy", "2 axes named", "has 3"),
              of(code, command + "in/k.npy --axes cool,ky,kx", "in/k.npy", "coil", "cool"),
              of(code, command + "in/k.npy --axes coil,kx,ky", "in/k.npy", "order", "kx, ky"),
              of(
                  code,
                  command + "in/k.npy --axes slice,coil,kx",
                  "in/k.npy",
                  "[slice, coil, kx]")));
    }
    out.addAll(
        List.of(
            of(code, "maps -o out/x.npy in/single.npy", "in/single.npy", "coil axis"),
            of(code, "compare in/truth.npy in/maps.npy", "[3, 32, 40]", "[4, 32, 40]"),
            of(code, "compare in/truth.npy in/nan.npy", "in/nan.npy", "NaN"),
            of(code, "compare in/k.npy in/zero.npy", "zero"),
            of(code, "compare in/truth.npy in/none.npy", "in/none.npy", "no such file"),
            of(code, "recon in/k.npy -o out/x.jpg", "out/x.jpg", ".npy, .cfl, .hdr, .png, .nii"),
            of(code, "recon in/k.npy -o out/x", "out/x", ".npy, .cfl, .hdr, .png, .nii"),
            of(code, "recon in/k.npy -o out/none/x.npy", "out/none/x.npy", "no such directory"),
            of(code, "recon in/k.npy -o out/directory.npy", "directory.npy", "got a directory"),
            of(code, "maps in/k.npy -o out/none/x.npy", "out/none/x.npy", "no such directory"),
            of(code, "maps in/k.npy -o out/directory.npy", "directory.npy", "got a directory"),
            of(code, "demo -o out/x.npy", "out/x.npy", "expected a directory"),
            recon(code, "in/k.npy --report out/none/r.html", "out/none/r.html", "directory"),
            recon(code, "in/k.npy --history out/none/h.csv", "out/none/h.csv", "directory"),
            recon(code, "in/zero.npy", "in/zero.npy", "slice 0", "zeros"),
            recon(code, "in/slices.npy --slices 2:4", "in/slices.npy", "0:3", "2:4"),
            recon(code, "in/k.npy --slices 1", "in/k.npy", "0:1"),
            recon(code, "in/k.npy --mask in/none.npy", "in/none.npy", "no such file"),
            recon(code, "in/k.npy --mask in/empty-mask.npy", "`mask`", "no sample"),
            recon(code, "in/k.npy --mask in/small-mask.npy", "`mask`", "[32, 40]", "[32, 39]"),
            recon(code, "in/k.npy --mask in/nan-mask.npy", "in/nan-mask.npy", "NaN"),
            recon(code, "in/k.npy --maps in/none.npy", "in/none.npy", "no such file"),
            recon(
                code, "in/k.npy --maps in/three-maps.npy", "`maps`", "[4, 32, 40]", "[3, 32, 40]"),
            recon(
                code, "in/slices.npy --maps in/truth.npy", "`maps`", "[4, 32, 40]", "[3, 32, 40]"),
            recon(code, "in/k.npy --maps in/loud-maps.npy", "`maps`", "norm"),
            recon(code, "in/k.npy --maps in/nan-maps.npy", "in/nan-maps.npy", "NaN"),
            recon(code, "in/k.npy --weights in/weights.npy", "`weights`", "[32, 40]", "[32, 33]"),
            recon(code, "in/k.npy --weights in/negative.npy", "`weights`", "at least 0", "-1"),
            recon(code, "in/k.npy --weights in/nan-weights.npy", "weights", "NaN"),
            recon(code, "in/k.npy --weights in/k.npy", "in/k.npy", "imaginary"),
            recon(code, "in/k.npy --weights heavy", "heavy", ".npy"),
            recon(
                code,
                "in/k.npy --weights sparsity:1,2,3,4",
                "1 to 2 numbers",
                "[1.0, 2.0, 3.0, 4.0]"),
            recon(code, "in/k.npy --weights sparsity:1,-1", "positive", "[1.0, -1.0]"),
            recon(code, "in/k.npy --truth in/truth.npy", "`truth`", "[32, 40]", "[3, 32, 40]"),
            recon(code, "in/slices.npy --truth in/two-images.npy", "`truth`", "each slice"),
            recon(code, "in/k.npy --truth in/nan.npy", "in/nan.npy", "NaN"),
            recon(code, "in/k.npy --start in/small.npy", "`start`", "[32, 40]", "[8, 8]"),
            recon(code, "in/k.npy --start in/truth.npy", "`start`", "[32, 40]", "[3, 32, 40]"),
            recon(code, "in/k.npy --maps none --start in/small.npy", "start", "coil maps"),
            recon(code, "in/k.npy --start-coefficients in/small.npy --shifts none", "[32, 40]"),
            recon(code, "in/k.npy --levels 6", "levels", "0 to 5", "got 6"),
            recon(code, "in/k.npy --sampling walsh", "walsh", "power of two", "40"),
            recon(code, "in/k.npy --shifts 1,2,3", "shifts", "2 numbers", "[1, 2, 3]"),
            recon(code, "in/single.npy --method sense", "in/single.npy", "sense", "coil axis"),
            recon(code, "in/k.npy --maps none --method sense", "in/k.npy", "sense", "coil maps")));
    return out.stream();
  }

  static Stream<Arguments> device() {
    return Stream.of(recon(ExitCode.DEVICE, "in/k.npy --backend cuda", "no backend", "cuda: "));
  }

  @ParameterizedTest
  @MethodSource({"usage", "input", "device"})
  void saysWhatIsWrongAndWritesNothing(int code, String arguments, List<String> mentioned)
      throws IOException {
    byte[] kspace = Files.readAllBytes(inputs.resolve("k.npy"));
    CommandRun run = run(arguments);
    assertEquals(code, run.code(), run.err());
    assertEquals("", run.out());
    requireOneLine(code, run);
    String line = run.err().replace(inputs.toString(), "in").replace(outputs.toString(), "out");
    for (String word : mentioned) {
      assertTrue(line.contains(word), "expected \"" + word + "\" in: " + line);
    }
    assertArrayEquals(EARLIER, Files.readAllBytes(outputs.resolve("x.npy")));
    assertEquals(List.of("directory.npy", "x.npy"), names(outputs));
    assertArrayEquals(kspace, Files.readAllBytes(inputs.resolve("k.npy")));
  }

  private static void requireOneLine(int code, CommandRun run) {
    List<String> lines = run.errors();
    boolean hint =
        code == ExitCode.USAGE
            && lines.size() == 2
            && lines.get(1).matches("(Try '.* --help'|Did you mean|Possible solutions).*");
    assertTrue(lines.size() == 1 || hint, run.err());
    assertTrue(lines.get(0).matches("firenet( [a-z]+)?: .*"), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  private CommandRun run(String arguments) {
    String[] words =
        Arrays.stream(arguments.split(" ", -1))
            .filter(word -> !word.isEmpty())
            .map(
                word ->
                    word.equals("in")
                        ? inputs.toString()
                        : word.replaceFirst("^in/", inputs + "/")
                            .replaceFirst("^out/", outputs + "/"))
            .toArray(String[]::new);
    return CommandRun.of(words);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void debugAddsTheStackTrace() {
    CommandRun run = run("recon in/none.npy -o out/x.npy --debug");
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.err().contains("\tat org.firenet."), run.err());
    run = run("recon in/k.npy --debug");
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("\tat "), run.err());
  }

  @Test
  void unsafeStepsHaveToBeAskedFor() throws IOException {
    CommandRun run =
        run("recon in/single.npy --tau 1.01 --sigma 1 --unsafe-steps --quiet -o out/y.npy");
    assertEquals(new CommandRun(ExitCode.OK, "", ""), run);
    assertEquals(List.of("directory.npy", "x.npy", "y.npy", "y.run.json"), names(outputs));
  }
}
