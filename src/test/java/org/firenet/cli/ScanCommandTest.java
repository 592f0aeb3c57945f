package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.pipeline.ArraySource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on a file as a scanner makes it. */
class ScanCommandTest {
  /** Single-precision images, written and read. */
  private static final double SINGLE = 1e-5;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path scan;

  @BeforeAll
  static void simulate() {
    scan = shared.resolve("scan.h5");
    CommandRun.ok(
        "simulate",
        "-o",
        scan,
        "--size",
        "40x48",
        "--coils",
        4,
        "--slices",
        2,
        "--repetitions",
        2,
        "--noise",
        "1%",
        "--noise-scan",
        "--readout-oversampling",
        2,
        "--pattern",
        "random-lines",
        "--acceleration",
        2,
        "--calibration",
        12,
        "--quiet");
  }

  private Path recon(String name, Object... more) {
    Path out = folder.resolve(name);
    Object[] arguments =
        Stream.concat(Stream.of("recon", scan, "-o", out, "--quiet"), Stream.of(more)).toArray();
    CommandRun.ok(arguments);
    return out;
  }

  @Test
  void everyFormatHoldsTheSameImages() throws IOException {
    ComplexArray images = ArraySource.read(recon("a.npy")).array();
    assertEquals(Shape.of(4, 40, 48), images.shape());
    ComplexArray nifti = ArraySource.read(recon("a.nii.gz")).array();
    assertEquals(Shape.of(2, 2, 40, 48), nifti.shape());
    ComplexArray ismrmrd = ArraySource.read(recon("a.h5")).array();
    ComplexArray fastmri =
        ArraySource.read(Path.of(recon("f.h5", "--format", "fastmri") + ":reconstruction")).array();
    ComplexArray cfl = ArraySource.read(recon("a.cfl")).array();
    double largest = images.magnitude().max();
    for (int i = 0; i < images.count(); i++) {
      double magnitude = Math.hypot(images.re(i), images.im(i));
      assertEquals(magnitude, nifti.re(i), SINGLE * largest);
      assertEquals(magnitude, fastmri.re(i), SINGLE * largest);
      assertEquals(images.re(i), ismrmrd.re(i), SINGLE * largest);
      assertEquals(images.im(i), cfl.im(i), SINGLE * largest);
    }
  }

