package org.firenet.mri;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Coil sensitivities from a fully sampled region at the centre of k-space (ESPIRiT).
 *
 * <p>Patches of k-space lie in a space of few dimensions; the projection W onto it, averaged over
 * all patches, is a convolution in k-space and one C × C matrix G(r) per pixel in the image:
 *
 * <pre>
 *   G_{cc'}(r) = Σ_l K_{cc'}[l] exp(−2πi l·(r − n/2)/n),     G(r) s(r) = λ(r) s(r).
 * </pre>
 *
 * <p>The maps are the unit eigenvectors s with λ above a bound (λ ≤ 1). Kernels K: see {@link
 * CalibrationKernels}. G is never stored for a whole image; memory beyond input and output is a few
 * planes and the Gram matrix of the kernels.
 *
 * <p>Phase: the data fix s(r) up to a phase. It is chosen so that the first virtual coil {@code Σ_c
 * conj(u_c) s_c(r)} is real and positive, u the principal axis of the coils over the calibration
 * region with its largest element real and positive. Scale: the maps of a set have {@code Σ_c
 * |s_c|² = 1} in the support and 0 outside; with soft cropping they are multiplied by {@code 1/2 +
 * 3t/4 − t³/4}, {@code t = (λ − crop)/(1 − crop)} clipped to [−1, 1].
 *
 * <p>The calibration data can come from another scan with the same coils, field of view and
 * position but any number of points, and from several (repetitions, contrasts): the patches of all
 * then span one space, in which each counts with its energy and none with its phase.
 *
 * <p>Runs on the common thread pool; the result is the same for any number of threads. Source:
 * Uecker, Lai, Murphy, Virtue, Elad, Pauly, Vasanawala, Lustig, MRM 71:990, 2014.
 */
public final class Espirit {
  private Espirit() {}

  /** {@link #calibrate(ComplexArray, Mask, EspiritParameters)}, sampled where not zero. */
  public static EspiritMaps calibrate(ComplexArray kspace, EspiritParameters parameters) {
    int axes = requireAxes("kspace", kspace) - 1;
    return calibrate(kspace, Mask.ofNonZero(kspace, axes), parameters);
  }

  /**
   * Estimates the sensitivities.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, DC at n/2. Not modified.
   * @param mask which points were sampled, {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @return maps in the precision of the k-space
   * @throws IllegalArgumentException if shapes do not fit, a number is not finite, there are more
   *     sets than coils, or the fully sampled region is smaller than the kernel or empty of signal
   */
  public static EspiritMaps calibrate(
      ComplexArray kspace, Mask mask, EspiritParameters parameters) {
    EspiritKernels kernels = kernels(kspace, mask, parameters);
    return maps(kernels, mask.shape(), parameters, kspace.precision());
  }

  /**
   * The first half of {@link #calibrate(ComplexArray, Mask, EspiritParameters)}: all that is needed
   * of the data.
   */
  public static EspiritKernels kernels(
      ComplexArray kspace, Mask mask, EspiritParameters parameters) {
    int axes = requireAxes("kspace", kspace) - 1;
    ComplexArray.requireShape("mask", mask.shape(), kspace.shape().last(axes));
    requireSets(kspace.shape().extent(0), parameters);
    return EspiritKernels.of(List.of(block("kspace", kspace, mask, parameters)), parameters);
  }

  /**
   * Estimates the sensitivities on an image grid from calibration data of their own grids, sampled
   * where not zero.
   *
   * @param calibrations one or more of {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, each
   *     with its DC at n/2; the same coils and field of view, any number of points. Not modified.
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @return maps in the precision of the first calibration
   * @throws IllegalArgumentException as for one array, or if axes or coils differ
   */
  public static EspiritMaps calibrate(
      List<ComplexArray> calibrations, Shape grid, EspiritParameters parameters) {
    EspiritKernels kernels = kernels(calibrations, grid, parameters);
    return maps(kernels, grid, parameters, calibrations.get(0).precision());
  }

  /** The first half of {@link #calibrate(List, Shape, EspiritParameters)}. */
  public static EspiritKernels kernels(
      List<ComplexArray> calibrations, Shape grid, EspiritParameters parameters) {
    requireAlike(calibrations, grid, parameters);
    List<ComplexArray> blocks = new ArrayList<>();
    for (int i = 0; i < calibrations.size(); i++) {
      ComplexArray one = calibrations.get(i);
      Mask mask = Mask.ofNonZero(one, grid.rank());
      blocks.add(block("calibrations[" + i + "]", one, mask, parameters));
    }
    return EspiritKernels.of(blocks, parameters);
  }

