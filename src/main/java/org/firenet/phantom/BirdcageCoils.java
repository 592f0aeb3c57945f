package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * Smooth simulated coil sensitivities on a ring around the image, {@code Σ_c |s_c|² = 1}.
 *
 * <pre>
 *   t_c = 2πc/C,   d = (x − 1.2 cos t)² + (y − 1.2 sin t)² + (z − z_c)²,
 *   s_c ∝ exp(−d/1.2) exp(i (1.5 (x sin t + y cos t) + t)),
 * </pre>
 *
 * <p>x, y, z from −1 to 1 over the array (y grows with the row). In 2-D the z term is absent; in
 * 3-D the coils stand alternately at z_c = −0.6 and 0.6, a single one at 0.
 */
public final class BirdcageCoils {
  private static final double RADIUS = 1.2;
  private static final double WIDTH = 1.2;
  private static final double WINDING = 1.5;
  private static final double HEIGHT = 0.6;

  private BirdcageCoils() {}

  /**
   * Makes the maps.
   *
   * @param coils number of coils, at least 1
   * @param image {@code [y, x]} or {@code [z, y, x]}
   * @return {@code [coil, y, x]} or {@code [coil, z, y, x]} in double precision
   * @throws IllegalArgumentException for fewer coils or other axes
   */
  public static ComplexArray maps(int coils, Shape image) {
    if (coils < 1) {
      throw new IllegalArgumentException("coils: expected at least 1, got " + coils);
    }
    if (image.rank() < 2 || image.rank() > 3) {
      throw new IllegalArgumentException("image: expected [y, x] or [z, y, x], got " + image);
    }
    return at(coils, Coordinates.of(image));
  }

  /**
   * The maps at the points of a grid.
   *
   * @param places x, y and in 3-D z, in the order of the axes of an image
   */
  static ComplexArray at(int coils, double[][] places) {
    Shape grid = Coordinates.grid(places);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, grid.prepend(coils));
    double[] power = new double[grid.count()];
    for (int c = 0; c < coils; c++) {
      draw(c, coils, places, out, power);
    }
    for (int i = 0; i < out.count(); i++) {
      double norm = Math.sqrt(power[i % power.length]);
      out.set(i, out.re(i) / norm, out.im(i) / norm);
    }
    return out;
  }

  private static void draw(int c, int coils, double[][] places, ComplexArray out, double[] power) {
    double[] columns = places[places.length - 1];
    double[] rows = places[places.length - 2];
    double t = 2 * Math.PI * c / coils;
    double height = coils == 1 ? 0 : c % 2 == 0 ? -HEIGHT : HEIGHT;
    for (int r = 0; r < power.length; r++) {
      double x = columns[r % columns.length];
      double y = rows[r / columns.length % rows.length];
      double dx = x - RADIUS * Math.cos(t);
      double dy = y - RADIUS * Math.sin(t);
      double dz = places.length == 3 ? places[0][r / columns.length / rows.length] - height : 0;
      double modulus = Math.exp(-(dx * dx + dy * dy + dz * dz) / WIDTH);
      double phase = WINDING * (x * Math.sin(t) + y * Math.cos(t)) + t;
      out.set(c * power.length + r, modulus * Math.cos(phase), modulus * Math.sin(phase));
      power[r] += modulus * modulus;
    }
  }
}
