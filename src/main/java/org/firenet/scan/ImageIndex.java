package org.firenet.scan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which image of a scan an image is; every number counts from 0.
 *
 * <p>Images are ordered by repetition, then set, phase, contrast, average, and slice, so that the
 * slices of one volume follow each other.
 *
 * @param slice position of the slice
 * @param repetition dynamic
 * @param contrast echo or other contrast
 * @param phase cardiac or respiratory phase
 * @param set for instance the direction of flow encoding
 * @param average 0 where averages were combined
 */
public record ImageIndex(int slice, int repetition, int contrast, int phase, int set, int average)
    implements Comparable<ImageIndex> {
  private static final Comparator<ImageIndex> ORDER =
      Comparator.comparingInt(ImageIndex::repetition)
          .thenComparingInt(ImageIndex::set)
          .thenComparingInt(ImageIndex::phase)
          .thenComparingInt(ImageIndex::contrast)
          .thenComparingInt(ImageIndex::average)
          .thenComparingInt(ImageIndex::slice);

  /** The image of a slice in a scan that has nothing but slices. */
  public static ImageIndex ofSlice(int slice) {
    return new ImageIndex(slice, 0, 0, 0, 0, 0);
  }

  /** The same image without its slice: what the slices of one volume share. */
  public ImageIndex volume() {
    return new ImageIndex(0, repetition, contrast, phase, set, average);
  }

  /** The numbers by name: slice, repetition, contrast, phase, set, average. */
  public Map<String, Integer> byName() {
    Map<String, Integer> names = new LinkedHashMap<>();
    names.put("slice", slice);
    names.put("repetition", repetition);
    names.put("contrast", contrast);
    names.put("phase", phase);
    names.put("set", set);
    names.put("average", average);
    return names;
  }

  @Override
  public int compareTo(ImageIndex other) {
    return ORDER.compare(this, other);
  }
}
