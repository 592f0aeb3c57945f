package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseWhiteningTest {
  /** Sums of some thousand terms of order one in double precision. */
  private static final double ROUNDING = 1e-10;

  /** The same after rounding to single precision. */
  private static final double SINGLE_ROUNDING = 1e-5;

  /** Five standard deviations of a variance from 40000 numbers. */
  private static final double CHANCE = 5 * Math.sqrt(2.0 / 40000);

  /** Correlated complex noise, every coil a mixture of as many sources as there are coils. */
  private static ComplexArray noise(int coils, int samples, long seed) {
    Random mixing = new Random(3);
    Random random = new Random(seed);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(coils, samples));
    for (int source = 0; source < coils; source++) {
      double[] signal = random.doubles(2L * samples).map(v -> random.nextGaussian()).toArray();
      for (int c = 0; c < coils; c++) {
        double re = (c == source ? 2 : 0) + mixing.nextGaussian() / 2;
        double im = mixing.nextGaussian() / 2;
        for (int i = 0; i < samples; i++) {
          int at = c * samples + i;
          out.set(
              at,
              out.re(at) + re * signal[2 * i] - im * signal[2 * i + 1],
              out.im(at) + re * signal[2 * i + 1] + im * signal[2 * i]);
        }
      }
    }
    return out;
  }

  private static NoiseWhitening whitening(ComplexArray noise) {
    return NoiseWhitening.of(new NoiseCovariance(noise.shape().extent(0)).add(noise));
  }

  private static void assertDiagonal(double expected, ComplexArray matrix, double tolerance) {
    int coils = matrix.shape().extent(0);
    for (int i = 0; i < coils * coils; i++) {
      assertEquals(i / coils == i % coils ? expected : 0, matrix.re(i), tolerance);
      assertEquals(0, matrix.im(i), tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,4", "2,8", "3,12", "7,101", "8,5003"})
  void whitenedNoiseHasUnitVariancePerPartAndNoCorrelation(int coils, int samples) {
    ComplexArray noise = noise(coils, samples, 5);

    ComplexArray white = whitening(noise).apply(noise);

    assertDiagonal(2, new NoiseCovariance(coils).add(white).matrix(), ROUNDING);
  }

  @Test
  void freshNoiseIsWhiteUpToChance() {
    ComplexArray white = whitening(noise(4, 20000, 5)).apply(noise(4, 20000, 6));

    assertDiagonal(2, new NoiseCovariance(4).add(white).matrix(), 4 * CHANCE);
    double real = 0;
    for (int i = 0; i < white.count(); i++) {
      real += white.re(i) * white.re(i) / white.count();
    }
    assertEquals(1, real, CHANCE);
  }

  @Test
  void covarianceIsTheMeanOfProducts() {
    // n = (1, i), (2 + i, 0), (0, 3): Ψ00 = (1 + 5)/3, Ψ11 = (1 + 9)/3, Ψ01 = conj(i)/3.
    ComplexArray noise =
        ComplexArray.of(Shape.of(2, 3), new double[] {1, 0, 2, 1, 0, 0, 0, 1, 0, 0, 3, 0});
    NoiseCovariance covariance = new NoiseCovariance(2).add(noise);

    assertEquals(3, covariance.samples());
    assertArrayEquals(
        new double[] {2, 0, 0, -1.0 / 3, 0, 1.0 / 3, 10.0 / 3, 0},
        covariance.matrix().doubles(),
        ROUNDING);
  }

  @Test
  void acquisitionsAddUp() {
    ComplexArray all = noise(3, 60, 2);
    NoiseCovariance parts = new NoiseCovariance(3);
    for (int part = 0; part < 3; part++) {
      ComplexArray one = ComplexArray.zeros(Precision.SINGLE, Shape.of(3, 4, 5));
      for (int i = 0; i < 60; i++) {
        int from = i / 20 * 60 + part * 20 + i % 20;
        one.set(i, all.re(from), all.im(from));
      }
      parts.add(one);
    }

    assertEquals(60, parts.samples());
    assertArrayEquals(
        new NoiseCovariance(3).add(all).matrix().doubles(),
        parts.matrix().doubles(),
        SINGLE_ROUNDING);
  }

  @Test
  void bandwidthScalesTheNoise() {
    // Four times the dwell time is a quarter of the bandwidth, and of the variance.
    NoiseBandwidth bandwidth =
        NoiseBandwidth.equal()
            .withNoiseDwellTime(2.5)
            .withDataDwellTime(10)
            .withReceiverRatio(0.79);
    ComplexArray noise = noise(3, 300, 1);
    NoiseCovariance covariance = new NoiseCovariance(3).add(noise);
    ComplexArray data = noise.copy(Precision.DOUBLE);
    for (int i = 0; i < 2 * data.count(); i++) {
      data.doubles()[i] /= Math.sqrt(4 * 0.79);
    }

    ComplexArray white = NoiseWhitening.of(covariance, bandwidth).apply(data);

    assertEquals(3.16, bandwidth.factor(), ROUNDING);
    assertEquals(1, NoiseBandwidth.equal().factor());
    assertDiagonal(2, new NoiseCovariance(3).add(white).matrix(), ROUNDING);
  }

  @Test
  void matrixIsLowerTriangularWithPositiveDiagonal() {
    ComplexArray matrix = whitening(noise(5, 50, 1)).matrix();
    for (int row = 0; row < 5; row++) {
      assertTrue(matrix.re(row * 5 + row) > 0);
      assertEquals(0, matrix.im(row * 5 + row));
      for (int column = row + 1; column < 5; column++) {
        assertEquals(0, matrix.re(row * 5 + column));
        assertEquals(0, matrix.im(row * 5 + column));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void worksInPlaceAndOnAnyAxes(Precision precision) {
    ComplexArray data = noise(3, 17 * 31, 9).reshape(Shape.of(3, 17, 31)).copy(precision);
    ComplexArray before = data.copy(precision);
    NoiseWhitening whitening = whitening(noise(3, 100, 4));
    ComplexArray w = whitening.matrix();

    ComplexArray out = whitening.apply(data);
    assertEquals(0, difference(before, data));
    whitening.applyInPlace(data);

    assertEquals(precision, out.precision());
    assertEquals(Shape.of(3, 17, 31), out.shape());
    assertEquals(0, difference(out, data));
    double tolerance = precision == Precision.SINGLE ? SINGLE_ROUNDING : ROUNDING;
    for (int i = 0; i < out.count(); i++) {
      double re = 0;
      double im = 0;
      for (int c = 0; c < 3; c++) {
        int m = i / 527 * 3 + c;
        int from = c * 527 + i % 527;
        re += w.re(m) * before.re(from) - w.im(m) * before.im(from);
        im += w.re(m) * before.im(from) + w.im(m) * before.re(from);
      }
      assertEquals(re, out.re(i), tolerance);
      assertEquals(im, out.im(i), tolerance);
    }
  }

  private static double difference(ComplexArray a, ComplexArray b) {
    double worst = 0;
    for (int i = 0; i < a.count(); i++) {
      worst = Math.max(worst, Math.hypot(a.re(i) - b.re(i), a.im(i) - b.im(i)));
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void deadCoilBecomesZeroAndTheOthersAreWhitened(int dead) {
    ComplexArray noise = noise(5, 80, 8);
    for (int i = 0; i < 80; i++) {
      noise.set(dead * 80 + i, 0, 0);
    }

    NoiseWhitening whitening = whitening(noise);
    ComplexArray data = noise(5, 80, 1);
    ComplexArray white = whitening.apply(noise);

    assertArrayEquals(new int[] {dead}, whitening.droppedCoils());
    assertEquals(0, whitening.apply(data).slice(dead).norm());
    ComplexArray covariance = new NoiseCovariance(5).add(white).matrix();
    for (int i = 0; i < 25; i++) {
      boolean one = i / 5 == i % 5 && i / 5 != dead;
      assertEquals(one ? 2 : 0, covariance.re(i), ROUNDING);
    }
  }

  @Test
  void coilThatIsACombinationOfOthersIsDropped() {
    ComplexArray noise = noise(3, 50, 8).to(Precision.SINGLE);
    for (int i = 0; i < 50; i++) {
      noise.set(50 + i, -2 * noise.im(i), 2 * noise.re(i));
    }

    NoiseWhitening whitening = whitening(noise);

    assertArrayEquals(new int[] {1}, whitening.droppedCoils());
    assertTrue(Double.isFinite(whitening.apply(noise).norm()));
    assertEquals(0, whitening(noise(3, 50, 8)).droppedCoils().length);
  }

  @Test
  void faintNoiseIsNoReasonToDrop() {
    ComplexArray noise = noise(2, 50, 8);
    for (int i = 0; i < 200; i++) {
      noise.doubles()[i] *= i < 100 ? 1e-9 : 1e-12;
    }

    assertDiagonal(2, new NoiseCovariance(2).add(whitening(noise).apply(noise)).matrix(), ROUNDING);
  }

  @Test
  void rejectsWrongArguments() {
    NoiseCovariance covariance = new NoiseCovariance(2);
    ComplexArray broken = noise(2, 10, 1);
    broken.set(3, Double.POSITIVE_INFINITY, 0);
    ComplexArray zeros = ComplexArray.zeros(Precision.SINGLE, Shape.of(2, 8));
    assertMessage("coils", () -> new NoiseCovariance(0));
    assertMessage("`noise`", () -> covariance.add(noise(3, 10, 1)));
    assertMessage("`noise`", () -> covariance.add(noise(1, 2, 1).reshape(Shape.of(2))));
    assertMessage("`noise`", () -> covariance.add(broken));
    assertEquals(0, covariance.samples());
    assertThrows(IllegalStateException.class, covariance::matrix);
    assertMessage("`noise`: expected at least 8 samples", () -> NoiseWhitening.of(covariance));
    assertMessage("`noise`: expected at least 8", () -> whitening(noise(2, 7, 1)));
    assertMessage("`noise`: all zero", () -> whitening(zeros));
    assertMessage("`data`", () -> whitening(noise(2, 9, 1)).apply(noise(3, 9, 1)));
    assertMessage("`data`", () -> whitening(noise(2, 9, 1)).applyInPlace(noise(3, 9, 1)));
    assertMessage("noiseDwellTime", () -> NoiseBandwidth.equal().withNoiseDwellTime(0));
    assertMessage("dataDwellTime", () -> NoiseBandwidth.equal().withDataDwellTime(-1));
    assertMessage("receiverRatio", () -> NoiseBandwidth.equal().withReceiverRatio(Double.NaN));
    assertMessage(
        "receiverRatio", () -> NoiseBandwidth.equal().withReceiverRatio(Double.POSITIVE_INFINITY));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
