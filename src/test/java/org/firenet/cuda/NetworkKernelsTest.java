package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.RestartSchedule;
import org.firenet.operator.CropOperator;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedule, start and result as kernels, against the same in Java. */
class NetworkKernelsTest {
  private HostDevice device;
  private DeviceArrays arrays;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
    arrays = new DeviceArrays(device);
  }

  @AfterEach
  void close() {
    if (device != null) {
      arrays.close();
      device.close();
    }
  }

  private static FirenetParameters.Builder some() {
    return FirenetParameters.builder().outer(4).inner(7).norm(1.3);
  }

  private double[] schedule(FirenetParameters parameters, double[] partial, int images) {
    int entries = NetworkKernels.entries(parameters);
    long to = arrays.take((long) Double.BYTES * entries * images);
    new NetworkKernels(device, Precision.SINGLE)
        .schedule(
            arrays.stream(),
            parameters,
            arrays.reals(Precision.DOUBLE, partial),
            partial.length / images,
            images,
            to);
    return arrays.doubles(to, entries * images);
  }

  @Test
  void scheduleHasTheBitsOfTheDefinition() {
    Problem problem = Problem.of(Shape.of(4, 4)).build();
    List<FirenetParameters.Builder> all =
        List.of(
            some(),
            some().nu(0.3).delta(1e-3),
            some().epsilon0(5),
            some().ergodic(9),
            some().delta(0).epsilon0(1e-7));
    for (FirenetParameters.Builder builder : all) {
      FirenetParameters parameters = builder.build().resolve(problem);
      for (int count : new int[] {1, 2, 31, 130, 512}) {
        double[] partial = new double[2 * count];
        Arrays.fill(partial, 0, count, 0.25);
        Arrays.fill(partial, count, 2 * count, 16);
        double[] expected =
            concatenate(
                twin(parameters, Math.sqrt(0.25 * count)),
                twin(parameters, Math.sqrt(16.0 * count)));
        assertArrayEquals(expected, schedule(parameters, partial, 2));
      }
    }
  }

  private static double[] twin(FirenetParameters parameters, double norm) {
    RestartSchedule schedule = new RestartSchedule(parameters, norm);
    double[] entries = new double[NetworkKernels.entries(parameters)];
    double scale = 1;
    for (int block = 0; block < parameters.outer(); block++) {
      entries[NetworkKernels.begin(block)] = scale * schedule.alpha(block);
      entries[NetworkKernels.alpha(block)] = schedule.alpha(block);
      scale = 1 / (schedule.alpha(block) * parameters.inner());
    }
    entries[entries.length - 1] = scale;
    return entries;
  }

  private static double[] concatenate(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void imagesWithoutDataAreZeroAndThoseOfBadDataAreNot() {
    FirenetParameters parameters = some().build();
    double[] entries = schedule(parameters, new double[] {0, 0, 1, Double.NaN, 0, 1}, 3);
    int each = NetworkKernels.entries(parameters);
    assertArrayEquals(new double[each], Arrays.copyOf(entries, each));
    assertTrue(Double.isNaN(entries[2 * each - 1]));
    assertArrayEquals(twin(parameters, 1), Arrays.copyOfRange(entries, 2 * each, 3 * each));
  }

  @Test
  void imagesArePaddedAndCropped() {
    List<Shape> shapes =
        List.of(
            Shape.of(1),
            Shape.of(7),
            Shape.of(5, 3),
            Shape.of(1, 9),
            Shape.of(8, 16),
            Shape.of(3, 2, 5),
            Shape.of(31, 37));
    SplittableRandom random = new SplittableRandom(3);
    for (Shape shape : shapes) {
      WaveletLayout layout = new WaveletLayout(shape, WaveletLayout.deepestLevel(shape));
      for (Precision precision : Precision.values()) {
        ComplexArray images = RandomProblems.numbers(random, shape.prepend(3)).to(precision);
        checkRoundTrip(layout, precision, images);
      }
    }
  }

  private void checkRoundTrip(WaveletLayout layout, Precision precision, ComplexArray images) {
    NetworkKernels kernels = new NetworkKernels(device, precision);
    Shape padded = layout.padded();
    ImageGrid grid = ImageGrid.of(layout);
    int count = images.shape().extent(0);
    long sum = arrays.take(precision, (long) count * padded.count());
    long from = arrays.complex(precision, images);
    kernels.startFromImages(arrays.stream(), grid, from, sum, count);
    ComplexArray sums = arrays.complex(precision, sum, padded.prepend(count));
    CropOperator crop = new CropOperator(padded, layout.image());
    double[] factors = new double[2 * count];
    for (int i = 0; i < count; i++) {
      ComplexArray expected = crop.adjoint(images.slice(i));
      assertArrayEquals(
          expected.doubles(), sums.slice(i).to(Precision.DOUBLE).doubles(), padded.toString());
      factors[2 * i] = Double.NaN;
      factors[2 * i + 1] = 1 << i;
    }
    long to = arrays.take(precision, images.count());
    long status = arrays.take((long) Integer.BYTES * count);
    long schedule = arrays.reals(Precision.DOUBLE, factors);
    kernels.finish(arrays.stream(), grid, sum, schedule, 2, to, status, count);
    ComplexArray result = arrays.complex(precision, to, images.shape());
    assertArrayEquals(new int[count], arrays.integers(status, count));
    for (int i = 0; i < images.count(); i++) {
      int factor = 1 << (i / layout.image().count());
      assertEquals(factor * images.re(i), result.re(i));
      assertEquals(factor * images.im(i), result.im(i));
    }
  }

  @Test
  void numbersThatAreNotFiniteAreCountedInsideTheImage() {
    WaveletLayout layout = new WaveletLayout(Shape.of(30, 29), 2);
    int padded = layout.padded().count();
    ComplexArray sums = ComplexArray.zeros(Precision.SINGLE, layout.padded().prepend(2));
    sums.set(0, Double.NaN, 0);
    sums.set(3, Double.NaN, Double.NaN);
    sums.set(31, Double.NaN, 0);
    sums.set(padded - 1, 0, Double.NaN);
    sums.set(padded + 33, 0, Double.POSITIVE_INFINITY);
    long to = arrays.take(Precision.SINGLE, 2L * layout.image().count());
    long status = arrays.take(2 * Integer.BYTES);
    new NetworkKernels(device, Precision.SINGLE)
        .finish(
            arrays.stream(),
            ImageGrid.of(layout),
            arrays.complex(Precision.SINGLE, sums),
            arrays.reals(Precision.DOUBLE, 1, 1),
            1,
            to,
            status,
            2);
    assertArrayEquals(new int[] {2, 1}, arrays.integers(status, 2));
  }

  @Test
  void moreImagesThanBlocksAlongYAreReached() {
    int images = 65_540;
    WaveletLayout layout = new WaveletLayout(Shape.of(1), 0);
    ComplexArray numbers = ComplexArray.zeros(Precision.SINGLE, Shape.of(images));
    for (int i = 0; i < images; i++) {
      numbers.set(i, i, -i);
    }
    long sum = arrays.take(Precision.SINGLE, images);
    new NetworkKernels(device, Precision.SINGLE)
        .startFromImages(
            arrays.stream(),
            ImageGrid.of(layout),
            arrays.complex(Precision.SINGLE, numbers),
            sum,
            images);
    float[] copied = arrays.complex(Precision.SINGLE, sum, numbers.shape()).floats();
    assertArrayEquals(numbers.floats(), copied);
  }
}
