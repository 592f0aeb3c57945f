package org.firenet.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.firenet.array.Shape;

/**
 * The planes of one volume in the order in which they lie.
 *
 * <p>Images whose indices differ in nothing but the slice form a volume; the planes of an image
 * {@code [z, y, x]} count one by one. They are in order of slice and z if that order runs along the
 * normal, either way; else they are sorted along the slice direction.
 *
 * <p>The geometry of the stack puts its plane n/2 at the position. Its slice direction runs from
 * the first plane to the last, so it may be read × phase or the opposite; its dz is the distance of
 * the planes, whatever their thickness. Where all slices claim the same position, they are taken to
 * lie side by side around it, as far apart as they are thick. A geometry counts as unknown unless
 * its extents are positive and its directions are unit vectors at right angles, to one percent; it
 * is then made exact.
 *
 * @param volume the index that the images share, with slice 0
 * @param planes in order; at least one
 * @param geometry of the whole stack; empty if that of an image is unknown, or if there is a fault
 * @param fault why the planes, whose geometry is known, do not form a box: they are not parallel,
 *     not equally spaced or not one behind the other. They are then in order of slice.
 */
public record SliceStack(
    ImageIndex volume,
    List<Plane> planes,
    Optional<ImageGeometry> geometry,
    Optional<String> fault) {
  /**
   * A plane of an image.
   *
   * @param image number of the image in its series
   * @param z place within the image, 0 if it is {@code [y, x]}
   * @param geometry of the plane by itself, its dz being the thickness; known for all planes of a
   *     stack or for none
   */
  public record Plane(int image, int z, Optional<ImageGeometry> geometry) {}

  /** Copies the list. */
  public SliceStack {
    planes = List.copyOf(planes);
  }

  /** The stacks of a series, see {@link #of(List, Shape)}. */
  public static List<SliceStack> of(ImageSeries series) {
    return of(series.descriptions(), series.imageShape());
  }

  /**
   * The stacks of the images that have these descriptions, in order of their indices.
   *
   * @param descriptions one for each image
   * @param image shape of each, {@code [y, x]} or {@code [z, y, x]}
   * @throws IllegalArgumentException if two images have the same index
   */
  public static List<SliceStack> of(List<ImageDescription> descriptions, Shape image) {
    Map<ImageIndex, TreeMap<Integer, Integer>> volumes = new TreeMap<>();
    for (int i = 0; i < descriptions.size(); i++) {
      ImageIndex index = descriptions.get(i).index();
      Integer other =
          volumes
              .computeIfAbsent(index.volume(), volume -> new TreeMap<>())
              .putIfAbsent(index.slice(), i);
      if (other != null) {
        throw new IllegalArgumentException(
            "`descriptions`: expected different indices, got %s for images %d and %d"
                .formatted(index.byName(), other, i));
      }
    }
    List<SliceStack> stacks = new ArrayList<>();
    volumes.forEach(
        (volume, images) ->
            stacks.add(StackArrangement.of(volume, images.values(), descriptions, image)));
    return stacks;
  }
}
