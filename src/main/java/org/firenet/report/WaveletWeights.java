package org.firenet.report;

import java.util.Map;
import java.util.TreeMap;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The weights of wavelet coefficients as a table: for each level the range of the weights of the
 * details along one axis, along two and along three.
 */
final class WaveletWeights {
  private static final String[] ALONG = {
    "", "along one axis", "along two axes", "along three axes"
  };

  /** Least and greatest weight of some coefficients. */
  private record Range(double low, double high) {
    Range with(double value) {
      return new Range(Math.min(low, value), Math.max(high, value));
    }

    String text() {
      String least = NumberText.of(low);
      return low == high ? least : least + " to " + NumberText.of(high);
    }
  }

  /**
   * A sub-band; coarsest first.
   *
   * @param level 1 for the finest details, one more than there are for the approximation
   * @param detailAxes along how many axes it is detail
   */
  private record Band(int level, int detailAxes) implements Comparable<Band> {
    @Override
    public int compareTo(Band other) {
      return level != other.level
          ? Integer.compare(other.level, level)
          : Integer.compare(detailAxes, other.detailAxes);
    }
  }

  private WaveletWeights() {}

  /**
   * The table.
   *
   * @param weights of the padded coefficients in Mallat's layout: at the level whose block has
   *     extent N along an axis, an index ≥ N/2 means detail along that axis
   */
  static BarTable table(RealArray weights, int levels) {
    Map<Band, Range> bands = new TreeMap<>();
    for (int i = 0; i < weights.count(); i++) {
      double value = weights.get(i);
      bands.merge(
          band(weights.shape(), levels, i), new Range(value, value), (a, b) -> a.with(value));
    }
    BarTable table = BarTable.of("Coefficients", "Level", "Weight");
    bands.forEach(
        (band, range) ->
            table.row(
                range.high,
                band.detailAxes == 0 ? "approximation" : "details " + ALONG[band.detailAxes],
                band.detailAxes == 0 ? "–" : Integer.toString(band.level),
                range.text()));
    return table;
  }

  private static Band band(Shape padded, int levels, int index) {
    for (int level = 1; level <= levels; level++) {
      int axes = 0;
      int rest = index;
      for (int axis = padded.rank() - 1; axis >= 0; axis--) {
        axes += rest % padded.extent(axis) >= padded.extent(axis) >> level ? 1 : 0;
        rest /= padded.extent(axis);
      }
      if (axes > 0) {
        return new Band(level, axes);
      }
    }
    return new Band(levels + 1, 0);
  }
}
