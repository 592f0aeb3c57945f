package org.firenet.cpu;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * What a Cartesian sampling operator looks like before any number is known: which axes are
 * transformed, in which order, and which points of the grid carry samples.
 *
 * <p>An axis along which the mask is constant is <em>hoisted</em>: its transform is unitary and
 * commutes with the mask, so the data are transformed back along it once and the layers leave it
 * alone. The grid {@code [y, x]} or {@code [z, y, x]} is an image along axes not yet transformed
 * and along hoisted ones, k-space along the others, where index t stands for frequency t (Fourier)
 * or for the row that the Hadamard order puts at t (Walsh).
 */
final class CartesianGeometry {
  final Shape shape;
  final int[] strides;
  final int[] transformed;
  final int[] hoisted;

  /** Per axis, frequency index of each grid index. */
  final int[][] frequencies;

  private final Mask mask;

  CartesianGeometry(Problem problem) {
    shape = problem.image();
    mask = problem.mask().orElseThrow();
    int rank = shape.rank();
    strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.extent(axis);
    }
    List<Integer> kept = new ArrayList<>();
    List<Integer> skipped = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      boolean lastChance = axis == rank - 1 && kept.isEmpty();
      (mask.isFullAlong(axis) && !lastChance ? skipped : kept).add(axis);
    }
    transformed = kept.stream().mapToInt(Integer::intValue).toArray();
    hoisted = skipped.stream().mapToInt(Integer::intValue).toArray();
    frequencies = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      frequencies[axis] = frequencies(problem.sampling(), shape.extent(axis));
    }
  }

  private static int[] frequencies(Sampling sampling, int extent) {
    int[] result = new int[extent];
    if (sampling instanceof Sampling.Walsh walsh) {
      int[] rows = walsh.order().rows(extent);
      for (int row = 0; row < extent; row++) {
        result[rows[row]] = row;
      }
    } else {
      for (int i = 0; i < extent; i++) {
        result[i] = i;
      }
    }
    return result;
  }

  /** Coordinate of a grid point along an axis. */
  int coordinate(int point, int axis) {
    return point / strides[axis] % shape.extent(axis);
  }

  /** Place in the data (of one coil) of the sample at a grid point. */
  int dataIndex(int point) {
    int index = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      index += frequencies[axis][coordinate(point, axis)] * strides[axis];
    }
    return index;
  }

  /** Whether the grid point carries a sample once every transformed axis is k-space. */
  boolean sampled(int point) {
    return mask.get(dataIndex(point));
  }

  /**
   * For each grid point, whether a sample needs it once the first {@code passes} transformed axes
   * are k-space.
   */
  boolean[] needed(int passes) {
    boolean[] needed = new boolean[shape.count()];
    for (int point = 0; point < needed.length; point++) {
      needed[point] = sampled(point);
    }
    for (int pass = passes; pass < transformed.length; pass++) {
      spread(needed, transformed[pass]);
    }
    return needed;
  }

  /** Unites the points of each line along an axis. */
  private void spread(boolean[] needed, int axis) {
    int extent = shape.extent(axis);
    for (int first = 0; first < needed.length; first++) {
      if (coordinate(first, axis) == 0) {
        boolean any = false;
        for (int t = 0; t < extent; t++) {
          any |= needed[first + t * strides[axis]];
        }
        for (int t = 0; t < extent; t++) {
          needed[first + t * strides[axis]] = any;
        }
      }
    }
  }

  /** Grid points of this many lines along an axis are transformed side by side. */
  List<Pencil> pencils(int pass, int coils, int lanes) {
    int axis = transformed[pass];
    boolean[] before = needed(pass);
    int wanted = Math.max(1, lanes / coils);
    List<Pencil> pencils = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    for (int point = 0; point < shape.count(); point++) {
      if (coordinate(point, axis) == 0 && before[point]) {
        boolean contiguous =
            strides[axis] > 1
                && !firsts.isEmpty()
                && point % strides[axis] != 0
                && firsts.get(firsts.size() - 1) == point - 1;
        boolean joins =
            firsts.size() < wanted && (firsts.isEmpty() || strides[axis] == 1 || contiguous);
        if (!joins) {
          pencils.add(new Pencil(firsts, strides[axis] > 1, coils));
          firsts.clear();
        }
        firsts.add(point);
      }
    }
    if (!firsts.isEmpty()) {
      pencils.add(new Pencil(firsts, strides[axis] > 1, coils));
    }
    return pencils;
  }

  /** Lines along one axis that are transformed side by side. */
  static final class Pencil {
    /** First grid point of each run of lines. */
    final int[] firsts;

    /** Neighbouring lines in each run; the coils of a point are neighbours too. */
    final int points;

    /** Numbers from one element of the lines to the next in the work buffers. */
    final int lanes;

    private Pencil(List<Integer> lines, boolean contiguous, int coils) {
      firsts =
          contiguous
              ? new int[] {lines.get(0)}
              : lines.stream().mapToInt(Integer::intValue).toArray();
      points = contiguous ? lines.size() : 1;
      int used = lines.size() * coils;
      int multiple = SingleLanes.MULTIPLE;
      lanes = (used + multiple - 1) / multiple * multiple;
    }
  }
}
