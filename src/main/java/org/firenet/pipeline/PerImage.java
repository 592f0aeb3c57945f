package org.firenet.pipeline;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * Tells which entry of a given array (truth, start, maps) belongs to which image of a run: given
 * arrays have one entry for each image of the scan, one for each image selected, or one for all.
 *
 * @param numbers of the images selected, among all of the scan
 * @param available number of images of the scan
 */
record PerImage(List<Integer> numbers, int available) {
  /**
   * Entries of some images.
   *
   * @param name of the array, for errors
   * @param array {@code [image, ...]}, or without that axis for all images. Not modified.
   * @param one shape of an entry
   * @param from place of the first image among the selected ones
   * @param to one after the place of the last
   * @return {@code [image, ...]}
   * @throws IllegalArgumentException if the array has other entries
   */
  ComplexArray of(String name, ComplexArray array, Shape one, int from, int to) {
    if (array.shape().equals(one)) {
      ComplexArray out = ComplexArray.zeros(array.precision(), one.prepend(to - from));
      for (int i = 0; i < to - from; i++) {
        out.setSlice(i, array);
      }
      return out;
    }
    boolean perImage =
        array.shape().rank() == one.rank() + 1 && array.shape().last(one.rank()).equals(one);
    int count = perImage ? array.shape().extent(0) : 0;
    if (count == numbers.size()) {
      return array.slices(from, to);
    }
    if (count == available) {
      ComplexArray out = ComplexArray.zeros(array.precision(), one.prepend(to - from));
      for (int place = from; place < to; place++) {
        out.setSlice(place - from, array.slice(numbers.get(place)));
      }
      return out;
    }
    throw new IllegalArgumentException(
        "`%s`: expected %s%s, got %s"
            .formatted(name, one, available > 1 ? " for each slice" : "", array.shape()));
  }
}
