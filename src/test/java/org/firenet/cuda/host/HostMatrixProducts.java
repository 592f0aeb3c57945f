package org.firenet.cuda.host;

import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.MatrixProducts;

/** By the definition, in double. */
final class HostMatrixProducts implements MatrixProducts {
  private final HostDevice device;

  HostMatrixProducts(HostDevice device) {
    this.device = device;
    device.open().add(this, "matrix products");
  }

  @Override
  public void apply(
      DeviceStream stream,
      Precision precision,
      boolean adjoint,
      int rows,
      int columns,
      int count,
      long a,
      long b,
      long c) {
    device.checkOpen();
    device.open().check(this, "matrix products");
    if (rows < 1 || columns < 1 || count < 1) {
      throw new IllegalArgumentException(
          "rows, columns, count: expected at least 1, got %d, %d, %d"
              .formatted(rows, columns, count));
    }
    Product product = new Product(device, precision, adjoint, rows, columns, count, a, b, c);
    product.check();
    ((HostStream) stream).enqueue(product);
  }

  @Override
  public void close() {
    device.open().remove(this);
  }

  private record Product(
      HostDevice device,
      Precision precision,
      boolean adjoint,
      int rows,
      int columns,
      int count,
      long a,
      long b,
      long c)
      implements Runnable {
    private int length() {
      return adjoint ? rows : columns;
    }

    private int results() {
      return adjoint ? columns : rows;
    }

    void check() {
      long bytes = precision.bytesPerComplex();
      device.pieces().check("matrix product, a", a, bytes * rows * columns);
      device.pieces().check("matrix product, b", b, bytes * count * length());
      device.pieces().check("matrix product, c", c, bytes * count * results());
    }

    @Override
    public void run() {
      check();
      double[] matrix = new double[Math.multiplyExact(2 * rows, columns)];
      double[] vector = new double[2 * length()];
      double[] result = new double[2 * results()];
      Numbers.read(a, precision, matrix);
      long bytes = precision.bytesPerComplex();
      for (int i = 0; i < count; i++) {
        Numbers.read(b + bytes * i * length(), precision, vector);
        for (int k = 0; k < results(); k++) {
          multiply(matrix, vector, k, result);
        }
        Numbers.write(result, c + bytes * i * results(), precision);
      }
      String name = adjoint ? "adjoint" : "plain";
      device.log().add(WorkLog.Kind.PRODUCT, name, null, 0);
    }

    private void multiply(double[] matrix, double[] vector, int k, double[] result) {
      double real = 0;
      double imaginary = 0;
      for (int j = 0; j < length(); j++) {
        int entry = 2 * (adjoint ? j * columns + k : k * columns + j);
        double x = matrix[entry];
        double y = adjoint ? -matrix[entry + 1] : matrix[entry + 1];
        real += x * vector[2 * j] - y * vector[2 * j + 1];
        imaginary += x * vector[2 * j + 1] + y * vector[2 * j];
      }
      result[2 * k] = real;
      result[2 * k + 1] = imaginary;
    }
  }
}
