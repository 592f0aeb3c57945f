package org.firenet.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.Nd4jArrays;
import org.firenet.network.Tangent;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UNetReconstructionTest {
  /** Central differences of step 1e-6 lose a third of the digits of double precision, twice. */
  private static final double DIFFERENCES = 1e-6;

  private static final double DOUBLE = 1e-10;

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
  private static UNetReconstruction network(int cascades, Precision precision) {
    UNetSettings settings = new UNetSettings(3, 2, cascades);
    Map<String, INDArray> arrays = UNetArrays.initial(settings, DataType.FLOAT, 5);
    Random random = new Random(6);
    for (INDArray array : arrays.values()) {
      for (long i = 0; i < array.length(); i++) {
        array.putScalar(i, array.getFloat(i) + 0.1 * random.nextGaussian());
      }
    }
    return new UNetReconstruction(
        "U-Net", new UNetWeights(settings, 0, arrays, arrays), mask(), precision);
  }

  private static ComplexArray plus(ComplexArray y, double factor, ComplexArray e) {
    ComplexArray out = y.copy(Precision.DOUBLE);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, y.re(i) + factor * e.re(i), y.im(i) + factor * e.im(i));
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void derivativesAreThoseOfTheNetwork(int cascades) {
    try (UNetReconstruction network = network(cascades, Precision.DOUBLE)) {
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

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void singlePrecisionIsClose(int cascades) {
    try (UNetReconstruction one = network(cascades, Precision.DOUBLE);
        UNetReconstruction other = network(cascades, Precision.SINGLE)) {
      ComplexArray y = random(1, 1);
      ComplexArray expected = one.reconstruct(y);
      ComplexArray actual = other.reconstruct(y);
      assertEquals(Precision.SINGLE, actual.precision());
      assertEquals(0, plus(expected, -1, actual).norm() / expected.norm(), 1e-5);
    }
  }

  /** Training begins with networks that add nothing and steps of full length: z − A*A z + z. */
  @Test
  void fullStepsKeepTheData() {
    UNetSettings settings = new UNetSettings(2, 2, 2);
    Map<String, INDArray> arrays = UNetArrays.initial(settings, DataType.FLOAT, 5);
    arrays.get("unet1.last.kernel").addi(0.3);
    UNetWeights weights = new UNetWeights(settings, 0, arrays, arrays);
    ComplexArray y = random(1, 1);
    try (UNetReconstruction network =
        new UNetReconstruction("cascade", weights, mask(), Precision.DOUBLE)) {
      ComplexArray kspace = new FourierOperator(IMAGE, 2).forward(network.reconstruct(y));
      double others = 0;
      for (int i = 0; i < y.count(); i++) {
        if (mask().get(i)) {
          assertEquals(y.re(i), kspace.re(i), DOUBLE);
          assertEquals(y.im(i), kspace.im(i), DOUBLE);
        } else {
          others = Math.max(others, Math.abs(kspace.re(i)));
        }
      }
      assertTrue(others > 0.1, "the networks add nothing");
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 9", "8, 12", "1, 5", "2, 1"})
  void sampledPartIsThatOfTheOperator(int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    Random random = new Random(8);
    boolean[] sampled = new boolean[shape.count()];
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = random.nextBoolean();
      image.set(i, random.nextGaussian(), random.nextGaussian());
    }
    Mask mask = Mask.of(shape, sampled);
    SameDiff sd = SameDiff.create();
    SDVariable in = sd.placeHolder("in", DataType.DOUBLE, -1, -1, -1, 2);
    sd.identity("out", new SampledPart(sd, mask, DataType.DOUBLE).of(in));
    INDArray array = Nd4jArrays.toNd4j(image);
    INDArray both = sd.output(Map.of("in", Nd4j.stack(0, array, array.mul(2))), "out").get("out");
    LinearOperator operator =
        ComposedOperator.of(List.of(new MaskOperator(shape, mask), new FourierOperator(shape, 2)));
    ComplexArray expected = operator.adjoint(operator.forward(image));
    for (int n = 0; n < 2; n++) {
      for (int i = 0; i < shape.count(); i++) {
        int y = i / columns;
        int x = i % columns;
        assertEquals((n + 1) * expected.re(i), both.getDouble(n, y, x, 0), DOUBLE);
        assertEquals((n + 1) * expected.im(i), both.getDouble(n, y, x, 1), DOUBLE);
      }
    }
  }

  @Test
  void saysWhatIsMissing() {
    UNetReconstruction network = network(0, Precision.SINGLE);
    assertThrows(IllegalStateException.class, () -> network.vjp(random(1, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> network.reconstruct(ComplexArray.zeros(Precision.SINGLE, Shape.of(4, 4))));
    network.close();
    network.close();
    assertThrows(IllegalStateException.class, () -> network.reconstruct(random(1, 1)));
  }
}
