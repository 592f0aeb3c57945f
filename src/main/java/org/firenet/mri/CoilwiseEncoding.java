package org.firenet.mri;

import java.util.List;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;

/** {@code E = M Φ S}, the coils side by side on all cores; added up in their order. */
final class CoilwiseEncoding extends LinearOperator {
  private final List<LinearOperator> coils;

  CoilwiseEncoding(Mask mask, ComplexArray maps) {
    super(mask.shape(), maps.shape());
    Shape one = mask.shape().prepend(1);
    coils =
        IntStream.range(0, maps.shape().extent(0))
            .mapToObj(
                c ->
                    ComposedOperator.of(
                        List.of(
                            new MaskOperator(one, mask),
                            new FourierOperator(one, mask.shape().rank()),
                            new CoilOperator(maps.slices(c, c + 1)))))
            .toList();
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    IntStream.range(0, coils.size())
        .parallel()
        .forEach(
            c -> {
              double[] data = new double[in.length];
              coils.get(c).forward(in, data);
              System.arraycopy(data, 0, out, c * in.length, in.length);
            });
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    double[][] images = new double[coils.size()][out.length];
    IntStream.range(0, images.length)
        .parallel()
        .forEach(
            c -> {
              double[] data = new double[out.length];
              System.arraycopy(in, c * out.length, data, 0, out.length);
              coils.get(c).adjoint(data, images[c]);
            });
    java.util.Arrays.fill(out, 0);
    for (double[] image : images) {
      for (int i = 0; i < out.length; i++) {
        out[i] += image[i];
      }
    }
  }
}
