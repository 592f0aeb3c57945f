package org.firenet.experiments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.Mask;
import org.firenet.io.OutputDirectory;
import org.firenet.learned.ImageExample;
import org.firenet.learned.UNetSettings;
import org.firenet.stability.ZeroFilledReconstruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeoffTest {
  private static final EllipseProblem PROBLEM = new EllipseProblem(32, EllipsePattern.LINES, 1);

  @Test
  void examplesComeAgainByTheirNumber() {
    ImageExample.Source source = PROBLEM.examples(0.1);
    ImageExample one = source.example(5);
    ImageExample again = source.example(5);
    assertArrayEquals(one.input().doubles(), again.input().doubles());
    assertArrayEquals(one.truth().doubles(), again.truth().doubles());
    assertTrue(EllipseProblem.error(source.example(6).truth(), one.truth()) > 0.1);
    ImageExample exact = PROBLEM.examples(0).example(5);
    assertEquals(
        0,
        EllipseProblem.error(
            exact.input(), PROBLEM.operator().adjoint(PROBLEM.data(exact.truth()))),
        1e-12);
    assertTrue(EllipseProblem.error(one.input(), exact.input()) > 0);
  }

  /** Its norm is 1, and 1 is reached; it is linear, so that an image does not matter. */
  @Test
  void zeroFilledImagesAreStableAndInaccurate() {
    TradeoffMethod method =
        TradeoffMethod.of(
            new ZeroFilledReconstruction(PROBLEM.operator()),
            PROBLEM,
            new TradeoffMethod.Effort(2, 1, 4, 1),
            () -> {});
    assertEquals(1, method.worstRatio(), 1e-6);
    assertEquals(1, method.randomRatio(), 1e-6);
    assertTrue(method.clean() > 0.1);
    assertTrue(method.noisy() >= method.clean());
    double share = method.seen().returned();
    assertTrue(share > 0 && share < 1, "" + share);
  }

  private static TrainedUNets networks(EllipseProblem problem, ExperimentSettings settings) {
    return new TrainedUNets(
        problem,
        settings,
        new TrainedUNets.Sizes(UNetSettings.alone(2, 2), 3, new UNetSettings(2, 2, 2), 2),
        2);
  }

  @Test
  void patternsAreAsTheyAreCalled() {
    Mask lines = PROBLEM.mask();
    for (int ky = 0; ky < 32; ky++) {
      assertEquals(ky % 4 == 0 || ky == 15, lines.get(32 * ky), "line " + ky);
      assertEquals(lines.get(32 * ky), lines.get(32 * ky + 31), "line " + ky);
    }
    Mask points = EllipsePattern.POINTS.draw(PROBLEM.shape(), 1);
    assertEquals(0.25, points.fraction(), 1e-3);
  }

  @Test
  void pagesAreWrittenAndNetworksKept(@TempDir Path directory) throws IOException {
    ExperimentSettings settings =
        ExperimentSettings.defaults()
            .withBackend("cpu")
            .withKept(Optional.of(directory.resolve("kept")));
    ExperimentOutput tradeoff = new ExperimentOutput(new Tradeoff(), settings);
    List<String> steps = new ArrayList<>();
    EllipseProblem points = new EllipseProblem(32, EllipsePattern.POINTS, 1);
    Tradeoff.run(
        List.of(networks(PROBLEM, settings), networks(points, settings)),
        new TradeoffMethod.Effort(1, 1, 2, 1),
        settings,
        (step, done, total) -> steps.add(step),
        tradeoff);
    OutputDirectory.write(directory.resolve("tradeoff"), tradeoff::writeTo);
    assertTrue(Files.exists(directory.resolve("tradeoff/index.html")));
    assertEquals(List.of(), tradeoff.leftOut());
    for (TrainedUNet network : TrainedUNet.values()) {
      assertTrue(steps.contains("training " + network.title()));
    }
    for (String name : List.of("firenet", "firenet-256-layers", "u-net", "u-net-cascade")) {
      assertTrue((double) tradeoff.numbers().get(name + ".factor") > 0, name);
    }
    assertTrue(tradeoff.numbers().containsKey("scattered points, U-Net cascade"));
    assertTrue(tradeoff.numbers().containsKey("every fourth line, zero-filled"));

    List<String> later = new ArrayList<>();
    ExperimentOutput warmstart = new ExperimentOutput(new Warmstart(), settings);
    Warmstart.run(
        PROBLEM,
        networks(PROBLEM, settings),
        2,
        settings,
        (step, done, total) -> later.add(step),
        warmstart);
    OutputDirectory.write(directory.resolve("warmstart"), warmstart::writeTo);
    assertTrue(Files.exists(directory.resolve("warmstart/index.html")));
    assertTrue(!later.contains("training U-Net cascade"), "trained again");
    double zero = (double) warmstart.numbers().get("size0.1.firenetFromZero");
    double warm = (double) warmstart.numbers().get("size0.1.firenetFromNetwork");
    assertEquals(zero, warm, 0.1 * zero);
  }
}
