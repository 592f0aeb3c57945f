package org.firenet.cli;

import java.util.ArrayList;
import java.util.List;
import org.firenet.network.Backends;

/** Names that {@code --backend} takes. */
final class BackendNames {
  private BackendNames() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException naming all there are, if it is neither one of them nor auto
   */
  static void check(String name) {
    List<String> names = new ArrayList<>(List.of("auto"));
    Backends.all().stream().map(known -> known.name()).distinct().forEach(names::add);
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "backend: expected one of %s, got %s".formatted(names, name));
    }
  }
}
