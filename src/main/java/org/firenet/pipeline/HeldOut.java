package org.firenet.pipeline;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.mri.CalibrationRegion;
import org.firenet.network.Problem;

/**
 * A figure of quality without a true image: some samples are kept from the reconstruction, and the
 * image has to predict them,
 *
 * <pre>
 *   error = ‖M_h (Φ S x − y)‖₂ / ‖M_h y‖₂,   M_h the samples held out.
 * </pre>
 *
 * <p>Calibration samples are never held out. An image of zeros has error 1.
 */
public final class HeldOut {
  private final Mask kept;
  private final Mask heldOut;

  private HeldOut(Mask kept, Mask heldOut) {
    this.kept = kept;
    this.heldOut = heldOut;
  }

  /**
   * Draws samples to hold out.
   *
   * @param mask {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @param fraction of the samples outside the calibration region, between 0 and 1
   * @param seed of the draw
   */
  public static HeldOut draw(Mask mask, double fraction, long seed) {
    CalibrationRegion region = CalibrationRegion.find(mask, 1);
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] kept = new boolean[mask.shape().count()];
    boolean[] out = new boolean[kept.length];
    for (int i = 0; i < kept.length; i++) {
      if (mask.get(i)) {
        out[i] = random.nextDouble() < fraction && !inside(region, mask, i);
        kept[i] = !out[i];
      }
    }
    return new HeldOut(Mask.of(mask.shape(), kept), Mask.of(mask.shape(), out));
  }

  private static boolean inside(CalibrationRegion region, Mask mask, int index) {
    int rest = index;
    for (int axis = mask.shape().rank() - 1; axis >= 0; axis--) {
      int i = rest % mask.shape().extent(axis) - region.start(axis);
      if (i < 0 || i >= region.extent().extent(axis)) {
        return false;
      }
      rest /= mask.shape().extent(axis);
    }
    return true;
  }

  /** The mask to reconstruct with. */
  public Mask kept() {
    return kept;
  }

  /**
   * The prediction error of an image that was made of the samples kept.
   *
   * @param kspace all data {@code [coil, ky, kx]}
   * @param maps sensitivities {@code [coil, y, x]}
   * @param image {@code [y, x]}
   */
  public double error(ComplexArray kspace, ComplexArray maps, ComplexArray image) {
    Problem problem = Problem.of(image.shape()).mask(heldOut).maps(maps).levels(0).build();
    double[] predicted = problem.samplingOperator(null).forward(image).doubles();
    double[] y = kspace.to(Precision.DOUBLE).doubles();
    double difference = 0;
    double norm = 0;
    int points = heldOut.shape().count();
    for (int i = 0; i < y.length; i++) {
      if (heldOut.get(i / 2 % points)) {
        difference += (predicted[i] - y[i]) * (predicted[i] - y[i]);
        norm += y[i] * y[i];
      }
    }
    return Math.sqrt(difference / norm);
  }
}
