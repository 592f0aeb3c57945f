package org.firenet.cpu;

import java.util.ArrayList;
import java.util.List;

/** Splits a transform length into the radices of its stages. */
final class FourierRadices {
  /** Above this prime a direct butterfly costs more than Bluestein's convolution. */
  private static final int LARGEST_PRIME = 127;

  private FourierRadices() {}

  /** The radices, large primes first; null if a prime factor is too large. */
  static int[] of(int length) {
    List<Integer> radices = new ArrayList<>();
    int rest = length;
    for (int prime = 3; prime * prime <= rest; prime += 2) {
      while (rest % prime == 0) {
        radices.add(0, prime);
        rest /= prime;
      }
    }
    int odd = rest;
    while (odd % 2 == 0) {
      odd /= 2;
    }
    if (odd > 1) {
      radices.add(0, odd);
      rest /= odd;
      if (odd > LARGEST_PRIME) {
        return null;
      }
    }
    while (rest % 4 == 0) {
      radices.add(4);
      rest /= 4;
    }
    if (rest == 2) {
      radices.add(2);
    }
    return radices.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The smallest 2^a 3^b 5^c that is at least {@code least}. */
  static int smooth(int least) {
    for (int n = least; ; n++) {
      int rest = n;
      for (int prime : new int[] {2, 3, 5}) {
        while (rest % prime == 0) {
          rest /= prime;
        }
      }
      if (rest == 1) {
        return n;
      }
    }
  }
}
