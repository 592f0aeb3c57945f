package org.firenet.io.hdf5;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An attribute of a group or dataset.
 *
 * @param name of the attribute
 * @param type of its elements
 * @param numbers its elements in C order, if they are real or whole numbers or truth values
 * @param texts its elements in C order, if they are texts
 */
public record Hdf5Attribute(String name, Hdf5Type type, List<Double> numbers, List<String> texts) {
  /** Copies the lists. */
  public Hdf5Attribute {
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
  }

  /** The number, if the attribute is one. */
  public OptionalDouble number() {
    return numbers.size() == 1 ? OptionalDouble.of(numbers.get(0)) : OptionalDouble.empty();
  }

  /** The text, if the attribute is one. */
  public Optional<String> text() {
    return texts.size() == 1 ? Optional.of(texts.get(0)) : Optional.empty();
  }
}
