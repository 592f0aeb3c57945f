package org.firenet.mri;

import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** What {@link Espirit} found: coil sensitivities with their eigenvalues. */
public final class EspiritMaps {
  private final ComplexArray sets;
  private final RealArray eigenvalues;

  private EspiritMaps(ComplexArray sets, RealArray eigenvalues) {
    this.sets = sets;
    this.eigenvalues = eigenvalues;
  }

  /**
   * From what was computed elsewhere.
   *
   * @param sets {@code [set, coil, y, x]} or {@code [set, coil, z, y, x]}, kept
   * @param eigenvalues {@code [set, y, x]} or {@code [set, z, y, x]}, kept
   */
  public static EspiritMaps of(ComplexArray sets, RealArray eigenvalues) {
    int axes = eigenvalues.shape().rank() - 1;
    Shape grid = eigenvalues.shape().last(axes);
    ComplexArray.requireShape(
        "sets",
        sets.shape(),
        grid.prepend(sets.shape().extent(1)).prepend(eigenvalues.shape().extent(0)));
    return new EspiritMaps(sets, eigenvalues);
  }

  /**
   * The first map set, {@code [coil, y, x]} or {@code [coil, z, y, x]}: {@code Σ_c |s_c|² = 1} in
   * the support and 0 outside; in between where it fades out.
   */
  public ComplexArray maps() {
    return set(0);
  }

  /** One map set, {@code [coil, y, x]} or {@code [coil, z, y, x]}, by falling eigenvalue. */
  public ComplexArray set(int index) {
    if (index < 0 || index >= sets.shape().extent(0)) {
      throw new IllegalArgumentException(
          "index: expected 0 to " + (sets.shape().extent(0) - 1) + ", got " + index);
    }
    return sets.shape().extent(0) == 1
        ? sets.reshape(sets.shape().last(sets.shape().rank() - 1))
        : sets.slice(index);
  }

  /** All map sets, {@code [set, coil, y, x]} or {@code [set, coil, z, y, x]}. */
  public ComplexArray sets() {
    return sets;
  }

  /**
   * The eigenvalues, {@code [set, y, x]} or {@code [set, z, y, x]}, between 0 and 1: near 1 where
   * the signal of the coils is explained by one set of sensitivities.
   */
  public RealArray eigenvalues() {
    return eigenvalues;
  }
}