  @Test
  void writesADirectoryOfDicomFilesOnce() throws IOException {
    Path directory = recon("series", "--format", "dicom", "--uid-seed", "test");
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(4, files.count());
    }
    assertTrue(Files.exists(folder.resolve("series.run.json")));
    CommandRun again =
        CommandRun.of(
            "recon", scan.toString(), "-o", directory.toString(), "--format", "dicom", "--quiet");
    assertEquals(ExitCode.INPUT, again.code());
    assertTrue(again.err().contains(directory.toString()), again.err());
  }

  @Test
  void selectsImages() throws IOException {
    ComplexArray all = ArraySource.read(recon("all.npy")).array();
    ComplexArray one =
        ArraySource.read(recon("one.npy", "--slices", "1", "--select", "repetition=1")).array();
    assertEquals(Shape.of(1, 40, 48), one.shape());
    for (int i = 0; i < one.count(); i++) {
      assertEquals(all.re(3 * 1920 + i), one.re(i), SINGLE * all.magnitude().max());
    }
  }

  @Test
  void comparesWithTheTruthOfAnyKind() throws IOException {
    Path truth = shared.resolve("scan-truth.npy");
    Path out = folder.resolve("a.npy");
    CommandRun run = CommandRun.ok("recon", scan, "-o", out, "--truth", truth);
    assertTrue(run.out().contains("nrmse_magnitude"), run.out());
    CommandRun compared = CommandRun.ok("compare", out, truth, "--json");
    assertTrue(compared.out().contains("nrmse_magnitude_scaled"), compared.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-filled", "sense"})
  void comparesMethods(String method) throws IOException {
    assertEquals(
        Shape.of(4, 40, 48), ArraySource.read(recon("m.npy", "--method", method)).array().shape());
  }

  @Test
  void partialFourierMethodsNeedPartialFourierData() {
    CommandRun run =
        CommandRun.of("recon", scan.toString(), "-o", file("a.npy"), "--method", "pocs");
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.err().contains("without a gap"), run.err());
    assertFalse(Files.exists(folder.resolve("a.npy")));
  }

  @Test
  void recordsWhichImagesThereAreAndHowTheyWerePrepared() throws IOException {
    recon("r.npy", "--select", "repetition=1");
    Map<String, Object> record = JSON.std.mapFrom(Files.readString(folder.resolve("r.run.json")));
    Map<?, ?> results = (Map<?, ?>) record.get("results");
    List<?> indices = (List<?>) results.get("image_indices");
    assertEquals(2, indices.size());
    assertEquals(1, ((Map<?, ?>) indices.get(1)).get("slice"));
    assertEquals(1, ((Map<?, ?>) indices.get(1)).get("repetition"));
    Map<?, ?> preparation = (Map<?, ?>) results.get("preparation");
    assertEquals("white", preparation.get("noise"));
    assertEquals(96, preparation.get("readout measured"));
    assertEquals(48, preparation.get("readout solved"));
  }

  @Test
  void estimatesMapsOfEveryImage() throws IOException {
    Path maps = folder.resolve("maps.npy");
    CommandRun.ok("maps", scan, "-o", maps, "--quiet");
    try (ArrayFile file = ArrayFile.open(maps)) {
      assertEquals(Shape.of(4, 4, 40, 48), file.shape());
    }
    recon("with-maps.npy", "--maps", maps);
  }

  @Test
  void tellsWhatAScanIs() {
    CommandRun run = CommandRun.ok("info", scan);
    assertTrue(run.out().contains("4 (2 slices, 2 repetitions)"), run.out());
    assertTrue(run.out().contains("40 x 48"), run.out());
    assertTrue(run.out().contains("slice spacing (mm)   5.000"), run.out());
    assertTrue(run.out().contains("/dataset/csm"), run.out());
  }

  @Test
  void showsWhatAScanIs() {
    Path png = folder.resolve("v.png");
    CommandRun.ok("view", scan + ":/dataset/csm", "-o", png);
    CommandRun.ok("view", scan, "-o", png);
    CommandRun run = CommandRun.ok("view", scan, "--as", "kspace", "-o", png, "--json");
    assertTrue(run.out().contains("kspace"), run.out());
    assertTrue(Files.exists(png));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--select phase=1|phase: the scan has 0:1, asked for 1",
        "--slices 2|slices: the scan has 0:2, asked for 2",
        "--group nothing|/nothing",
        "--encoding 1|encoding: the header has encodings 0:1, asked for 1"
      })
  void saysWhatThereIs(String test) {
    String[] parts = test.split("\\|");
    String[] option = parts[0].split(" ");
    CommandRun run =
        CommandRun.of("recon", scan.toString(), "-o", file("a.npy"), option[0], option[1]);
    assertEquals(ExitCode.INPUT, run.code());
    assertEquals(1, run.errors().size(), run.err());
    assertTrue(run.err().contains(parts[1]), run.err());
    assertFalse(Files.exists(folder.resolve("a.npy")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--select repetition|expected name=A:B",
        "--select slice=0 --slices 1|slices: they are selected already",
        "--format tiff|format: expected one of npy",
        "--part phase|part: only for NIfTI",
        "--uid-seed a|uid-seed: only for DICOM",
        "--encoding -1|encoding: expected 0 or more"
      })
  void rejectsOptions(String test) {
    String[] parts = test.split("\\|");
    String[] arguments =
        Stream.concat(
                Stream.of("recon", scan.toString(), "-o", file("a.npy")),
                Stream.of(parts[0].split(" ")))
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(arguments);
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertTrue(run.err().contains(parts[1]), run.err());
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
