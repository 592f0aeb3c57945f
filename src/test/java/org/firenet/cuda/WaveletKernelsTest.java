package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Problem;
import org.firenet.operator.WaveletOperator;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.Test;

/** Wavelet transforms as kernels against the operator. */
class WaveletKernelsTest {
  /** Rounding of sums of some ten numbers. */
  private static final double DOUBLE_TOLERANCE = 1e-13;

  /** The same in single precision. */
  private static final double SINGLE_TOLERANCE = 2e-6;

  private static final double LIMIT = 0.05;

  private final SplittableRandom random = new SplittableRandom(6);

  private record Case(Shape shape, String wavelet, int levels) {}

  private static final List<Case> CASES =
      List.of(
          new Case(Shape.of(1), "db1", 0),
          new Case(Shape.of(5, 1), "db2", 0),
          new Case(Shape.of(2), "db10", 1),
          new Case(Shape.of(2, 2), "db20", 1),
          new Case(Shape.of(37), "db3", 3),
          new Case(Shape.of(40), "sym5", 2),
          new Case(Shape.of(23, 14), "db4", 3),
          new Case(Shape.of(64, 34), "db1", 2),
          new Case(Shape.of(4, 40), "db10", 2),
          new Case(Shape.of(5, 6, 7), "db2", 1),
          new Case(Shape.of(8, 12, 10), "sym3", 2),
          new Case(Shape.of(8, 9, 16), "db1", 3));

  @Test
  void transformsAndThresholdsAreThoseOfTheOperator() {
    HostDevices.assumeAvailable();
    try (HostDevice device = new HostDevice();
        DeviceArrays arrays = new DeviceArrays(device)) {
      for (Case c : CASES) {
        check(arrays, c, Precision.DOUBLE, DOUBLE_TOLERANCE);
        check(arrays, c, Precision.SINGLE, SINGLE_TOLERANCE);
      }
    }
  }

  private void check(DeviceArrays arrays, Case c, Precision precision, double tolerance) {
    WaveletLayout layout = new WaveletLayout(c.shape(), c.levels());
    double[] w = random.doubles(layout.padded().count(), 0, 2).toArray();
    RealArray weights = RealArray.of(layout.padded(), w);
    Problem problem =
        Problem.of(c.shape()).wavelet(c.wavelet()).levels(c.levels()).weights(weights).build();
    FirenetParameters parameters = FirenetParameters.defaults().resolve(problem);
    GenericSize size = new GenericSize(problem, parameters, precision, 2);
    GenericMemory design = new GenericMemory(size, 0);
    GenericMemory memory = design.at(arrays.take(design.workspace().bytes()));
    new GenericConstants(size, memory).upload(arrays.device());
    WaveletKernels kernels = new WaveletKernels(arrays.device(), precision, problem, memory);
    WaveletOperator operator = new WaveletOperator(layout, problem.wavelet());
    ComplexArray images = RandomProblems.numbers(random, layout.padded().prepend(2));
    for (double limit : new double[] {-1, LIMIT}) {
      long from = arrays.complex(precision, images);
      long first = memory.of(GenericPart.FIRST);
      long bytes = (long) precision.bytesPerComplex() * images.count();
      arrays.stream().copyOnDevice(from, first, bytes);
      kernels.analyse(arrays.stream(), limit, 2);
      ComplexArray coefficients = coefficients(arrays, layout, precision, memory);
      kernels.synthesise(arrays.stream(), 2);
      ComplexArray back = arrays.complex(precision, first, images.shape());
      for (int image = 0; image < 2; image++) {
        ComplexArray expected = operator.forward(images.slice(image));
        threshold(expected, weights, limit);
        assertClose(c, expected, coefficients.slice(image), tolerance);
        assertClose(c, operator.adjoint(expected), back.slice(image), tolerance);
      }
    }
  }

  /** Collects the coefficients of both buffers. */
  private static ComplexArray coefficients(
      DeviceArrays arrays, WaveletLayout layout, Precision precision, GenericMemory memory) {
    Shape padded = layout.padded();
    Shape two = padded.prepend(2);
    ComplexArray first = arrays.complex(precision, memory.of(GenericPart.FIRST), two);
    if (layout.levels() == 0) {
      return first;
    }
    ComplexArray second = arrays.complex(precision, memory.of(GenericPart.SECOND), two);
    for (int i = 0; i < two.count(); i++) {
      int level = Math.min(layout.levels(), layout.level(indices(padded, i % padded.count())));
      if (level * padded.rank() % 2 == 1) {
        first.set(i, second.re(i), second.im(i));
      }
    }
    return first;
  }

  private static int[] indices(Shape shape, int point) {
    int[] indices = new int[shape.rank()];
    int rest = point;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
    return indices;
  }

  private static void threshold(ComplexArray c, RealArray weights, double limit) {
    for (int i = 0; i < c.count() && limit >= 0; i++) {
      double modulus = Math.hypot(c.re(i), c.im(i));
      double t = limit * weights.get(i);
      double keep = modulus > t ? 1 - t / modulus : 0;
      c.set(i, keep * c.re(i), keep * c.im(i));
    }
  }

  private static void assertClose(
      Case c, ComplexArray expected, ComplexArray actual, double tolerance) {
    double difference = GoldenCase.relativeDifference(actual, expected);
    assertTrue(difference <= tolerance, c + ": relative difference " + difference);
  }
}
