package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationKernelsTest {
  /** Sums of a few hundred products of order one, in another order. */
  private static final double TOLERANCE = 1e-10;

  private static ComplexArray randomBlock(Shape shape) {
    Random random = new Random(7);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  /** The calibration matrix, one row a patch: {@code [0: real, 1: imaginary][row][column]}. */
  private static double[][][] calibrationMatrix(ComplexArray block, int[] kernel) {
    int[] extent = block.shape().extents();
    int[] windows = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      windows[axis] = extent[axis + 1] - kernel[axis] + 1;
    }
    int columns = extent[0] * Shape.of(kernel).count();
    double[][][] a = new double[2][Shape.of(windows).count()][columns];
    int row = 0;
    for (int z = 0; z < windows[0]; z++) {
      for (int y = 0; y < windows[1]; y++) {
        for (int x = 0; x < windows[2]; x++) {
          int column = 0;
          for (int c = 0; c < extent[0]; c++) {
            for (int pz = 0; pz < kernel[0]; pz++) {
              for (int py = 0; py < kernel[1]; py++) {
                for (int px = 0; px < kernel[2]; px++) {
                  int i = ((c * extent[1] + z + pz) * extent[2] + y + py) * extent[3] + x + px;
                  a[0][row][column] = block.re(i);
                  a[1][row][column++] = block.im(i);
                }
              }
            }
          }
          row++;
        }
      }
    }
    return a;
  }

  private static double[][][] gram(double[][][] a) {
    int columns = a[0][0].length;
    double[][][] g = new double[2][columns][columns];
    for (int t = 0; t < a[0].length; t++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          g[0][i][j] += a[0][t][i] * a[0][t][j] + a[1][t][i] * a[1][t][j];
          g[1][i][j] += a[0][t][i] * a[1][t][j] - a[1][t][i] * a[0][t][j];
        }
      }
    }
    return g;
  }

  @ParameterizedTest
  @CsvSource({"2,1,7,9,1,3,3", "1,1,5,5,1,2,4", "3,4,5,6,2,3,2", "2,3,3,3,3,3,3"})
  void gramMatrixIsThatOfTheCalibrationMatrix(
      int coils, int nz, int ny, int nx, int kz, int ky, int kx) {
    int[] kernel = {kz, ky, kx};
    ComplexArray block = randomBlock(Shape.of(coils, nz, ny, nx));
    double[][][] expected = gram(calibrationMatrix(block, kernel));
    int size = expected[0].length;
    double[][] re = new double[size][size];
    double[][] im = new double[size][size];

    new CalibrationGram(block, kernel).add(re, im);

    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        assertEquals(expected[0][i][j], re[i][j], TOLERANCE);
        assertEquals(expected[1][i][j], im[i][j], TOLERANCE);
      }
    }
  }

  /** Both ways to the projector: more patches than columns, and fewer. */
  @ParameterizedTest
  @CsvSource({"2,1,9,8,1,3,3,0.2", "3,1,5,6,1,4,3,0.2", "2,4,4,5,2,3,3,0.1", "1,1,6,6,1,2,2,0"})
  void kernelsAreLagSumsOfTheProjector(
      int coils, int nz, int ny, int nx, int kz, int ky, int kx, double threshold) {
    int[] kernel = {kz, ky, kx};
    int points = kz * ky * kx;
    ComplexArray block = randomBlock(Shape.of(coils, nz, ny, nx));
    double[][][] g = gram(calibrationMatrix(block, kernel));
    HermitianEigen eigen = new HermitianEigen(g[0], g[1]);
    double[][][] vectors = eigen.vectors(coils * points);
    double bound = Math.max(threshold, 1e-12) * eigen.largest();

    CalibrationKernels kernels = new CalibrationKernels(List.of(block), kernel, threshold);

    for (int a = 0; a < coils; a++) {
      for (int b = a; b < coils; b++) {
        double[] expectedRe = new double[kernels.lags(0) * kernels.lags(1) * kernels.lags(2)];
        double[] expectedIm = new double[expectedRe.length];
        for (int p = 0; p < points; p++) {
          for (int q = 0; q < points; q++) {
            int lag =
                ((p / (ky * kx) - q / (ky * kx) + kz - 1) * kernels.lags(1)
                            + (p / kx % ky - q / kx % ky + ky - 1))
                        * kernels.lags(2)
                    + (p % kx - q % kx + kx - 1);
            for (int k = 0; k < coils * points && eigen.value(k) > bound; k++) {
              double[][] v = {vectors[0][k], vectors[1][k]};
              int i = b * points + p;
              int j = a * points + q;
              expectedRe[lag] += (v[0][i] * v[0][j] + v[1][i] * v[1][j]) / points;
              expectedIm[lag] += (v[1][i] * v[0][j] - v[0][i] * v[1][j]) / points;
            }
          }
        }
        int pair = CalibrationKernels.pair(a, b, coils);
        for (int lag = 0; lag < expectedRe.length; lag++) {
          assertEquals(expectedRe[lag], kernels.re(pair)[lag], TOLERANCE);
          assertEquals(expectedIm[lag], kernels.im(pair)[lag], TOLERANCE);
        }
      }
    }
  }

  /** Patches of several regions are the rows of one matrix, on both ways to the projector. */
  @ParameterizedTest
  @CsvSource({"2,9,8,5,0.2", "3,5,6,5,0.2"})
  void regionsSpanOneSpace(int coils, int ny, int nx, int otherNx, double threshold) {
    int[] kernel = {1, 3, 3};
    List<ComplexArray> blocks =
        List.of(
            randomBlock(Shape.of(coils, 1, ny, nx)), randomBlock(Shape.of(coils, 1, ny, otherNx)));
    double[][][] g = gram(calibrationMatrix(blocks.get(0), kernel));
    double[][][] second = gram(calibrationMatrix(blocks.get(1), kernel));
    for (int i = 0; i < g[0].length * g[0].length; i++) {
      int row = i / g[0].length;
      int column = i % g[0].length;
      g[0][row][column] += second[0][row][column];
      g[1][row][column] += second[1][row][column];
    }
    HermitianEigen eigen = new HermitianEigen(g[0], g[1]);
    int dimension = eigen.countAbove(threshold * eigen.largest());

    CalibrationKernels kernels = new CalibrationKernels(blocks, kernel, threshold);

    // The lag 0 of the coils with themselves adds up to the dimension of the space.
    double sum = 0;
    for (int c = 0; c < coils; c++) {
      sum += 9 * kernels.re(CalibrationKernels.pair(c, c, coils))[12];
    }
    assertEquals(dimension, sum, TOLERANCE);
  }

  @Test
  void pairsAreNumberedRowByRow() {
    int expected = 0;
    for (int a = 0; a < 5; a++) {
      for (int b = a; b < 5; b++) {
        assertEquals(expected++, CalibrationKernels.pair(a, b, 5));
      }
    }
  }

  @Test
  void rejectsABlockOfZeros() {
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 1, 6, 6));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new CalibrationKernels(List.of(zeros), new int[] {1, 3, 3}, 0.1))
            .getMessage()
            .contains("only zeros"));
  }
}
