package org.firenet.mri;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.BackendFailureException;

/** Where the pixels of {@link Espirit} can be solved, and the choice, with reasons. */
public final class EspiritBackends {
  private EspiritBackends() {}

  /**
   * A plan and why it is none of those asked for.
   *
   * @param plan the plan
   * @param reasons of backends that were asked for, or are there, and can not; empty for the usual
   */
  public record Choice(EspiritPlan plan, List<String> reasons) {}

  /** All on the class path; the processor is not among them. */
  public static List<EspiritBackend> all() {
    List<EspiritBackend> found = new ArrayList<>();
    ServiceLoader.load(EspiritBackend.class, EspiritBackends.class.getClassLoader())
        .forEach(found::add);
    return found;
  }

  /**
   * Makes a plan: on the first backend of a name that can, else on the processor.
   *
   * @param name {@code auto} for any, or the name of one; that of none means the processor
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @param precision of the maps
   * @throws BackendFailureException if the backend named failed
   */
  public static Choice plan(
      String name, Shape grid, int coils, EspiritParameters parameters, Precision precision) {
    return plan(all(), name, grid, coils, parameters, precision);
  }

  static Choice plan(
      List<EspiritBackend> backends,
      String name,
      Shape grid,
      int coils,
      EspiritParameters parameters,
      Precision precision) {
    List<String> reasons = new ArrayList<>();
    for (EspiritBackend backend : backends) {
      boolean named = name.equals(backend.name());
      Optional<String> absent = backend.unavailable();
      if (named && absent.isPresent()) {
        reasons.add(backend.name() + ": " + absent.get());
      }
      boolean wanted = named || name.equals("auto");
      if (absent.isPresent() || !wanted) {
        continue;
      }
      try {
        Optional<String> reason = backend.unsupported(grid, coils, parameters);
        if (reason.isEmpty()) {
          return new Choice(backend.plan(grid, coils, parameters, precision), reasons);
        }
        reasons.add(backend.name() + ": " + reason.get());
      } catch (BackendFailureException e) {
        if (named) {
          throw e;
        }
        reasons.add(e.getMessage());
      }
    }
    return new Choice(new ProcessorEspiritPlan(grid, coils, parameters, precision), reasons);
  }
}
