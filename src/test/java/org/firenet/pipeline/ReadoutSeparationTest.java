package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Problem;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.PhaseEncodeLines;
import org.firenet.selftest.RandomProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadoutSeparationTest {
  private static final Shape VOLUME = Shape.of(12, 16, 9);
  private static final int COILS = 2;

  /** Rounding of one transform, then of twenty layers that do not amplify it. */
  private static final double DOUBLE_TOLERANCE = 1e-9;

  private static final ComplexArray MAPS = BirdcageCoils.maps(COILS, VOLUME);
  private static final ComplexArray TRUTH = SmoothPhase.apply(SheppLogan.image(VOLUME), 1);
  private static final Mask MASK = new PhaseEncodeLines(VOLUME, 1, 2, 4).random(9);

  private static ComplexArray sampled(ComplexArray image, ComplexArray maps, Mask mask) {
    return Problem.of(image.shape())
        .mask(mask)
        .maps(maps)
        .levels(0)
        .build()
        .samplingOperator(null)
        .forward(image);
  }

  private static ReconstructionSettings settings() {
    return new ReconstructionSettings()
        .precision(Precision.DOUBLE)
        .parameters(FirenetParameters.builder().outer(2).inner(10).build());
  }

  @ParameterizedTest
  @CsvSource({"3,4,5", "1,1,7", "4,3,1", "2,2,8"})
  void movesAxesThereAndBack(int z, int y, int x) {
    ComplexArray volume = RandomProblems.numbers(new SplittableRandom(1), Shape.of(z, y, x));
    ComplexArray moved = ReadoutSeparation.moveLastAxisFirst(volume);
    assertEquals(Shape.of(x, z, y), moved.shape());
    assertEquals(volume.re((z - 1) * y * x + x - 1), moved.re((x - 1) * z * y + (z - 1) * y));
    ComplexArray back = ReadoutSeparation.moveFirstAxisLast(moved);
    assertEquals(volume.shape(), back.shape());
    assertArrayEquals(volume.doubles(), back.doubles());
  }

  @Test
  void separatesTheDataOfAVolumeIntoThoseOfItsPlanes() {
    ComplexArray planes = ReadoutSeparation.separate(sampled(TRUTH, MAPS, MASK));
    Mask plane = ReadoutSeparation.mask(MASK);
    ComplexArray truths = ReadoutSeparation.moveLastAxisFirst(TRUTH);
    ComplexArray maps = ReadoutSeparation.moveLastAxisFirst(MAPS);
    assertEquals(Shape.of(9, COILS, 12, 16), planes.shape());
    for (int x = 0; x < 9; x++) {
      ComplexArray expected = sampled(truths.slice(x), maps.slice(x), plane);
      double difference = GoldenCase.relativeDifference(planes.slice(x), expected);
      assertTrue(difference <= DOUBLE_TOLERANCE, "plane " + x + ": " + difference);
    }
  }

  @Test
  void onlyAFullReadoutSeparates() {
    assertTrue(ReadoutSeparation.possible(MASK));
    assertTrue(ReadoutSeparation.possible(Mask.full(VOLUME)));
    Mask alongReadout = new PhaseEncodeLines(VOLUME, 2, 2, 3).random(1);
    assertEquals(false, ReadoutSeparation.possible(alongReadout));
    assertEquals(false, ReadoutSeparation.possible(Mask.full(Shape.of(4, 4))), "no volume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "cpu"})
  void solvingTheVolumeIsSolvingItsPlanes(String backend) {
    ComplexArray kspace = sampled(TRUTH, MAPS, MASK);
    ReconstructionResult volume =
        Reconstruction.run(
            kspace.reshape(kspace.shape().prepend(1)),
            true,
            settings().backend(backend).maps(new CoilMaps.Given(MAPS)));
    ComplexArray truths = ReadoutSeparation.moveLastAxisFirst(TRUTH);
    ComplexArray maps = ReadoutSeparation.moveLastAxisFirst(MAPS);
    Mask plane = ReadoutSeparation.mask(MASK);
    ComplexArray images = ComplexArray.zeros(Precision.DOUBLE, truths.shape());
    for (int x = 0; x < 9; x++) {
      ComplexArray data = sampled(truths.slice(x), maps.slice(x), plane);
      ReconstructionResult one =
          Reconstruction.run(
              data.reshape(data.shape().prepend(1)),
              true,
              settings().backend(backend).mask(plane).maps(new CoilMaps.Given(maps.slice(x))));
      images.setSlice(x, one.images().slice(0));
    }
    ComplexArray expected = ReadoutSeparation.moveFirstAxisLast(images);
    double difference = GoldenCase.relativeDifference(volume.images().slice(0), expected);
    assertTrue(difference <= DOUBLE_TOLERANCE, "relative difference " + difference);
    assertEquals(1, volume.notes().size());
    assertTrue(volume.notes().get(0).contains("9 two-dimensional problems"));
  }
}
