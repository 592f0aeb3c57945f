package org.firenet.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.metrics.ImageMetrics;
import org.firenet.metrics.ObjectRegion;
import org.firenet.mri.ZeroFilled;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.WalshOperator;
import org.firenet.sampling.PhaseEncodeLines;
import org.firenet.sampling.RandomPoints;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.Test;

class ScanSimulationTest {
  /** Unitary transforms in double precision. */
  private static final double ROUNDING = 1e-12;

  /** Five standard deviations of a standard deviation from 10^5 numbers. */
  private static final double STATISTICS = 0.012;

  private static final Shape IMAGE = Shape.of(64, 49);

  private static FullScan scan() {
    return new PhantomScan(IMAGE, 3, 5, 1, 1).raster();
  }

  @Test
  void fullDataWithoutNoiseGiveTheTruth() {
    ScanSimulation simulation = ScanSimulation.of(scan()).build();
    assertEquals(0, simulation.deviation());
    for (int slice = 0; slice < 3; slice++) {
      ComplexArray kspace = simulation.kspace(0, slice);
      assertEquals(Shape.of(5, 64, 49), kspace.shape());
      ComplexArray image = ZeroFilled.image(kspace, simulation.scan().maps());
      assertEquals(0, ImageMetrics.nrmse(image, simulation.truth().slice(slice)), ROUNDING);
    }
  }

  @Test
  void agreesWithTheModelThatReconstructionsSolve() {
    Mask mask = RandomPoints.variableDensity(IMAGE, 3, 8).draw(2);
    ScanSimulation simulation = ScanSimulation.of(scan()).mask(mask).build();
    ComplexArray expected =
        Problem.of(IMAGE)
            .mask(mask)
            .maps(simulation.scan().maps())
            .levels(0)
            .build()
            .samplingOperator(null)
            .forward(simulation.truth().slice(1));
    assertArrayEquals(expected.doubles(), simulation.kspace(0, 1).doubles(), ROUNDING);
    assertEquals(mask, Mask.ofNonZero(simulation.kspace(), 2));
  }

  @Test
  void relativeNoiseHasItsExpectedNorm() {
    Mask mask = RandomPoints.variableDensity(IMAGE, 2, 8).draw(2);
    ScanSimulation clean = ScanSimulation.of(scan()).mask(mask).build();
    ScanSimulation noisy =
        ScanSimulation.of(scan()).mask(mask).noise(NoiseLevel.relative(0.05)).seed(1).build();
    double relative = ImageMetrics.nrmse(noisy.kspace(), clean.kspace());
    assertEquals(0.05, relative, 0.05 * STATISTICS);
    assertEquals(mask, Mask.ofNonZero(noisy.kspace(), 2));
  }

  @Test
  void signalToNoiseIsThatOfChannelsOfFullImages() {
    FullScan scan = scan();
    ScanSimulation noisy =
        ScanSimulation.of(scan).noise(NoiseLevel.signalToNoise(20)).repetitions(4).build();
    RealArray truth = noisy.truth().magnitude();
    Mask object = ObjectRegion.of(noisy.truth());
    double signal = 0;
    for (int i = 0; i < truth.count(); i++) {
      signal += object.get(i) ? truth.get(i) : 0;
    }
    assertEquals(signal / object.samples() / 20, noisy.deviation(), ROUNDING);
    double power = 0;
    int numbers = 0;
    for (int repetition = 0; repetition < 4; repetition++) {
      ComplexArray clean = ZeroFilled.coilImages(scan.kspace(0));
      ComplexArray images = ZeroFilled.coilImages(noisy.kspace(repetition, 0));
      for (int i = 0; i < clean.count(); i++) {
        power += Math.pow(images.re(i) - clean.re(i), 2) + Math.pow(images.im(i) - clean.im(i), 2);
        numbers += 2;
      }
    }
    assertEquals(1, Math.sqrt(power / numbers) / noisy.deviation(), STATISTICS);
  }

