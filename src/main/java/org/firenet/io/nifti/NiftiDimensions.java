package org.firenet.io.nifti;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.SliceStack;
import org.firenet.scan.Vector3;

/**
 * How the volumes of a series become dimensions of a NIfTI file beyond z: repetition, phase,
 * contrast, set and average, those that have more than one value, from dimension 4 on in this
 * order; if all five have, set and average share dimension 7, set faster.
 *
 * @param stacks in order of the file
 * @param names of the dimensions beyond z, fastest first; those of a shared one joined by a slash
 * @param extents of these dimensions
 */
record NiftiDimensions(List<SliceStack> stacks, List<String> names, List<Integer> extents) {
  /** Dimensions beyond z. */
  private static final int ROOM = NiftiHeader.DIMENSIONS - 3;

  /** Relative difference of the extents of voxels that is rounding. */
  private static final double SAME = 1e-3;

  private static final List<String> ORDER =
      List.of("repetition", "phase", "contrast", "set", "average");

  /**
   * Arranges volumes.
   *
   * @throws IllegalArgumentException if a combination of the values is missing, or if volumes
   *     differ in the number of planes, in their fault, or in the size of a voxel
   */
  static NiftiDimensions of(List<SliceStack> stacks) {
    Map<String, TreeSet<Integer>> values = new LinkedHashMap<>();
    for (String name : ORDER) {
      TreeSet<Integer> found = new TreeSet<>();
      stacks.forEach(stack -> found.add(stack.volume().byName().get(name)));
      if (found.size() > 1) {
        values.put(name, found);
      }
    }
    requireComplete(stacks, values);
    stacks.forEach(stack -> requireLike(stacks.get(0), stack));
    List<SliceStack> ordered = new ArrayList<>(stacks);
    ordered.sort(fastestFirst());
    List<String> names = new ArrayList<>(values.keySet());
    List<Integer> extents = new ArrayList<>();
    values.values().forEach(found -> extents.add(found.size()));
    if (names.size() > ROOM) {
      names.add(names.remove(ROOM - 1) + "/" + names.remove(ROOM - 1));
      extents.add(extents.remove(ROOM - 1) * extents.remove(ROOM - 1));
    }
    return new NiftiDimensions(List.copyOf(ordered), List.copyOf(names), List.copyOf(extents));
  }

  private static Comparator<SliceStack> fastestFirst() {
    Comparator<SliceStack> order = Comparator.comparing(stack -> 0);
    for (int k = ORDER.size() - 1; k >= 0; k--) {
      String name = ORDER.get(k);
      order = order.thenComparing(stack -> stack.volume().byName().get(name));
    }
    return order;
  }

  /** Since no two volumes have the same index, it is enough to count them. */
  private static void requireComplete(
      List<SliceStack> stacks, Map<String, TreeSet<Integer>> values) {
    long expected = 1;
    for (TreeSet<Integer> found : values.values()) {
      expected *= found.size();
    }
    if (expected == stacks.size()) {
      return;
    }
    for (Map.Entry<String, TreeSet<Integer>> entry : values.entrySet()) {
      requireEqualShares(stacks, entry.getKey());
    }
    throw new IllegalArgumentException(
        "`images`: expected every combination of %s, %d volumes, got %d"
            .formatted(String.join(", ", values.keySet()), expected, stacks.size()));
  }

  /** Names the value of an index that has fewer volumes than another. */
  private static void requireEqualShares(List<SliceStack> stacks, String name) {
    Map<Integer, Integer> shares = new HashMap<>();
    stacks.forEach(stack -> shares.merge(stack.volume().byName().get(name), 1, Integer::sum));
    int most = shares.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    for (Map.Entry<Integer, Integer> share : shares.entrySet()) {
      if (share.getValue() < most) {
        throw new IllegalArgumentException(
            "`images`: expected %d volumes of every %s, got %d of %s %d"
                .formatted(most, name, share.getValue(), name, share.getKey()));
      }
    }
  }

  private static void requireLike(SliceStack first, SliceStack other) {
    ImageIndex index = other.volume();
    if (other.fault().isPresent()) {
      throw new IllegalArgumentException(
          "`images`: expected the planes of a volume side by side, but of %s %s"
              .formatted(index.byName(), other.fault().get()));
    }
    if (other.planes().size() != first.planes().size()) {
      throw new IllegalArgumentException(
          "`images`: expected %d planes in every volume, got %d in %s"
              .formatted(first.planes().size(), other.planes().size(), index.byName()));
    }
    if (first.geometry().isPresent() && other.geometry().isPresent()) {
      Vector3 expected = first.geometry().get().voxel();
      Vector3 voxel = other.geometry().get().voxel();
      if (voxel.minus(expected).norm() > SAME * expected.norm()) {
        throw new IllegalArgumentException(
            "`images`: expected the same voxels in every volume, %s, got %s in %s"
                .formatted(expected, voxel, index.byName()));
      }
    }
  }
}
