package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Sampling;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.Test;

/** Zero-filled images kept beside the images of another method. */
class ZeroFilledBesideTest {
  private static final long SEED = 11;

  private static ComplexArray noise(int... extents) {
    Random random = new Random(SEED);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  private static ReconstructionSettings settings() {
    return new ReconstructionSettings()
        .backend("reference")
        .maps(new CoilMaps.None())
        .parameters(FirenetParameters.builder().outer(1).inner(2).build());
  }

  @Test
  void areThoseOfTheMethod() {
    ComplexArray kspace = noise(3, 2, 6, 5);
    ReconstructionResult result = Reconstruction.run(kspace, true, settings().zeroFilled(true));
    ReconstructionResult alone =
        Reconstruction.run(kspace, true, settings().method(Method.ZERO_FILLED));
    ComplexArray beside = result.zeroFilled().orElseThrow();
    assertEquals(result.images().shape(), beside.shape());
    assertArrayEquals(alone.images().doubles(), beside.doubles());
    assertTrue(result.description().startsWith("reference"), result.description());
    assertEquals(1, result.problem().orElseThrow().layout().levels());
    assertTrue(alone.problem().isEmpty());
  }

  @Test
  void areAbsentUnlessAskedForAndPossible() {
    ComplexArray kspace = noise(1, 2, 4, 4);
    assertFalse(Reconstruction.run(kspace, true, settings()).zeroFilled().isPresent());
    ReconstructionSettings walsh =
        settings().zeroFilled(true).sampling(Sampling.walsh(WalshOrder.SEQUENCY));
    assertFalse(Reconstruction.run(kspace, true, walsh).zeroFilled().isPresent());
  }
}
