package org.firenet.stability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Whether the error falls as samples are added: the image R(y) is taken for the truth, measured
 * with fewer and with more samples than the scan has, with noise of the scan's level, and
 * reconstructed.
 *
 * @param rows one for each number of samples, ascending
 */
public record MoreSamplesTest(List<Row> rows) {
  /** More samples may be that much worse by the chance of noise and places. */
  public static final double SLACK = 1.02;

  /**
   * What came out.
   *
   * @param share samples over those of the scan
   * @param fraction sampled share of the grid
   * @param error ‖R(A x + e) − x‖ / ‖x‖
   */
  public record Row(double share, double fraction, double error) {}

  /** Whether no row has a larger error than one with fewer samples, up to {@link #SLACK}. */
  public boolean passed() {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).error() > SLACK * rows.get(i - 1).error()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Nested masks with shares of the samples of one. Whole lines are left out or added where the
   * mask consists of them; the sixteenth of the grid around the centre of k-space stays.
   *
   * @param centred whether low frequencies stand in the middle of an axis, or at its beginning
   * @param shares ascending or not; what is more than the grid becomes the full mask
   * @return one mask for each share
   */
  public static List<Mask> masks(Mask mask, boolean centred, List<Double> shares, long seed) {
    Shape shape = mask.shape();
    int[] group = groups(mask);
    int count = Arrays.stream(group).max().orElse(0) + 1;
    boolean[] sampled = new boolean[count];
    boolean[] centre = new boolean[count];
    int[] size = new int[count];
    for (int i = 0; i < group.length; i++) {
      sampled[group[i]] |= mask.get(i);
      centre[group[i]] |= mask.get(i) && isCentral(shape, i, centred);
      size[group[i]]++;
    }
    List<Integer> order = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    add(order, centre, sampled, true, random);
    add(order, centre, sampled, false, random);
    boolean[] rest = new boolean[count];
    boolean[] none = new boolean[count];
    for (int g = 0; g < count; g++) {
      rest[g] = !sampled[g];
    }
    add(order, none, rest, false, random);
    List<Mask> masks = new ArrayList<>();
    for (double share : shares) {
      double wanted = share * mask.samples();
      boolean[] taken = new boolean[count];
      double total = 0;
      for (int g : order) {
        if (total + size[g] / 2.0 <= wanted) {
          taken[g] = true;
          total += size[g];
        }
      }
      boolean[] points = new boolean[group.length];
      for (int i = 0; i < points.length; i++) {
        points[i] = taken[group[i]];
      }
      masks.add(Mask.of(shape, points));
    }
    return masks;
  }

  /** Adds those of a set that are in another one, or are not, in random order. */
  private static void add(
      List<Integer> order, boolean[] in, boolean[] of, boolean wanted, SplittableRandom random) {
    List<Integer> some = new ArrayList<>();
    for (int g = 0; g < of.length; g++) {
      if (of[g] && in[g] == wanted) {
        some.add(g);
      }
    }
    for (int i = some.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = some.get(j);
      some.set(j, some.get(i));
      some.set(i, other);
    }
    order.addAll(some);
  }

  /** Number of the line of each point along an axis on which the mask is constant, or its own. */
  private static int[] groups(Mask mask) {
    Shape shape = mask.shape();
    int[] group = new int[shape.count()];
    int axis = -1;
    for (int a = 0; a < shape.rank() && mask.samples() < shape.count(); a++) {
      axis = mask.isFullAlong(a) ? a : axis;
    }
    int stride = 1;
    for (int a = shape.rank() - 1; a > axis && axis >= 0; a--) {
      stride *= shape.extent(a);
    }
    for (int i = 0; i < group.length; i++) {
      int above = axis < 0 ? 0 : i / stride / shape.extent(axis);
      group[i] = axis < 0 ? i : above * stride + i % stride;
    }
    return group;
  }

  private static boolean isCentral(Shape shape, int point, boolean centred) {
    int rest = point;
    for (int a = shape.rank() - 1; a >= 0; a--) {
      int extent = shape.extent(a);
      int frequency = centred ? 2 * Math.abs(rest % extent - extent / 2) : rest % extent;
      if (4 * frequency > extent) {
        return false;
      }
      rest /= extent;
    }
    return true;
  }
}
