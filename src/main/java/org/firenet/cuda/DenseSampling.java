package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.MatrixProducts;

/** Products with a matrix, from the grid (images) to products and back. */
final class DenseSampling implements GenericSampling {
  private final MatrixProducts products;
  private final Precision precision;
  private final GenericMemory memory;
  private final int rows;
  private final int columns;

  /** For a matrix of a size; takes over the products. */
  DenseSampling(
      MatrixProducts products, Precision precision, GenericMemory memory, int rows, int columns) {
    this.products = products;
    this.precision = precision;
    this.memory = memory;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public double norm() {
    return 1;
  }

  @Override
  public long values() {
    return memory.of(GenericPart.PRODUCT);
  }

  @Override
  public void forward(DeviceStream stream, int slices) {
    apply(stream, false, slices, memory.of(GenericPart.GRID), values());
  }

  @Override
  public void adjoint(DeviceStream stream, int slices) {
    apply(stream, true, slices, values(), memory.of(GenericPart.GRID));
  }

  private void apply(DeviceStream stream, boolean adjoint, int slices, long from, long to) {
    long matrix = memory.of(GenericPart.MATRIX);
    products.apply(stream, precision, adjoint, rows, columns, slices, matrix, from, to);
  }

  @Override
  public void close() {
    products.close();
  }
}
