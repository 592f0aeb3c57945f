package org.firenet.cuda;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;

/** Fully sampled k-space of the phantom in simulated coils, with some noise. */
final class EspiritScan {
  private static final double NOISE = 1e-3;

  private EspiritScan() {}

  /** {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, double. */
  static ComplexArray of(int coils, Shape grid, long seed) {
    ComplexArray maps = BirdcageCoils.maps(coils, grid);
    ComplexArray object = SmoothPhase.apply(SheppLogan.image(grid), 1);
    ComplexArray images = ComplexArray.zeros(Precision.DOUBLE, maps.shape());
    for (int i = 0; i < images.count(); i++) {
      int r = i % grid.count();
      images.set(
          i,
          maps.re(i) * object.re(r) - maps.im(i) * object.im(r),
          maps.re(i) * object.im(r) + maps.im(i) * object.re(r));
    }
    ComplexArray kspace = new FourierOperator(maps.shape(), grid.rank()).forward(images);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < kspace.count(); i++) {
      kspace.set(
          i,
          kspace.re(i) + NOISE * (random.nextDouble() - 0.5),
          kspace.im(i) + NOISE * (random.nextDouble() - 0.5));
    }
    return kspace;
  }
}
