package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.NpyWriter;
import org.firenet.metrics.ImageMetrics;
import org.firenet.network.GoldenCase;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.PhaseEncodeLines;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume, undersampled along ky, from the command line. */
class VolumeCommandTest {
  private static final Shape VOLUME = Shape.of(10, 24, 18);
  private static final int COILS = 3;
  private static final int LAYERS = 20;

  /** Half of k-space and known maps. */
  private static final double GOOD_ERROR = 0.35;

  @TempDir static Path folder;
  private static ComplexArray truth;

  @BeforeAll
  static void writeInputs() throws IOException {
    ComplexArray maps = BirdcageCoils.maps(COILS, VOLUME);
    Mask mask = new PhaseEncodeLines(VOLUME, 1, 2, 8).random(3);
    truth = SmoothPhase.apply(SheppLogan.image(VOLUME), 1);
    ComplexArray kspace = SimulatedScan.sampled(truth, maps, mask);
    NpyWriter.write(folder.resolve("k.npy"), kspace);
    NpyWriter.write(folder.resolve("k5.npy"), kspace.reshape(kspace.shape().prepend(1)));
    NpyWriter.write(folder.resolve("maps.npy"), maps);
    NpyWriter.write(folder.resolve("truth.npy"), truth);
  }

  private static CommandRun recon(String input, Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("recon", folder.resolve(input)));
    arguments.addAll(List.of("-o", folder.resolve("x.npy"), "--outer", 2, "--inner", LAYERS / 2));
    arguments.addAll(List.of("--maps", folder.resolve("maps.npy"), "--precision", "double"));
    arguments.addAll(List.of(options));
    return CommandRun.ok(arguments);
  }

  private static ComplexArray image() {
    return SimulatedScan.read(folder.resolve("x.npy"));
  }

  private static double error(ComplexArray image) {
    assertEquals(VOLUME, image.shape());
    return ImageMetrics.nrmse(image, truth);
  }

  @Test
  void solvesPlanesOrTheVolume() {
    CommandRun run = recon("k.npy", "--axes", "coil,kz,ky,kx");
    assertTrue(run.out().contains("solved as 18 two-dimensional problems"), run.out());
    ComplexArray planes = image();
    run = recon("k.npy", "--axes", "coil,kz,ky,kx", "--keep-volume");
    assertFalse(run.out().contains("two-dimensional"), run.out());
    ComplexArray volume = image();
    assertTrue(error(planes) < GOOD_ERROR, "error " + error(planes));
    assertTrue(error(volume) < GOOD_ERROR, "error " + error(volume));
    assertTrue(GoldenCase.relativeDifference(planes, volume) > 1e-6);
  }

  @Test
  void fiveAxesNeedNoNames() {
    recon("k.npy", "--axes", "coil,kz,ky,kx");
    ComplexArray expected = image();
    recon("k5.npy");
    assertEquals(VOLUME.prepend(1), image().shape());
    assertEquals(0, GoldenCase.relativeDifference(image().slice(0), expected));
  }

  @Test
  void errorsOfPlanesAreAgainstPlanesOfTheTruth() throws IOException {
    Path history = folder.resolve("h.csv");
    Path report = folder.resolve("r.html");
    CommandRun run =
        recon(
            "k.npy",
            "--axes",
            "coil,kz,ky,kx",
            "--truth",
            folder.resolve("truth.npy"),
            "--history",
            history,
            "--report",
            report);
    assertTrue(run.out().contains("nrmse_complex %.5g%n".formatted(error(image()))), run.out());
    List<String> rows = Files.readAllLines(history);
    int planes = VOLUME.extent(2);
    assertEquals(1 + planes * LAYERS, rows.size());
    int middle = planes / 2;
    double squares = 0;
    double norm = 0;
    ComplexArray image = image();
    for (int i = middle; i < truth.count(); i += planes) {
      double re = image.re(i) - truth.re(i);
      double im = image.im(i) - truth.im(i);
      squares += re * re + im * im;
      norm += truth.re(i) * truth.re(i) + truth.im(i) * truth.im(i);
    }
    String[] last = rows.get((middle + 1) * LAYERS).split(",", -1);
    assertEquals(Math.sqrt(squares / norm), Double.parseDouble(last[5]), 1e-9);
    assertTrue(Files.size(report) > 0);
  }

  @Test
  void startsOnlyInThreeDimensions() {
    CommandRun run =
        CommandRun.of(
            "recon",
            folder.resolve("k.npy").toString(),
            "--axes=coil,kz,ky,kx",
            "--start=" + folder.resolve("truth.npy"),
            "--maps=" + folder.resolve("maps.npy"),
            "-o",
            folder.resolve("y.npy").toString());
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.err().contains("start: not with a separated readout"), run.err());
    recon("k.npy", "--axes=coil,kz,ky,kx", "--start", folder.resolve("truth.npy"), "--keep-volume");
    assertTrue(error(image()) < GOOD_ERROR, "error " + error(image()));
  }
}
