package org.firenet.stability;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/** A small scan of an object of boxes with four smooth coils. */
final class SmallScan {
  static final Shape IMAGE = Shape.of(24, 20);
  private static final int COILS = 4;

  final Problem problem;
  final ComplexArray truth;
  final ComplexArray kspace;
  final Encoding encoding;

  SmallScan(double fraction) {
    SplittableRandom random = new SplittableRandom(7);
    ComplexArray maps = maps();
    Mask mask = mask(random, fraction);
    problem = Problem.of(IMAGE).mask(mask).maps(maps).build();
    truth = object();
    encoding = Encoding.of(problem, null);
    ComplexArray noise = Vectors.gaussian(random, problem.data());
    ComplexArray clean = encoding.operator().forward(truth);
    kspace =
        encoding.sampled(
            Vectors.sum(clean, 0.005 * clean.norm() / encoding.sampled(noise).norm(), noise));
  }

  private static ComplexArray maps() {
    ComplexArray maps = ComplexArray.zeros(Precision.DOUBLE, IMAGE.prepend(COILS));
    int pixels = IMAGE.count();
    for (int r = 0; r < pixels; r++) {
      double y = (double) (r / IMAGE.extent(1)) / IMAGE.extent(0) - 0.5;
      double x = (double) (r % IMAGE.extent(1)) / IMAGE.extent(1) - 0.5;
      double[] size = new double[COILS];
      double sum = 0;
      for (int c = 0; c < COILS; c++) {
        double away = Math.hypot(y - 0.6 * Math.cos(c * 1.57), x - 0.6 * Math.sin(c * 1.57));
        size[c] = Math.exp(-2 * away * away);
        sum += size[c] * size[c];
      }
      for (int c = 0; c < COILS; c++) {
        double phase = c + y - x;
        double s = size[c] / Math.sqrt(sum);
        maps.set(c * pixels + r, s * Math.cos(phase), s * Math.sin(phase));
      }
    }
    return maps;
  }

  private static Mask mask(SplittableRandom random, double fraction) {
    boolean[] points = new boolean[IMAGE.count()];
    for (int i = 0; i < points.length; i++) {
      int y = i / IMAGE.extent(1) - IMAGE.extent(0) / 2;
      int x = i % IMAGE.extent(1) - IMAGE.extent(1) / 2;
      points[i] = Math.hypot(y, x) < 4 || random.nextDouble() < fraction;
    }
    return Mask.of(IMAGE, points);
  }

  private static ComplexArray object() {
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, IMAGE);
    for (int i = 0; i < image.count(); i++) {
      int y = i / IMAGE.extent(1);
      int x = i % IMAGE.extent(1);
      double value = y > 3 && y < 20 && x > 3 && x < 16 ? 1 : 0;
      value += y > 8 && y < 12 && x > 6 && x < 10 ? 0.6 : 0;
      image.set(i, value, 0.1 * value);
    }
    return image;
  }

  NetworkReconstruction network() {
    return NetworkReconstruction.of(problem, FirenetParameters.builder().outer(2).inner(12).build())
        .backend("cpu")
        .options(PlanOptions.defaults().withPrecision(Precision.DOUBLE).withThreads(1))
        .build();
  }
}
