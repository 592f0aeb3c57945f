package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.RollOperator;
import org.firenet.operator.WalshOperator;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of a layer as kernels, against the same in Java. */
class GenericKernelsTest {
  /** Rounding of sums of some ten numbers. */
  private static final double TOLERANCE = 1e-13;

  /** A threshold that changes no number. */
  private static final double NEXT_TO_NOTHING = 1e-300;

  private static final Precision EXACT = Precision.DOUBLE;
  private static final int IMAGES = 2;
  private static final double[] SUMS = {9, 1.0 / 16};

  private final SplittableRandom random = new SplittableRandom(21);
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

  /** A problem in the memory of a solver. */
  private final class Bound {
    final GenericSize size;
    final GenericMemory memory;

    Bound(Problem problem, FirenetParameters parameters) {
      size = new GenericSize(problem, parameters.resolve(problem), EXACT, IMAGES);
      GenericMemory design = new GenericMemory(size, 0);
      memory = design.at(arrays.take(design.workspace().bytes()));
      new GenericConstants(size, memory).upload(device);
    }

    ComplexArray fill(GenericPart part, Shape shape) {
      ComplexArray numbers = RandomProblems.numbers(random, shape.prepend(IMAGES));
      long from = arrays.complex(EXACT, numbers);
      long bytes = (long) EXACT.bytesPerComplex() * numbers.count();
      arrays.stream().copyOnDevice(from, memory.of(part), bytes);
      return numbers;
    }

    void fill(GenericPart part, double... numbers) {
      long bytes = (long) Double.BYTES * numbers.length;
      arrays.stream().copyOnDevice(arrays.reals(EXACT, numbers), memory.of(part), bytes);
    }

    ComplexArray read(GenericPart part, Shape shape) {
      return arrays.complex(EXACT, memory.of(part), shape.prepend(IMAGES));
    }
  }

  private static double scale(int image) {
    return Math.min(1, 1 / Math.sqrt(SUMS[image]));
  }

  private static void assertClose(ComplexArray expected, ComplexArray actual) {
    double difference = GoldenCase.relativeDifference(actual, expected);
    assertTrue(difference <= TOLERANCE, expected.shape() + ": relative difference " + difference);
  }

  @Test
  void hadamardTransformsAreThoseOfTheOperator() {
    for (int bits = 0; bits <= 11; bits++) {
      Shape shape = Shape.of(1 << bits);
      checkHadamard(Shape.of(2, shape.extent(0)), shape);
    }
    checkHadamard(Shape.of(3, 4, 8, 2), Shape.of(4, 8, 2));
  }

  private void checkHadamard(Shape all, Shape grid) {
    for (Precision precision : Precision.values()) {
      ComplexArray numbers = RandomProblems.numbers(random, all).to(precision);
      long address = arrays.complex(precision, numbers);
      WalshSampling sampling =
          new WalshSampling(
              KernelFamily.load(device, "generic", precision).kernel("hadamard"),
              address,
              1,
              grid.count());
      sampling.forward(arrays.stream(), all.extent(0));
      ComplexArray values = arrays.complex(precision, address, all);
      for (int i = 0; i < values.count(); i++) {
        values.set(i, sampling.norm() * values.re(i), sampling.norm() * values.im(i));
      }
      ComplexArray expected =
          new WalshOperator(all, grid.rank(), WalshOrder.HADAMARD).forward(numbers);
      double difference = GoldenCase.relativeDifference(values, expected);
      assertTrue(difference <= (precision == EXACT ? 1e-15 : 5e-7), all + ": " + difference);
    }
  }