  @Test
  void channelsAreCorrelatedAsAsked() {
    NoiseLevel level = new NoiseLevel(NoiseLevel.Measure.DEVIATION, 2, 0.6);
    ScanSimulation simulation = ScanSimulation.of(scan()).noise(level).seed(3).build();
    int samples = 50_000;
    ComplexArray noise = simulation.noiseScan(samples);
    for (int c = 0; c < 5; c++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < samples; i++) {
        int j = c * samples + i;
        re += noise.re(i) * noise.re(j) + noise.im(i) * noise.im(j);
        im += noise.re(i) * noise.im(j) - noise.im(i) * noise.re(j);
      }
      assertEquals(8 * Math.pow(0.6, c), re / samples, 8 * 2 * STATISTICS, "channel " + c);
      assertEquals(0, im / samples, 8 * 2 * STATISTICS, "channel " + c);
    }
  }

  @Test
  void seedsRepetitionsAndSlicesHaveNoiseOfTheirOwn() {
    ScanSimulation.Builder builder =
        ScanSimulation.of(scan()).noise(NoiseLevel.relative(0.1)).repetitions(2);
    ScanSimulation simulation = builder.seed(5).build();
    ComplexArray all = simulation.kspace();
    assertEquals(Shape.of(6, 5, 64, 49), all.shape());
    assertArrayEquals(all.doubles(), builder.seed(5).build().kspace().doubles());
    assertFalse(Arrays.equals(all.doubles(), builder.seed(6).build().kspace().doubles()));
    assertArrayEquals(all.slice(4).doubles(), simulation.kspace(1, 1).doubles());
    assertFalse(Arrays.equals(all.slice(1).doubles(), all.slice(4).doubles()));
  }

  @Test
  void masksOnlyLeaveOut() {
    NoiseLevel level = new NoiseLevel(NoiseLevel.Measure.DEVIATION, 0.1, 0);
    Mask mask = new PhaseEncodeLines(IMAGE, 0, 4, 8).random(1);
    ComplexArray full = ScanSimulation.of(scan()).noise(level).build().kspace(0, 2);
    ComplexArray some = ScanSimulation.of(scan()).mask(mask).noise(level).build().kspace(0, 2);
    for (int i = 0; i < full.count(); i++) {
      assertEquals(mask.get(i % mask.shape().count()) ? full.re(i) : 0, some.re(i));
    }
  }

  @Test
  void oversampledReadoutsHoldTheImageInTheirMiddle() {
    for (Shape image : new Shape[] {Shape.of(20, 15), Shape.of(8, 16), Shape.of(5, 6, 7)}) {
      FullScan plain = new PhantomScan(image, 1, 2, 1, 1).raster();
      FullScan wide = new PhantomScan(image, 1, 2, 2, 1).raster();
      int nx = image.extent(-1);
      ComplexArray expected = ZeroFilled.coilImages(plain.kspace(0));
      ComplexArray images = ZeroFilled.coilImages(wide.kspace(0));
      int first = nx - nx / 2;
      for (int i = 0; i < images.count(); i++) {
        int x = i % (2 * nx) - first;
        boolean inside = x >= 0 && x < nx;
        int from = i / (2 * nx) * nx + x;
        assertEquals(inside ? expected.re(from) : 0, images.re(i), ROUNDING);
        assertEquals(inside ? expected.im(from) : 0, images.im(i), ROUNDING);
      }
    }
  }

  @Test
  void masksOfOversampledReadoutsAreWholeReadouts() {
    FullScan wide = new PhantomScan(IMAGE, 1, 2, 2, 0).raster();
    Mask lines = new PhaseEncodeLines(IMAGE, 0, 4, 8).random(1);
    Mask widened = ScanSimulation.of(wide).mask(lines).build().mask();
    assertEquals(Shape.of(64, 98), widened.shape());
    assertEquals(2 * lines.samples(), widened.samples());
    Mask points = RandomPoints.uniform(IMAGE, 100).draw(1);
    assertMessage("`mask`: expected whole", () -> ScanSimulation.of(wide).mask(points).build());
  }

  @Test
  void walshDataAreThoseOfTheOperator() {
    Shape image = Shape.of(16, 32);
    ComplexArray truth = SmoothPhase.apply(SheppLogan.image(image), 1);
    RasterScan scan =
        new RasterScan(
            truth.reshape(image.prepend(1)),
            PhantomScan.maps(1, image),
            1,
            Sampling.walsh(WalshOrder.SEQUENCY));
    ComplexArray expected = new WalshOperator(image, 2, WalshOrder.SEQUENCY).forward(truth);
    assertArrayEquals(expected.doubles(), scan.kspace(0).doubles(), ROUNDING);
    ComplexArray fourier = new FourierOperator(image, 2).forward(truth);
    RasterScan usual =
        new RasterScan(truth.reshape(image.prepend(1)), PhantomScan.maps(1, image), 1);
    assertArrayEquals(fourier.doubles(), usual.kspace(0).doubles(), ROUNDING);
  }

  /** The ellipsoids shrink away from z = 0; the volume is its own mirror image. */
  @Test
  void planesAreThoseOfTheVolume() {
    Shape volume = Shape.of(9, 20, 18);
    RealArray whole = SheppLogan.image(volume);
    int plane = 20 * 18;
    for (int z = 0; z < 9; z++) {
      RealArray one = SheppLogan.plane(Shape.of(20, 18), (z - 4) / 4.0);
      for (int i = 0; i < plane; i++) {
        assertEquals(whole.get((8 - z) * plane + i), whole.get(z * plane + i));
        if (z > 0 && z < 8) {
          assertEquals(whole.get(z * plane + i), one.get(i), ROUNDING);
        }
      }
    }
  }

  @Test
  void rejectsWrongArguments() {
    FullScan scan = scan();
    assertMessage("`mask`", () -> ScanSimulation.of(scan).mask(Mask.full(Shape.of(4, 4))).build());
    Mask nothing = Mask.of(IMAGE, new boolean[IMAGE.count()]);
    assertMessage("`mask`: selects", () -> ScanSimulation.of(scan).mask(nothing).build());
    assertMessage("repetitions", () -> ScanSimulation.of(scan).repetitions(0).build());
    assertMessage("noise", () -> NoiseLevel.relative(-1));
    assertMessage("noise", () -> NoiseLevel.relative(Double.NaN));
    assertMessage("noise: expected a positive ratio", () -> NoiseLevel.signalToNoise(0));
    assertMessage("correlation", () -> NoiseLevel.none().correlated(1));
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, Shape.of(1, 4, 4));
    ComplexArray maps = PhantomScan.maps(2, Shape.of(4, 4));
    assertMessage("`images`", () -> new RasterScan(image.slice(0), maps, 1));
    assertMessage("`maps`", () -> new RasterScan(image, PhantomScan.maps(2, Shape.of(4, 5)), 1));
    ComplexArray loud = ComplexArray.zeros(Precision.DOUBLE, maps.shape());
    loud.set(3, 1.1, 0);
    assertMessage("`maps`: expected a root", () -> new RasterScan(image, loud, 1));
    assertMessage("oversampling", () -> new RasterScan(image, maps, 0));
    assertMessage(
        "sampling", () -> new RasterScan(image, maps, 2, Sampling.walsh(WalshOrder.SEQUENCY)));
    assertMessage("shape", () -> SheppLogan.plane(Shape.of(3, 4, 5), 0));
    assertTrue(scan.coils() == 5);
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
