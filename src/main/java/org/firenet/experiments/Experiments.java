package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The experiments on the class path. */
public final class Experiments {
  private Experiments() {}

  /** All of them, in the order in which they are listed. */
  public static List<Experiment> all() {
    List<Experiment> found = new ArrayList<>();
    ServiceLoader.load(Experiment.class, Experiments.class.getClassLoader()).forEach(found::add);
    return found;
  }

  /**
   * An experiment by name.
   *
   * @throws IllegalArgumentException naming all there are, if there is none of this name
   */
  public static Experiment named(String name) {
    List<Experiment> all = all();
    return all.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment: expected one of %s, got %s"
                        .formatted(
                            String.join(", ", all.stream().map(Experiment::name).toList()), name)));
  }
}
