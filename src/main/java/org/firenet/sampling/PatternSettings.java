package org.firenet.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.firenet.array.Shape;

/**
 * Parameters of a pattern by name, as {@link PatternKind} lists them; each is checked where it is
 * used, and one that is not used is an error.
 */
public final class PatternSettings {
  private final Map<String, Object> given = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /** Sets a number; null leaves it out. */
  public PatternSettings set(String name, Number value) {
    if (value != null) {
      given.put(name, value);
    }
    return this;
  }

  /** Sets numbers; null leaves them out. */
  public PatternSettings set(String name, List<Double> values) {
    if (values != null) {
      given.put(name, List.copyOf(values));
    }
    return this;
  }

  /** Sets a choice; null leaves it out. */
  public PatternSettings set(String name, Enum<?> value) {
    if (value != null) {
      given.put(name, value);
    }
    return this;
  }

  /** Whether nothing is set. */
  public boolean isEmpty() {
    return given.isEmpty();
  }

  double number(String name, double otherwise) {
    known.add(name);
    return given.get(name) instanceof Number number ? number.doubleValue() : otherwise;
  }

  int whole(String name, int otherwise) {
    return whole(name).orElse(otherwise);
  }

  OptionalInt whole(String name) {
    known.add(name);
    return given.get(name) instanceof Number number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  <T extends Enum<T>> T choice(String name, T otherwise) {
    known.add(name);
    Object value = given.get(name);
    return value == null ? otherwise : otherwise.getDeclaringClass().cast(value);
  }

  /** Positive numbers that have to be there. */
  List<Double> numbers(String name, String why) {
    known.add(name);
    List<Double> out = new ArrayList<>();
    if (given.get(name) instanceof List<?> values) {
      values.forEach(value -> out.add((Double) value));
    }
    Requirements.require(!out.isEmpty(), name, why, "none");
    return out;
  }

  /** The number of points: {@code samples}, or of {@code fraction} or {@code acceleration}. */
  int samples(Shape shape) {
    OptionalInt samples = whole("samples");
    double acceleration = acceleration(samples.isPresent());
    return samples.orElseGet(() -> (int) Math.max(1, Math.round(shape.count() / acceleration)));
  }

  /** Whether a number of points is given in any way. */
  boolean hasSamples() {
    known.addAll(List.of("samples", "fraction", "acceleration"));
    return List.of("samples", "fraction", "acceleration").stream().anyMatch(given::containsKey);
  }

  /** {@code acceleration}, or 1 / {@code fraction}. */
  double acceleration() {
    return acceleration(false);
  }

  private double acceleration(boolean otherwise) {
    double fraction = number("fraction", Double.NaN);
    double acceleration = number("acceleration", Double.NaN);
    int ways = (otherwise ? 1 : 0);
    ways += Double.isNaN(fraction) ? 0 : 1;
    ways += Double.isNaN(acceleration) ? 0 : 1;
    Requirements.require(
        ways == 1, "fraction", "one of fraction, acceleration and samples", ways + " of them");
    if (!Double.isNaN(fraction)) {
      Requirements.require(
          fraction > 0 && fraction <= 1, "fraction", "above 0, at most 1", fraction);
      return 1 / fraction;
    }
    Requirements.require(
        otherwise || (acceleration >= 1 && Double.isFinite(acceleration)),
        "acceleration",
        "at least 1",
        acceleration);
    return acceleration;
  }

  /** Checks that nothing was given that was not asked for. */
  void requireAllUsed(String kind) {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s: not for %s; it has %s".formatted(name, kind, String.join(", ", known)));
      }
    }
  }
}
