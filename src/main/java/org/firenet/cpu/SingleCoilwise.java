package org.firenet.cpu;

import org.firenet.array.Shape;
import org.firenet.network.Problem;

/**
 * The sampling of each coil by itself, where derivatives with respect to the sensitivities need it.
 * Vectors of data are those of the sampling of all coils together.
 */
final class SingleCoilwise {
  private final int coils;
  private final int stride;
  private final int[] order;
  private final SingleCartesianSampling one;
  private final SinglePlanes data;
  private final SinglePlanes coilImage;

  SingleCoilwise(Problem problem, SingleCartesianSampling all, int threads, boolean vector) {
    Shape shape = problem.image();
    Problem single =
        Problem.of(shape)
            .sampling(problem.sampling())
            .mask(problem.mask().orElseThrow())
            .levels(0)
            .weights(null)
            .build();
    coils = problem.coils();
    stride = all.stride();
    one = new SingleCartesianSampling(single, threads, vector);
    data = one.data();
    coilImage = new SinglePlanes(shape.count());
    int[] place = new int[shape.count()];
    for (int i = 0; i < one.sampleData().length; i++) {
      place[one.sampleData()[i]] = i * one.stride();
    }
    order = new int[all.sampleData().length];
    for (int i = 0; i < order.length; i++) {
      order[i] = place[all.sampleData()[i]];
    }
  }

  /** {@code all ← all + factor · M Φ (s · x)}. */
  void forward(Team team, double factor, SinglePlanes maps, SinglePlanes image, SinglePlanes all) {
    int pixels = coilImage.re.length;
    float f = (float) factor;
    for (int coil = 0; coil < coils; coil++) {
      int at = coil * pixels;
      for (int i = 0; i < pixels; i++) {
        coilImage.re[i] = maps.re[at + i] * image.re[i] - maps.im[at + i] * image.im[i];
        coilImage.im[i] = maps.re[at + i] * image.im[i] + maps.im[at + i] * image.re[i];
      }
      one.forward(team, coilImage, data);
      for (int i = 0; i < order.length; i++) {
        all.re[i * stride + coil] += f * data.re[order[i]];
        all.im[i * stride + coil] += f * data.im[order[i]];
      }
    }
  }

  /** {@code image ← image + factor · Σ_j conj(s_j) (Φ* M q)_j}. */
  void adjoint(Team team, double factor, SinglePlanes maps, SinglePlanes all, SinglePlanes image) {
    int pixels = coilImage.re.length;
    float f = (float) factor;
    for (int coil = 0; coil < coils; coil++) {
      back(team, coil, all);
      int at = coil * pixels;
      for (int i = 0; i < pixels; i++) {
        float re = coilImage.re[i];
        float im = coilImage.im[i];
        image.re[i] += f * (maps.re[at + i] * re + maps.im[at + i] * im);
        image.im[i] += f * (maps.re[at + i] * im - maps.im[at + i] * re);
      }
    }
  }

  /** {@code maps_j ← maps_j + factor · conj(x) (Φ* M q)_j}. */
  void gradient(Team team, double factor, SinglePlanes image, SinglePlanes all, SinglePlanes maps) {
    int pixels = coilImage.re.length;
    float f = (float) factor;
    for (int coil = 0; coil < coils; coil++) {
      back(team, coil, all);
      int at = coil * pixels;
      for (int i = 0; i < pixels; i++) {
        float re = coilImage.re[i];
        float im = coilImage.im[i];
        maps.re[at + i] += f * (image.re[i] * re + image.im[i] * im);
        maps.im[at + i] += f * (image.re[i] * im - image.im[i] * re);
      }
    }
  }

  private void back(Team team, int coil, SinglePlanes all) {
    for (int i = 0; i < order.length; i++) {
      data.re[order[i]] = all.re[i * stride + coil];
      data.im[order[i]] = all.im[i * stride + coil];
    }
    one.adjoint(team, data, coilImage);
  }
}
