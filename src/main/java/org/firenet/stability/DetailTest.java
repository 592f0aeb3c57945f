package org.firenet.stability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Whether a small feature that the image did not have comes back: discs d of some diameter and
 * contrast are put at several places into the object, y' = y + A d, and the share of the contrast
 * is measured that R(y') − R(y) shows there.
 *
 * @param rows one for each diameter and contrast
 * @param places {@code {y, x}} of the centres
 * @param brightness of the object, which contrasts are shares of
 */
public record DetailTest(List<Row> rows, List<int[]> places, double brightness) {
  /** Share of its contrast from which a feature counts as kept. */
  public static final double KEPT = 0.5;

  /** Contrast over noise from which it stands out; Rose's criterion asks for 3 to 5. */
  public static final double STANDS_OUT = 3;

  private static final int PLACES = 5;
  private static final double BRIGHT = 0.98;
  private static final double INSIDE = 0.25;

  /**
   * What came back.
   *
   * @param size diameter, pixels
   * @param contrast share of the brightness of the object
   * @param median share of the contrast, the median over the places
   * @param least share of the contrast at the worst place
   * @param contrastToNoise what came back at the worst place over the noise of the mean of a disc,
   *     that of its pixels taken as independent
   * @param elsewhere ‖R(y') − R(y)‖ outside the features over ‖d‖: what the features cause where
   *     there are none
   */
  public record Row(
      int size,
      double contrast,
      double median,
      double least,
      double contrastToNoise,
      double elsewhere) {
    /** Whether at least half of it came back at every place. */
    public boolean kept() {
      return least >= KEPT;
    }

    /** Whether it came back and stands out of the noise, at every place. */
    public boolean visible() {
      return kept() && contrastToNoise >= STANDS_OUT;
    }
  }

  /**
   * Runs the test on an image of two axes, or on the middle of its first axis.
   *
   * @param kspace y. Not modified.
   * @param image R(y). Not modified.
   * @param noise standard deviation of the real part of each pixel
   * @param afterRow told the number of each row done
   */
  public static DetailTest of(
      DifferentiableReconstruction method,
      Encoding encoding,
      ComplexArray kspace,
      ComplexArray image,
      RealArray noise,
      List<Integer> sizes,
      List<Double> contrasts,
      IntConsumer afterRow) {
    double brightness = brightness(image);
    List<int[]> places = places(image, brightness, sizes.stream().max(Integer::compare).orElse(1));
    List<Row> rows = new ArrayList<>();
    for (int size : sizes) {
      for (double contrast : contrasts) {
        ComplexArray features = features(image, places, size, contrast * brightness);
        ComplexArray changed =
            method.reconstruct(Vectors.sum(kspace, 1, encoding.operator().forward(features)));
        rows.add(
            row(
                size,
                contrast,
                brightness,
                features,
                Vectors.difference(changed, image),
                noise,
                places));
        afterRow.accept(rows.size());
      }
    }
    return new DetailTest(List.copyOf(rows), places, brightness);
  }

  /** The smallest contrast that is visible at every place, for a diameter. */
  public Optional<Row> faintest(int size) {
    return rows.stream()
        .filter(row -> row.size() == size && row.visible())
        .min((a, b) -> Double.compare(a.contrast(), b.contrast()));
  }

  /** The smallest diameter that is visible at every place, for a contrast. */
  public Optional<Row> smallest(double contrast) {
    return rows.stream()
        .filter(row -> row.contrast() == contrast && row.visible())
        .min((a, b) -> Integer.compare(a.size(), b.size()));
  }

  /** The modulus that all but the brightest 2 % of the pixels stay below. */
  private static double brightness(ComplexArray image) {
    double[] moduli = image.magnitude().data().clone();
    Arrays.sort(moduli);
    return moduli[(int) (BRIGHT * (moduli.length - 1))];
  }

  /** Places within the object, far from each other. */
  private static List<int[]> places(ComplexArray image, double brightness, int widest) {
    Shape shape = image.shape();
    int height = shape.rank() > 1 ? shape.extent(shape.rank() - 2) : 1;
    int width = shape.extent(-1);
    int margin = widest / 2 + 1;
    List<int[]> candidates = new ArrayList<>();
    for (int y = Math.min(margin, height / 2); y < Math.max(height - margin, 1); y++) {
      for (int x = margin; x < width - margin; x++) {
        if (modulus(image, y, x) > INSIDE * brightness
            && modulus(image, Math.max(0, y - margin), x) > INSIDE * brightness
            && modulus(image, Math.min(height - 1, y + margin), x) > INSIDE * brightness
            && modulus(image, y, x - margin) > INSIDE * brightness
            && modulus(image, y, x + margin) > INSIDE * brightness) {
          candidates.add(new int[] {y, x});
        }
      }
    }
    if (candidates.isEmpty()) {
      candidates.add(new int[] {height / 2, width / 2});
    }
    List<int[]> places = new ArrayList<>();
    int[] next = nearest(candidates, height / 2, width / 2);
    while (places.size() < PLACES && next != null) {
      places.add(next);
      next = farthest(candidates, places, 2.0 * widest);
    }
    return List.copyOf(places);
  }

  private static int[] nearest(List<int[]> candidates, int y, int x) {
    int[] best = candidates.get(0);
    for (int[] place : candidates) {
      if (Math.hypot(place[0] - y, place[1] - x) < Math.hypot(best[0] - y, best[1] - x)) {
        best = place;
      }
    }
    return best;
  }

  private static int[] farthest(List<int[]> candidates, List<int[]> chosen, double least) {
    int[] best = null;
    double away = least;
    for (int[] place : candidates) {
      double distance = Double.POSITIVE_INFINITY;
      for (int[] other : chosen) {
        distance = Math.min(distance, Math.hypot(place[0] - other[0], place[1] - other[1]));
      }
      if (distance > away) {
        away = distance;
        best = place;
      }
    }
    return best;
  }

  /** First element of the plane of a volume that the test is done in. */
  private static int plane(Shape shape) {
    return shape.rank() < 3 ? 0 : shape.extent(0) / 2 * shape.last(2).count();
  }

  private static int index(Shape shape, int y, int x) {
    return plane(shape) + y * shape.extent(-1) + x;
  }

  private static double modulus(ComplexArray image, int y, int x) {
    int i = index(image.shape(), y, x);
    return Math.hypot(image.re(i), image.im(i));
  }

  private static List<Integer> disc(Shape shape, int[] place, int size) {
    int height = shape.rank() > 1 ? shape.extent(shape.rank() - 2) : 1;
    List<Integer> pixels = new ArrayList<>();
    double middle = (size - 1) / 2.0;
    for (int dy = 0; dy < size; dy++) {
      for (int dx = 0; dx < size; dx++) {
        int y = place[0] - (size - 1) / 2 + dy;
        int x = place[1] - (size - 1) / 2 + dx;
        boolean inside = Math.hypot(dy - middle, dx - middle) <= size / 2.0;
        if (inside && y >= 0 && y < height && x >= 0 && x < shape.extent(-1)) {
          pixels.add(index(shape, y, x));
        }
      }
    }
    return pixels;
  }

  /** Discs of the phase that the image has there. */
  private static ComplexArray features(
      ComplexArray image, List<int[]> places, int size, double height) {
    ComplexArray features = ComplexArray.zeros(Precision.DOUBLE, image.shape());
    for (int[] place : places) {
      for (int i : disc(image.shape(), place, size)) {
        double modulus = Math.hypot(image.re(i), image.im(i));
        features.set(
            i,
            modulus > 0 ? height * image.re(i) / modulus : height,
            modulus > 0 ? height * image.im(i) / modulus : 0);
      }
    }
    return features;
  }

  private static Row row(
      int size,
      double contrast,
      double brightness,
      ComplexArray features,
      ComplexArray change,
      RealArray noise,
      List<int[]> places) {
    double height = contrast * brightness;
    double[] shares = new double[places.size()];
    double toNoise = Double.POSITIVE_INFINITY;
    double outside = Math.pow(change.norm(), 2);
    for (int p = 0; p < shares.length; p++) {
      double found = 0;
      double variance = 0;
      List<Integer> pixels = disc(change.shape(), places.get(p), size);
      for (int i : pixels) {
        found += change.re(i) * features.re(i) + change.im(i) * features.im(i);
        outside -= change.re(i) * change.re(i) + change.im(i) * change.im(i);
        variance += noise.get(i) * noise.get(i);
      }
      shares[p] = found / pixels.size() / (height * height);
      double deviation = Math.sqrt(variance) / pixels.size();
      toNoise = Math.min(toNoise, deviation > 0 ? shares[p] * height / deviation : toNoise);
    }
    Arrays.sort(shares);
    int half = shares.length / 2;
    double median = shares.length % 2 == 1 ? shares[half] : (shares[half - 1] + shares[half]) / 2;
    double elsewhere = Math.sqrt(Math.max(0, outside)) / features.norm();
    return new Row(size, contrast, median, shares[0], toNoise, elsewhere);
  }
}
