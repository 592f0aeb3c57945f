package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the threads of a block transform a line of N = R₁ R₂ … points in registers and shared memory:
 * the host's side of {@code fft.cuh}.
 *
 * <p>Pass i has radix R_i, N / R_i butterflies, and leaves, after the last one, at position p the
 * frequency whose digits are those of p reversed:
 *
 * <pre>
 *   p = k₁ N/R₁ + k₂ N/(R₁R₂) + …,     frequency = k₁ + R₁ k₂ + R₁R₂ k₃ + …
 * </pre>
 */
final class LineTransform {
  /** Longest line. */
  static final int LONGEST = 1024;

  private static final int LARGEST_RADIX = 16;
  private static final int PREFERRED_RADIX = 10;
  private static final int MOST_THREADS = 128;
  private static final int PASS_COST = 10_000;
  private static final int RADIX_COST = 100;
  private static final int HEX_DIGIT = 4;
  private static final int[] PRIMES = {2, 3, 5, 7};

  private final int length;
  private final int[] radices;

  private LineTransform(int length, List<Integer> radices) {
    this.length = length;
    this.radices = radices.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The transform of a length; empty unless it is 2^a 3^b 5^c 7^d, from 2 to 1024. */
  static Optional<LineTransform> of(int length) {
    if (length < 2 || length > LONGEST || smoothRest(length) > 1) {
      return Optional.empty();
    }
    List<Integer> best = null;
    for (List<Integer> radices : products(length, LARGEST_RADIX)) {
      if (best == null || cost(length, radices) < cost(length, best)) {
        best = radices;
      }
    }
    return Optional.of(new LineTransform(length, best));
  }

  private static int smoothRest(int length) {
    int rest = length;
    for (int prime : PRIMES) {
      while (rest % prime == 0) {
        rest /= prime;
      }
    }
    return rest;
  }

  /** All ways to write a number as a product of radices, none larger than the one before it. */
  private static List<List<Integer>> products(int number, int largest) {
    List<List<Integer>> found = new ArrayList<>();
    if (number == 1) {
      found.add(List.of());
    }
    for (int radix = Math.min(largest, number); radix > 1; radix--) {
      if (number % radix == 0 && radix != 11 && radix != 13) {
        for (List<Integer> rest : products(number / radix, radix)) {
          List<Integer> all = new ArrayList<>(List.of(radix));
          all.addAll(rest);
          found.add(all);
        }
      }
    }
    return found;
  }

  /**
   * Few passes, then few registers, then few idle threads. A radix above 10 costs so many registers
   * that it has to save two passes. A line has at most 128 threads, so that eight fit a block.
   */
  private static int cost(int length, List<Integer> radices) {
    int largest = radices.get(0);
    int threads = length / largest;
    int held = 0;
    for (int radix : radices) {
      held += (length / radix + threads - 1) / threads * radix;
    }
    int passes = radices.size() + (largest > PREFERRED_RADIX ? 1 : 0);
    int crowd = Math.max(0, threads - MOST_THREADS);
    return PASS_COST * (passes + crowd) + RADIX_COST * largest + held;
  }

  /** Number of points N. */
  int length() {
    return length;
  }

  /** The radices, first pass first; the first is the largest. */
  int[] radices() {
    return radices.clone();
  }

  /** Threads that work on a line. */
  int threads() {
    return length / radices[0];
  }

  /** As the kernels take it: hexadecimal digits after a leading 1, 0 for 16. */
  String constant() {
    int digits = 1;
    for (int radix : radices) {
      digits = (digits << HEX_DIGIT) | (radix % LARGEST_RADIX);
    }
    return "0x" + Integer.toHexString(digits);
  }

  /** Frequency that stands at a position after the last pass. */
  int frequency(int position) {
    int frequency = 0;
    int weight = 1;
    int inner = length;
    int rest = position;
    for (int radix : radices) {
      inner /= radix;
      frequency += weight * (rest / inner);
      rest %= inner;
      weight *= radix;
    }
    return frequency;
  }

  /**
   * Frequency that stands in a column of rows in memory: element k of butterfly b of the last pass,
   * position b R + k, is column k N/R + b.
   */
  int columnFrequency(int column) {
    int radix = radices[radices.length - 1];
    int butterflies = length / radix;
    return frequency(column % butterflies * radix + column / butterflies);
  }

  /** exp(−2πi j/N) for j = 0 … N − 1, interleaved. */
  double[] factors() {
    double[] out = new double[2 * length];
    for (int j = 0; j < length; j++) {
      UnitPhase.of(-j, length, out, 2 * j);
    }
    return out;
  }
}
