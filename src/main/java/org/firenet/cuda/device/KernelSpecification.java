package org.firenet.cuda.device;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A family of kernels, {@code kernels/<family>.cu}, and the constants it is compiled for.
 *
 * @param family name of the source without its ending
 * @param constants preprocessor constants, for example {@code N=320}, {@code REAL=float}
 */
public record KernelSpecification(String family, SortedMap<String, String> constants) {
  /** Copies the constants. */
  public KernelSpecification {
    constants = new TreeMap<>(constants);
  }

  /** From any map. */
  public static KernelSpecification of(String family, Map<String, String> constants) {
    return new KernelSpecification(family, new TreeMap<>(constants));
  }

  /** For file names and messages: {@code lines-N_320-REAL_float}. */
  public String id() {
    StringBuilder out = new StringBuilder(family);
    constants.forEach((name, value) -> out.append('-').append(name).append('_').append(value));
    return out.toString();
  }

  @Override
  public String toString() {
    return family + ".cu " + constants;
  }
}
