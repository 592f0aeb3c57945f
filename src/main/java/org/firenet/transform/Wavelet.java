package org.firenet.transform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An orthonormal wavelet filter pair: Daubechies {@code db1 … db20} or symlet {@code sym2 … sym20}.
 *
 * <p>One periodised analysis step of a signal x of even length N with scaling filter h of length F,
 *
 * <pre>
 *   a[k] = Σ_n h[n] x[(2k + n + 1 − F/2) mod N],   d[k] = Σ_n g[n] x[(2k + n + 1 − F/2) mod N],
 *   g[n] = (−1)^n h[F−1−n],
 * </pre>
 *
 * <p>is orthonormal; synthesis is its transpose. Source: I. Daubechies, Ten Lectures on Wavelets,
 * SIAM 1992, chapters 6 and 8.
 */
public final class Wavelet {
  private static final Map<String, double[]> FILTERS = readFilters();

  private final String name;
  private final double[] scaling;
  private final double[] detail;

  private Wavelet(String name, double[] scaling) {
    this.name = name;
    this.scaling = scaling;
    int length = scaling.length;
    this.detail = new double[length];
    for (int n = 0; n < length; n++) {
      detail[n] = (n % 2 == 0 ? 1 : -1) * scaling[length - 1 - n];
    }
  }

  /**
   * The wavelet of a name.
   *
   * @param name {@code db1} (or {@code haar}) to {@code db20}, {@code sym2} to {@code sym20}; upper
   *     or lower case
   * @throws IllegalArgumentException for any other name; the message lists what there is
   */
  public static Wavelet of(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    double[] filter = FILTERS.get(key.equals("haar") ? "db1" : key);
    if (filter == null) {
      String reason =
          key.matches("(bior|rbio|cdf|legall|spline).*")
              ? "`" + name + "` is biorthogonal, the network needs an orthonormal one"
              : "unknown `" + name + "`";
      throw new IllegalArgumentException(
          "wavelet: " + reason + "; expected haar, db1 to db20 or sym2 to sym20");
    }
    return new Wavelet(key.equals("haar") ? "db1" : key, filter);
  }

  /** Every name that {@link #of} knows, {@code haar} left out. */
  public static Set<String> names() {
    return FILTERS.keySet();
  }

  private static Map<String, double[]> readFilters() {
    Map<String, double[]> filters = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Wavelet.class.getResourceAsStream("wavelet-filters.txt"),
                StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] words = line.trim().split("\\s+");
          filters.put(
              words[0], Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return filters;
  }

  /** For example {@code db4}. */
  public String name() {
    return name;
  }

  /** Number of filter taps F, even. */
  public int length() {
    return scaling.length;
  }

  /** A copy of the scaling (low-pass) filter h, {@code Σ h = √2}. */
  public double[] scaling() {
    return scaling.clone();
  }

  /** A copy of the wavelet (high-pass) filter g. */
  public double[] detail() {
    return detail.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wavelet wavelet && name.equals(wavelet.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
