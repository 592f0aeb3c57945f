package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.selftest.RandomProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTransformTest {
  /** A few roundings for each of at most ten stages, relative to the root of the length. */
  private static final double TOLERANCE = 1e-14;

  private static final int ROWS = 2;

  @Test
  void everySmoothLengthUpTo1024HasATransformAndNoOther() {
    for (int length = -1; length <= 1100; length++) {
      int rest = Math.max(length, 1);
      for (int prime : new int[] {2, 3, 5, 7}) {
        while (rest % prime == 0) {
          rest /= prime;
        }
      }
      boolean expected = length >= 2 && length <= 1024 && rest == 1;
      assertEquals(expected, LineTransform.of(length).isPresent(), "length " + length);
    }
  }

  @Test
  void radicesMultiplyToTheLengthAndBeginWithTheLargest() {
    for (int length = 2; length <= 1024; length++) {
      if (LineTransform.of(length).isPresent()) {
        LineTransform line = LineTransform.of(length).orElseThrow();
        assertEquals(length, IntStream.of(line.radices()).reduce(1, (a, b) -> a * b));
        assertEquals(line.radices()[0], IntStream.of(line.radices()).max().orElseThrow());
        assertTrue(line.threads() <= 128, length + " has " + line.threads() + " threads");
      }
    }
  }

  @Test
  void frequenciesAreAPermutation() {
    for (int length : new int[] {2, 7, 16, 30, 210, 320, 1000, 1024}) {
      LineTransform line = LineTransform.of(length).orElseThrow();
      TreeSet<Integer> seen = new TreeSet<>();
      TreeSet<Integer> columns = new TreeSet<>();
      for (int i = 0; i < length; i++) {
        seen.add(line.frequency(i));
        columns.add(line.columnFrequency(i));
      }
      assertEquals(length, seen.size());
      assertEquals(length, columns.size());
      assertEquals(length - 1, (int) seen.last());
    }
  }

  /** Every radix as first and as last pass, one to four passes, odd and even. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 25, 27, 35, 49, 54, 63, 96, 100,
        125, 144, 180, 210, 243, 256, 320, 343, 360, 400, 441, 512, 630, 945, 1000, 1024
      })
  void kernelsTransformLinesAsTheDefinitionSays(int length) {
    HostDevices.assumeAvailable();
    LineTransform line = LineTransform.of(length).orElseThrow();
    Map<String, String> constants =
        Map.of("LINE", line.constant(), "ROWS", Integer.toString(ROWS), "LEVELS", "0");
    try (HostDevice device = new HostDevice();
        DeviceArrays arrays = new DeviceArrays(device)) {
      KernelModule module = FusedSolver.module(device, "rows", Precision.DOUBLE, constants);
      ComplexArray x = RandomProblems.numbers(new SplittableRandom(length), Shape.of(3, length));
      long factors = arrays.reals(Precision.DOUBLE, line.factors());
      long image = arrays.complex(Precision.DOUBLE, x);
      long grid = arrays.take(Precision.DOUBLE, x.count());
      KernelArguments arguments = new KernelArguments();
      arguments.address(image).address(0).integer64(0).address(grid).address(factors);
      arguments.integer(1).integer(3);
      launch(arrays, module.kernel("rows_forward"), line, arguments);
      ComplexArray forward = arrays.complex(Precision.DOUBLE, grid, x.shape());
      double bound = TOLERANCE * Math.sqrt(length);
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < length; column++) {
          double[] expected = sum(x, row, length, line.columnFrequency(column));
          int at = row * length + column;
          assertEquals(expected[0], forward.re(at), bound, "real part of column " + column);
          assertEquals(expected[1], forward.im(at), bound, "imaginary part of column " + column);
        }
      }
      arguments.clear().address(grid).address(factors).integer64(3).real(1.0 / length);
      launch(arrays, module.kernel("rows_inverse"), line, arguments);
      ComplexArray back = arrays.complex(Precision.DOUBLE, grid, x.shape());
      for (int i = 0; i < x.count(); i++) {
        assertEquals(x.re(i), back.re(i), bound, "number " + i);
        assertEquals(x.im(i), back.im(i), bound, "number " + i);
      }
    }
  }

  private static void launch(
      DeviceArrays arrays, Kernel kernel, LineTransform line, KernelArguments arguments) {
    int bytes = ROWS * (line.length() + line.length() / 8 + 1) * 16;
    arrays.stream()
        .launch(kernel, new LaunchShape(2, 1, 1, line.threads(), ROWS, bytes), arguments);
  }

  /** Σ_n x[n] exp(−2πi kn/N) of a row. */
  private static double[] sum(ComplexArray x, int row, int length, int k) {
    double re = 0;
    double im = 0;
    for (int n = 0; n < length; n++) {
      double angle = -2 * Math.PI * ((long) k * n % length) / length;
      int at = row * length + n;
      re += x.re(at) * Math.cos(angle) - x.im(at) * Math.sin(angle);
      im += x.re(at) * Math.sin(angle) + x.im(at) * Math.cos(angle);
    }
    return new double[] {re, im};
  }

  @Test
  void phasesAreExactWhereTheyCanBe() {
    double[] out = new double[2];
    for (int k = -9; k <= 9; k++) {
      UnitPhase.of(k, 4, out, 0);
      double[][] expected = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
      assertEquals(expected[Math.floorMod(k, 4)][0], out[0], 0.0);
      assertEquals(expected[Math.floorMod(k, 4)][1], out[1], 0.0);
      UnitPhase.of(k, 217, out, 0);
      assertEquals(Math.cos(2 * Math.PI * k / 217), out[0], 1e-15);
      assertEquals(Math.sin(2 * Math.PI * k / 217), out[1], 1e-15);
    }
  }
}
