package org.firenet.learned;

import org.firenet.array.Mask;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A*A x = F* M F x inside of a graph, the part of an image that the samples know, with the unitary
 * centred Fourier transform F as two products with matrices.
 *
 * <p>A complex matrix acts on rows of numbers whose real and imaginary parts take turns as a real
 * one of twice the extents does; as F is unitary that one is orthogonal, its transpose undoes it.
 */
final class SampledPart {
  private final SameDiff sd;
  private final int rows;
  private final int columns;
  private final SDVariable alongX;
  private final SDVariable backAlongX;
  private final SDVariable alongY;
  private final SDVariable backAlongY;
  private final SDVariable sampled;

  /**
   * Puts what does not change into a graph.
   *
   * @param sd modified
   * @param mask {@code [ky, kx]}
   */
  SampledPart(SameDiff sd, Mask mask, DataType type) {
    this.sd = sd;
    rows = mask.shape().extent(0);
    columns = mask.shape().extent(1);
    INDArray x = fourier(columns).castTo(type);
    INDArray y = fourier(rows).castTo(type);
    alongX = sd.constant("fourier.x", x);
    backAlongX = sd.constant("fourier.x.back", x.transpose().dup('c'));
    alongY = sd.constant("fourier.y", y);
    backAlongY = sd.constant("fourier.y.back", y.transpose().dup('c'));
    float[] values = new float[2 * rows * columns];
    for (int ky = 0; ky < rows; ky++) {
      for (int kx = 0; kx < columns; kx++) {
        float value = mask.get(ky * columns + kx) ? 1 : 0;
        values[2 * (kx * rows + ky)] = value;
        values[2 * (kx * rows + ky) + 1] = value;
      }
    }
    sampled =
        sd.constant(
            "sampled",
            Nd4j.createFromArray(values).reshape('c', 1, columns, 2L * rows).castTo(type));
  }

  /**
   * The sampled part of images.
   *
   * @param images {@code [image, y, x, 2]}
   */
  SDVariable of(SDVariable images) {
    SDVariable alongRows = exchanged(product(images, columns, alongX), rows, columns);
    SDVariable kspace = product(alongRows, rows, alongY).reshape(-1, columns, 2L * rows);
    SDVariable columnsAgain = product(kspace.mul(sampled), rows, backAlongY);
    return product(exchanged(columnsAgain, columns, rows), columns, backAlongX)
        .reshape(-1, rows, columns, 2);
  }

  private SDVariable product(SDVariable values, int extent, SDVariable matrix) {
    return sd.mmul(values.reshape(-1, 2L * extent), matrix);
  }

  /** From {@code [image, a, b, 2]}, however it is cut into rows, to {@code [image, b, a, 2]}. */
  private static SDVariable exchanged(SDVariable values, int a, int b) {
    return values.reshape(-1, a, b, 2).permute(0, 2, 1, 3);
  }

  /**
   * Row 2j + p of a vector's parts to column 2k + q: exp(−2πi (j − c)(k − c) / n) / √n, c = ⌊n/2⌋.
   */
  private static INDArray fourier(int n) {
    double[] matrix = new double[4 * n * n];
    int centre = n / 2;
    double scale = 1 / Math.sqrt(n);
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        long turns = Math.floorMod((long) (j - centre) * (k - centre), (long) n);
        double angle = -2 * Math.PI * turns / n;
        double re = scale * Math.cos(angle);
        double im = scale * Math.sin(angle);
        int real = 2 * j * 2 * n + 2 * k;
        int imaginary = real + 2 * n;
        matrix[real] = re;
        matrix[real + 1] = im;
        matrix[imaginary] = -im;
        matrix[imaginary + 1] = re;
      }
    }
    return Nd4j.createFromArray(matrix).reshape('c', 2L * n, 2L * n);
  }
}
