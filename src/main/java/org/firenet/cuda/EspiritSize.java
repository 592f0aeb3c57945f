package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.EspiritParameters;

/**
 * Extents of the arrays of {@code espirit.cu}.
 *
 * @param nz planes of an image, 1 for images of two axes
 * @param ny extent along y
 * @param nx extent along x
 * @param lagsZ lags of the kernels along z
 * @param lags lags of the kernels along y and along x
 * @param coils number of coils
 * @param sets number of map sets
 * @param precision of the arithmetic
 */
record EspiritSize(
    int nz, int ny, int nx, int lagsZ, int lags, int coils, int sets, Precision precision) {
  /** Most coils: a row of the matrix of a pixel stays in the registers of a thread. */
  static final int MOST_COILS = 32;

  private static final int WIDTH_STEP = 4;

  static EspiritSize of(Shape grid, int coils, EspiritParameters parameters, Precision precision) {
    boolean volume = grid.rank() == 3;
    int lags = 2 * parameters.kernel() - 1;
    return new EspiritSize(
        volume ? grid.extent(0) : 1,
        grid.extent(grid.rank() - 2),
        grid.extent(grid.rank() - 1),
        volume ? lags : 1,
        lags,
        coils,
        parameters.sets(),
        precision);
  }

  /** Rows of a matrix: the coils and, up to a multiple of 4, rows of zeros. */
  int width() {
    return (coils + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
  }

  /** Whether images have three axes and their planes are worked on one by one. */
  boolean volume() {
    return nz > 1 || lagsZ > 1;
  }

  /** Numbers of a matrix. */
  int matrix() {
    return width() * width();
  }

  /** Numbers of the kernels of an image. */
  long kernels() {
    return (long) lagsZ * planeKernels();
  }

  /** Numbers of the kernels of a plane. */
  long planeKernels() {
    return (long) lags * lags * matrix();
  }

  /** Numbers of the columns of a plane. */
  long planeColumns() {
    return (long) nx * lags * matrix();
  }

  /** Pixels of an image. */
  long pixels() {
    return (long) nz * ny * nx;
  }

  /** Bytes of so many complex numbers. */
  long bytes(long numbers) {
    return numbers * precision.bytesPerComplex();
  }
}