  private Problem masked(Shape shape, int coils) {
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = i == 0 || random.nextInt(3) == 0;
    }
    return Problem.of(shape)
        .mask(Mask.of(shape, sampled))
        .coils(coils)
        .levels(0)
        .weights(null)
        .lambda(NEXT_TO_NOTHING)
        .build();
  }

  @Test
  void dualStepIsThatOfTheDefinition() {
    List<Shape> shapes =
        List.of(Shape.of(1), Shape.of(13), Shape.of(31, 37), Shape.of(2, 3, 5), Shape.of(1, 1));
    FirenetParameters parameters = FirenetParameters.builder().outer(2).inner(4).sigma(0.7).build();
    for (Shape shape : shapes) {
      for (int coils : new int[] {0, 3}) {
        Bound bound = new Bound(masked(shape, coils), parameters);
        checkDual(bound, shape.prepend(bound.size.lines()));
      }
    }
  }

  private void checkDual(Bound bound, Shape grid) {
    GenericDual dual = new GenericDual(device, bound.size, bound.memory);
    Shape lines = Shape.of(bound.size.lines(), bound.size.samples());
    ComplexArray data = RandomProblems.numbers(random, grid.prepend(IMAGES));
    dual.gather(arrays.stream(), arrays.complex(EXACT, data), IMAGES);
    double[] squares = arrays.doubles(dual.sums(0), IMAGES * bound.size.dataSums());
    checkGathered(bound, data, squares);
    ComplexArray y = bound.read(GenericPart.DATA, lines);
    double[] schedule = {1, 2, 3, 0.3, 5, 1, 2, 3, 0.4, 5};
    bound.fill(GenericPart.SCHEDULE, schedule);
    GenericSampling sampling = new WalshSampling(null, bound.memory.of(GenericPart.GRID), 1, 4);
    for (int inner : new int[] {0, 1}) {
      ComplexArray values = bound.fill(GenericPart.GRID, grid);
      ComplexArray before = null;
      if (inner > 0) {
        before = bound.fill(GenericPart.DUAL, lines);
        fillSums(bound, dual.sums(0));
      }
      dual.step(arrays.stream(), 1, inner, IMAGES, sampling);
      ComplexArray d = ComplexArray.zeros(EXACT, lines.prepend(IMAGES));
      ComplexArray grids = ComplexArray.zeros(EXACT, values.shape());
      twin(bound, values, y, before, d, grids);
      assertClose(d, bound.read(GenericPart.DUAL, lines));
      assertClose(grids, bound.read(GenericPart.GRID, grid));
      checkSums(d, arrays.doubles(dual.sums(inner), IMAGES * bound.size.dualSums()));
    }
    ComplexArray expected = bound.read(GenericPart.GRID, grid);
    bound.fill(GenericPart.GRID, grid);
    dual.scatter(arrays.stream(), IMAGES, sampling);
    assertClose(expected, bound.read(GenericPart.GRID, grid));
  }

  private void fillSums(Bound bound, long address) {
    int count = bound.size.dualSums();
    double[] sums = new double[IMAGES * count];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = SUMS[i / count] / count;
    }
    long bytes = (long) Double.BYTES * sums.length;
    arrays.stream().copyOnDevice(arrays.reals(EXACT, sums), address, bytes);
  }

  private static void checkSums(ComplexArray numbers, double[] sums) {
    int each = sums.length / IMAGES;
    for (int image = 0; image < IMAGES; image++) {
      double total = 0;
      for (int i = 0; i < each; i++) {
        total += sums[image * each + i];
      }
      double norm = numbers.slice(image).norm();
      assertEquals(norm * norm, total, TOLERANCE * norm * norm);
    }
  }

  private static void checkGathered(Bound bound, ComplexArray data, double[] squares) {
    ComplexArray sampled = data.copy(EXACT);
    Mask mask = bound.size.problem().mask().orElseThrow();
    for (int i = 0; i < sampled.count(); i++) {
      if (!mask.get(i % mask.shape().count())) {
        sampled.set(i, 0, 0);
      }
    }
    checkSums(sampled, squares);
  }

  private static void twin(
      Bound bound,
      ComplexArray values,
      ComplexArray y,
      ComplexArray before,
      ComplexArray d,
      ComplexArray grids) {
    int[] table = SampleTable.of(bound.size.problem()).samples();
    int lines = bound.size.lines();
    for (int i = 0; i < values.count(); i++) {
      int line = i / table.length;
      int sample = table[i % table.length];
      if (sample >= 0) {
        int place = line * bound.size.samples() + sample;
        double alpha = line / lines == 0 ? 0.3 : 0.4;
        double scale = before == null ? 0 : scale(line / lines);
        double re = before == null ? 0 : scale * before.re(place);
        double im = before == null ? 0 : scale * before.im(place);
        re += 0.7 * (0.5 * values.re(i) - alpha * y.re(place));
        im += 0.7 * (0.5 * values.im(i) - alpha * y.im(place));
        d.set(place, re, im);
        grids.set(i, re, im);
      }
    }
  }

  @Test
  void primalStepIsThatOfTheDefinition() {
    List<Shape> shapes =
        List.of(Shape.of(1), Shape.of(11), Shape.of(7, 5), Shape.of(1, 6), Shape.of(3, 5, 2));
    for (Shape shape : shapes) {
      int[] shift = new int[shape.rank()];
      for (int axis = 0; axis < shift.length; axis++) {
        shift[axis] = 4 - 3 * axis;
      }
      ShiftSequence shifts = ShiftSequence.restart(List.of(shift));
      FirenetParameters parameters =
          FirenetParameters.builder().outer(1).inner(4).tau(0.9).shifts(shifts).build();
      for (int coils : new int[] {0, 1, 3}) {
        checkPrimal(new Bound(masked(shape, coils), parameters), shape);
      }
    }
  }

  private void checkPrimal(Bound bound, Shape shape) {
    WaveletKernels wavelet = new WaveletKernels(device, EXACT, bound.size.problem(), bound.memory);
    long gridAddress = bound.memory.of(GenericPart.GRID);
    GenericProximal.Grids grids =
        new GenericProximal.Grids(gridAddress, gridAddress, bound.size.dualSums());
    GenericProximal proximal =
        new GenericProximal(device, bound.size, bound.memory, wavelet, grids);
    int coils = bound.size.problem().coils();
    Shape grid = shape.prepend(bound.size.lines());
    CoilSensitivities maps =
        new CoilSensitivities(bound.memory.of(GenericPart.MAPS), coils, shape.count());
    ComplexArray s = coils > 0 ? RandomProblems.numbers(random, grid.prepend(IMAGES)) : null;
    if (coils > 0) {
      maps.take(arrays.stream(), arrays.complex(EXACT, s), IMAGES, false, 16);
    }
    bound.fill(GenericPart.SCHEDULE, 1.5, 2, 3, 0.5, 2, 3);
    ComplexArray start = bound.fill(GenericPart.SUM, shape);
    proximal.apply(arrays.stream(), 0, 0, IMAGES, 0, 0.25, maps, true);
    ComplexArray x = ComplexArray.zeros(EXACT, start.shape());
    for (int i = 0; i < x.count(); i++) {
      double begin = i < shape.count() ? 1.5 : 0.5;
      x.set(i, begin * start.re(i), begin * start.im(i));
    }
    assertClose(x, bound.read(GenericPart.ITERATE, shape));
    assertClose(x, bound.read(GenericPart.SUM, shape));
    assertClose(coilImages(s, x, grid), bound.read(GenericPart.GRID, grid));
    assertClose(rolled(bound, x), bound.read(GenericPart.FIRST, shape));

    ComplexArray t = bound.fill(GenericPart.GRID, grid);
    GenericDual dual = new GenericDual(device, bound.size, bound.memory);
    fillSums(bound, dual.sums(0));
    proximal.apply(arrays.stream(), 0, 1, IMAGES, dual.sums(0), 0.25, maps, true);
    ComplexArray next = gradientStep(s, x, t, shape.count());
    ComplexArray sum = ComplexArray.zeros(EXACT, x.shape());
    ComplexArray bar = ComplexArray.zeros(EXACT, x.shape());
    for (int i = 0; i < x.count(); i++) {
      sum.set(i, x.re(i) + next.re(i), x.im(i) + next.im(i));
      bar.set(i, 2 * next.re(i) - x.re(i), 2 * next.im(i) - x.im(i));
    }
    assertClose(next, bound.read(GenericPart.ITERATE, shape));
    assertClose(sum, bound.read(GenericPart.SUM, shape));
    ComplexArray expected = coilImages(s, bar, grid);
    assertClose(expected, bound.read(GenericPart.GRID, grid));
  }

  /** S_c x for each image; x itself without maps. */
  private static ComplexArray coilImages(ComplexArray maps, ComplexArray x, Shape grid) {
    ComplexArray out = ComplexArray.zeros(EXACT, grid.prepend(IMAGES));
    int pixels = grid.count() / grid.extent(0);
    for (int i = 0; i < out.count(); i++) {
      int place = i / grid.count() * pixels + i % pixels;
      double re = maps == null ? 1 : maps.re(i);
      double im = maps == null ? 0 : maps.im(i);
      out.set(i, re * x.re(place) - im * x.im(place), re * x.im(place) + im * x.re(place));
    }
    return out;
  }

  /** x − τ · norm · scale · Σ_c conj(S_c) t_c. */
  private static ComplexArray gradientStep(
      ComplexArray maps, ComplexArray x, ComplexArray t, int pixels) {
    ComplexArray out = x.copy(EXACT);
    int each = t.count() / IMAGES;
    for (int i = 0; i < t.count(); i++) {
      int place = i / each * pixels + i % pixels;
      double step = 0.9 * 0.25 * scale(i / each);
      double re = maps == null ? 1 : maps.re(i);
      double im = maps == null ? 0 : -maps.im(i);
      out.set(
          place,
          out.re(place) - step * (re * t.re(i) - im * t.im(i)),
          out.im(place) - step * (re * t.im(i) + im * t.re(i)));
    }
    return out;
  }

  private static ComplexArray rolled(Bound bound, ComplexArray x) {
    int[] shift = new int[bound.size.problem().image().rank()];
    bound.size.parameters().shifts().shift(0, 0, 0, 1, shift);
    RollOperator roll = new RollOperator(bound.size.problem().image(), shift);
    ComplexArray out = ComplexArray.zeros(EXACT, x.shape());
    for (int image = 0; image < IMAGES; image++) {
      out.setSlice(image, roll.forward(x.slice(image)));
    }
    return out;
  }
}
