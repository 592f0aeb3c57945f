package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.MatrixProducts;
import org.firenet.cuda.device.TransformPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms and matrix products of a host device, against their definitions. */
class HostLibraryCallsTest {
  private static final long SEED = 20261103;
  // Sums of up to a hundred numbers around 1, and for single precision their rounding.
  private static final double TOLERANCE = 1e-12;
  private static final double SINGLE_TOLERANCE = 1e-5;

  private final Random random = new Random(SEED);
  private HostDevice device;
  private DeviceStream stream;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
    stream = device.newStream();
  }

  @AfterEach
  void close() {
    if (device != null) {
      stream.close();
      device.close();
    }
  }

  private static double tolerance(Precision precision) {
    return precision == Precision.DOUBLE ? TOLERANCE : SINGLE_TOLERANCE;
  }

  private double[] numbers(int count) {
    return random.doubles(2L * count, -1, 1).toArray();
  }

  private DeviceBuffer take(int count, Precision precision) {
    return device.allocate((long) count * precision.bytesPerComplex(), "numbers");
  }

  private DeviceBuffer upload(double[] numbers, Precision precision) {
    DeviceBuffer buffer = take(numbers.length / 2, precision);
    Numbers.write(numbers, buffer.address(), precision);
    return buffer;
  }

  private static double[] download(DeviceBuffer buffer, int count, Precision precision) {
    double[] numbers = new double[2 * count];
    Numbers.read(buffer.address(), precision, numbers);
    return numbers;
  }

  static Stream<Arguments> transforms() {
    return Stream.of(
            List.of(1),
            List.of(7),
            List.of(8),
            List.of(1, 6),
            List.of(3, 5),
            List.of(4, 1),
            List.of(2, 3, 4),
            List.of(1, 5, 3),
            List.of(1, 1, 1))
        .flatMap(
            extents ->
                Stream.of(Precision.values()).map(precision -> Arguments.of(extents, precision)));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void transformsFollowTheDefinition(List<Integer> extents, Precision precision) {
    int points = extents.stream().reduce(1, Math::multiplyExact);
    int batch = 3;
    double[] numbers = numbers(points * batch);
    try (DeviceBuffer from = upload(numbers, precision);
        DeviceBuffer to = take(points * batch, precision);
        TransformPlan plan = device.transform(extents, batch, precision);
        DeviceBuffer work = device.allocate(plan.workBytes(), "work")) {
      assertThrows(
          IllegalStateException.class,
          () -> plan.execute(stream, from.address(), to.address(), false));
      plan.useWork(work.address());
      for (boolean inverse : new boolean[] {false, true}) {
        plan.execute(stream, from.address(), to.address(), inverse);
        double[] got = download(to, points * batch, precision);
        for (int i = 0; i < batch; i++) {
          assertTransform(extents, numbers, got, i * points, inverse, tolerance(precision));
        }
      }
      // In place, too.
      plan.execute(stream, from.address(), from.address(), true);
      double[] expected = download(to, points * batch, precision);
      double[] got = download(from, points * batch, precision);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], got[i]);
      }
    }
  }

  private static void assertTransform(
      List<Integer> extents,
      double[] numbers,
      double[] got,
      int first,
      boolean inverse,
      double tolerance) {
    int points = extents.stream().reduce(1, Math::multiplyExact);
    for (int k = 0; k < points; k++) {
      double real = 0;
      double imaginary = 0;
      for (int n = 0; n < points; n++) {
        double angle = (inverse ? 2 : -2) * Math.PI * turns(extents, k, n);
        double x = numbers[2 * (first + n)];
        double y = numbers[2 * (first + n) + 1];
        real += x * Math.cos(angle) - y * Math.sin(angle);
        imaginary += x * Math.sin(angle) + y * Math.cos(angle);
      }
      assertEquals(real, got[2 * (first + k)], tolerance, extents + " at " + k);
      assertEquals(imaginary, got[2 * (first + k) + 1], tolerance, extents + " at " + k);
    }
  }

  private static double turns(List<Integer> extents, int frequency, int place) {
    double turns = 0;
    int k = frequency;
    int n = place;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      int extent = extents.get(axis);
      turns += (double) (k % extent) * (n % extent) / extent;
      k /= extent;
      n /= extent;
    }
    return turns;
  }

  @Test
  void wrongExtentsAreRefused() {
    for (List<Integer> extents : List.of(List.<Integer>of(), List.of(0), List.of(1, 1, 1, 1))) {
      assertThrows(
          IllegalArgumentException.class, () -> device.transform(extents, 1, Precision.SINGLE));
    }
    assertThrows(
        IllegalArgumentException.class, () -> device.transform(List.of(4), 0, Precision.SINGLE));
  }

  @ParameterizedTest
  @EnumSource
  void productsFollowTheDefinition(Precision precision) {
    int rows = 5;
    int columns = 3;
    int count = 4;
    double[] a = numbers(rows * columns);
    for (boolean adjoint : new boolean[] {false, true}) {
      int length = adjoint ? rows : columns;
      int results = adjoint ? columns : rows;
      double[] b = numbers(count * length);
      try (DeviceBuffer left = upload(a, precision);
          DeviceBuffer right = upload(b, precision);
          DeviceBuffer out = take(count * results, precision);
          MatrixProducts products = device.matrixProducts()) {
        products.apply(
            stream,
            precision,
            adjoint,
            rows,
            columns,
            count,
            left.address(),
            right.address(),
            out.address());
        double[] c = download(out, count * results, precision);
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < results; k++) {
            double real = 0;
            double imaginary = 0;
            for (int j = 0; j < length; j++) {
              int entry = 2 * (adjoint ? j * columns + k : k * columns + j);
              double y = adjoint ? -a[entry + 1] : a[entry + 1];
              int at = 2 * (i * length + j);
              real += a[entry] * b[at] - y * b[at + 1];
              imaginary += a[entry] * b[at + 1] + y * b[at];
            }
            assertEquals(real, c[2 * (i * results + k)], tolerance(precision));
            assertEquals(imaginary, c[2 * (i * results + k) + 1], tolerance(precision));
          }
        }
      }
    }
  }
}
