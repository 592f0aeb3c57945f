package org.firenet.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Tangent;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class UNetReconstructionTest {
  /** Central differences of step 1e-6 lose a third of the digits of double precision, twice. */
  private static final double DIFFERENCES = 1e-6;

  private static final double DOUBLE = 1e-10;

  private static final UNetSettings SETTINGS = new UNetSettings(3, 2);
  private static final Shape IMAGE = Shape.of(8, 12);

  private static ComplexArray random(long seed, double scale) {
    Random random = new Random(seed);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, IMAGE);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, scale * random.nextGaussian(), scale * random.nextGaussian());
    }
    return out;
  }

  private static Mask mask() {
    Random random = new Random(3);
    boolean[] sampled = new boolean[IMAGE.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = random.nextBoolean();
    }
    return Mask.of(IMAGE, sampled);
  }

  /** Also the last convolution, which training begins with 0, is random here. */
  private static UNetReconstruction network(Precision precision) {
    UNetGraph graph = UNetGraph.of(SETTINGS, DataType.FLOAT, 5, false);
    Map<String, INDArray> arrays = new java.util.LinkedHashMap<>();
    Random random = new Random(6);
    for (String name : graph.weights()) {
      INDArray array = graph.graph().getArrForVarName(name).dup('c');
      for (long i = 0; i < array.length(); i++) {
        array.putScalar(i, array.getFloat(i) + 0.1 * random.nextGaussian());
      }
      arrays.put(name, array);
    }
    return new UNetReconstruction(
        "U-Net", new UNetWeights(SETTINGS, 0, arrays, arrays), mask(), precision);
  }

  private static ComplexArray plus(ComplexArray y, double factor, ComplexArray e) {
    ComplexArray out = y.copy(Precision.DOUBLE);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, y.re(i) + factor * e.re(i), y.im(i) + factor * e.im(i));
    }
    return out;
  }

  @Test
  void derivativesAreThoseOfTheNetwork() {
    try (UNetReconstruction network = network(Precision.DOUBLE)) {
      ComplexArray y = random(1, 1);
      ComplexArray e = random(2, 1);
      ComplexArray v = random(4, 1);
      double h = 1e-6;
      ComplexArray difference =
          plus(network.reconstruct(plus(y, h, e)), -1, network.reconstruct(plus(y, -h, e)));
      ComplexArray at = network.linearise(y);
      assertArrayEquals(network.reconstruct(y).doubles(), at.doubles());
      ComplexArray jvp = network.jvp(e);
      assertEquals(0, plus(jvp, -1 / (2 * h), difference).norm() / jvp.norm(), DIFFERENCES);
      ComplexArray vjp = network.vjp(v);
      double expected = Tangent.inner(v, jvp);
      assertEquals(expected, Tangent.inner(vjp, e), DOUBLE * v.norm() * jvp.norm());
      for (int i = 0; i < vjp.count(); i++) {
        if (!mask().get(i)) {
          assertEquals(0, Math.hypot(vjp.re(i), vjp.im(i)), "not sampled: " + i);
        }
      }
    }
  }

  @Test
  void singlePrecisionIsClose() {
    try (UNetReconstruction one = network(Precision.DOUBLE);
        UNetReconstruction other = network(Precision.SINGLE)) {
      ComplexArray y = random(1, 1);
      ComplexArray expected = one.reconstruct(y);
      ComplexArray actual = other.reconstruct(y);
      assertEquals(Precision.SINGLE, actual.precision());
      assertEquals(0, plus(expected, -1, actual).norm() / expected.norm(), 1e-5);
    }
  }

  @Test
  void saysWhatIsMissing() {
    UNetReconstruction network = network(Precision.SINGLE);
    assertThrows(IllegalStateException.class, () -> network.vjp(random(1, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> network.reconstruct(ComplexArray.zeros(Precision.SINGLE, Shape.of(4, 4))));
    network.close();
    network.close();
    assertThrows(IllegalStateException.class, () -> network.reconstruct(random(1, 1)));
  }
}
