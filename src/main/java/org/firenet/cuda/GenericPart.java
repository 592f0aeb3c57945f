package org.firenet.cuda;

/** What the generic solver keeps in device memory. */
enum GenericPart {
  /** Wavelet filters h and g. */
  FILTERS("wavelet filters"),
  /** Weights of the coefficients; absent if all are 1. */
  WEIGHTS("weights"),
  /** Number of the sample of each point; absent for dense matrices. */
  TABLE("sample table"),
  /** Place in the data of each sample; absent for dense matrices. */
  SOURCES("places of the samples"),
  /** Phase of each sample; Fourier only. */
  PHASES("phases of the samples"),
  /** The dense matrix. */
  MATRIX("matrix"),
  /** Coil sensitivities {@code [image, coil, z, y, x]}. */
  MAPS("maps"),
  /** The iterate x, padded. */
  ITERATE("iterate"),
  /** Sum of the iterates of a block, padded. */
  SUM("sum"),
  /** Coefficients, padded. */
  FIRST("coefficients"),
  /** Coefficients, padded; the transforms go to and fro. */
  SECOND("coefficients, second buffer"),
  /** Mean over the shifts of a layer, padded; absent for one shift. */
  MEAN("mean over shifts"),
  /** Coil images and their transforms {@code [image, coil, z, y, x]}. */
  GRID("grid"),
  /** The matrix times images {@code [image, row]}; dense only. */
  PRODUCT("products"),
  /** Data y at the samples {@code [image, coil, sample]}. */
  DATA("data"),
  /** The dual variable d at the samples. */
  DUAL("dual variable"),
  /** Partial sums of |d|² of layers with even and odd number, {@code double [2, image, count]}. */
  DUAL_SUMS("sums of the dual variable"),
  /** Schedule of restarts, {@code double [image, 2n + 1]}. */
  SCHEDULE("schedule"),
  /** Partial sums of the measures, {@code double [4, image, count]}. */
  MEASURE_SUMS("sums of the measures"),
  /** Work memory of the Fourier transforms. */
  TRANSFORM("work of the transforms");

  private final String purpose;

  GenericPart(String purpose) {
    this.purpose = purpose;
  }

  /** For people to read. */
  String purpose() {
    return purpose;
  }
}
