package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.operator.FourierOperator;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.Test;

/** Samples of plain transforms. */
class SampleTableTest {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1), Shape.of(2), Shape.of(7), Shape.of(6, 5), Shape.of(1, 4), Shape.of(3, 4, 5));

  @Test
  void plainTransformsWithPhasesAreCentredTransforms() {
    SplittableRandom random = new SplittableRandom(11);
    for (Shape shape : SHAPES) {
      boolean[] sampled = new boolean[shape.count()];
      for (int i = 0; i < sampled.length; i++) {
        sampled[i] = i % 3 != 1;
      }
      SampleTable table =
          SampleTable.of(Problem.of(shape).mask(Mask.of(shape, sampled)).levels(0).build());
      ComplexArray image = RandomProblems.numbers(random, shape);
      ComplexArray centred = new FourierOperator(shape, shape.rank()).forward(image);
      int seen = 0;
      for (int point = 0; point < shape.count(); point++) {
        int sample = table.samples()[point];
        if (sample >= 0) {
          assertEquals(seen++, sample);
          double[] plain = plain(image, point);
          double re = table.phases()[2 * sample];
          double im = table.phases()[2 * sample + 1];
          double[] expected = {
            (re * plain[0] - im * plain[1]) / Math.sqrt(shape.count()),
            (re * plain[1] + im * plain[0]) / Math.sqrt(shape.count())
          };
          int source = table.sources()[sample];
          assertArrayEquals(expected, new double[] {centred.re(source), centred.im(source)}, 1e-13);
        }
      }
      assertEquals(table.count(), seen);
    }
  }

  /** One value of the unnormalised transform that is not centred. */
  private static double[] plain(ComplexArray image, int point) {
    Shape shape = image.shape();
    double[] sum = new double[2];
    for (int i = 0; i < shape.count(); i++) {
      double turns = 0;
      int k = point;
      int n = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int extent = shape.extent(axis);
        turns += (double) (k % extent * (n % extent)) / extent;
        k /= extent;
        n /= extent;
      }
      double c = Math.cos(2 * Math.PI * turns);
      double s = -Math.sin(2 * Math.PI * turns);
      sum[0] += image.re(i) * c - image.im(i) * s;
      sum[1] += image.re(i) * s + image.im(i) * c;
    }
    return sum;
  }

  @Test
  void walshRowsStandWhereTheirOrderPutsThem() {
    Shape shape = Shape.of(8, 4);
    for (WalshOrder order : WalshOrder.values()) {
      SampleTable table = SampleTable.of(Problem.of(shape).sampling(Sampling.walsh(order)).build());
      assertEquals(32, table.count());
      for (int point = 0; point < 32; point++) {
        int source = table.sources()[table.samples()[point]];
        assertEquals(point / 4, order.rows(8)[source / 4]);
        assertEquals(point % 4, order.rows(4)[source % 4]);
      }
    }
  }
}