  /**
   * Estimates the sensitivities on an image grid from calibration data of one other grid.
   *
   * @param calibrations one or more of {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, DC at
   *     n/2, all of one shape; field of view as that of the maps. Not modified.
   * @param mask which of their points were sampled, {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @return maps in the precision of the first calibration
   * @throws IllegalArgumentException as for one array, or if axes or coils differ
   */
  public static EspiritMaps calibrate(
      List<ComplexArray> calibrations, Mask mask, Shape grid, EspiritParameters parameters) {
    requireAlike(calibrations, grid, parameters);
    List<ComplexArray> blocks = new ArrayList<>();
    for (int i = 0; i < calibrations.size(); i++) {
      ComplexArray one = calibrations.get(i);
      ComplexArray.requireShape("mask", mask.shape(), one.shape().last(grid.rank()));
      blocks.add(block("calibrations[" + i + "]", one, mask, parameters));
    }
    EspiritKernels kernels = EspiritKernels.of(blocks, parameters);
    return maps(kernels, grid, parameters, calibrations.get(0).precision());
  }

  /**
   * The second half: the eigenvectors of every pixel.
   *
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @param precision of the maps; the arithmetic is double
   * @throws IllegalArgumentException if there are more sets than coils
   */
  public static EspiritMaps maps(
      EspiritKernels kernels, Shape grid, EspiritParameters parameters, Precision precision) {
    int sets = parameters.sets();
    requireSets(kernels.coils(), parameters);
    ComplexArray maps = ComplexArray.zeros(precision, grid.prepend(kernels.coils()).prepend(sets));
    double[] eigenvalues = new double[sets * grid.count()];
    new EspiritField(kernels.kernels(), kernels.principal(), with3Axes(grid.extents()), parameters)
        .solve(maps, eigenvalues);
    return EspiritMaps.of(maps, RealArray.of(grid.prepend(sets), eigenvalues));
  }

  private static int requireAxes(String name, ComplexArray kspace) {
    int rank = kspace.shape().rank();
    if (rank < 3 || rank > 4) {
      throw new IllegalArgumentException(
          "`%s`: expected [coil, ky, kx] or [coil, kz, ky, kx], got %s"
              .formatted(name, kspace.shape()));
    }
    return rank;
  }

  private static void requireSets(int coils, EspiritParameters parameters) {
    if (parameters.sets() > coils) {
      throw new IllegalArgumentException(
          "sets: expected at most the number of coils, %d, got %d"
              .formatted(coils, parameters.sets()));
    }
  }

  private static void requireAlike(
      List<ComplexArray> calibrations, Shape grid, EspiritParameters parameters) {
    if (calibrations.isEmpty()) {
      throw new IllegalArgumentException("`calibrations`: expected at least one array, got none");
    }
    int coils = calibrations.get(0).shape().extent(0);
    for (int i = 0; i < calibrations.size(); i++) {
      Shape shape = calibrations.get(i).shape();
      requireAxes("calibrations[" + i + "]", calibrations.get(i));
      if (shape.rank() != grid.rank() + 1 || shape.extent(0) != coils) {
        throw new IllegalArgumentException(
            "`calibrations[%d]`: expected %d coils and %d more axes, as many as the grid %s has, got %s"
                .formatted(i, coils, grid.rank(), grid, shape));
      }
    }
    requireSets(coils, parameters);
  }

  /** The fully sampled box, always with three axes behind the coils. */
  private static ComplexArray block(
      String name, ComplexArray kspace, Mask mask, EspiritParameters parameters) {
    CalibrationRegion region =
        CalibrationRegion.find(mask, parameters.kernel(), parameters.calibration());
    kspace.requireFinite(name);
    return region
        .extract(kspace)
        .reshape(Shape.of(with3Axes(region.extent().extents())).prepend(kspace.shape().extent(0)));
  }

  private static int[] with3Axes(int[] extents) {
    return extents.length == 3 ? extents : new int[] {1, extents[0], extents[1]};
  }
}
