package org.firenet.mri;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * Where the pixels of {@link Espirit} are solved, if not on the processor. Found by {@link
 * java.util.ServiceLoader}; named as the {@link org.firenet.network.Backend} it goes with.
 */
public interface EspiritBackend {
  /** Short lower-case name. */
  String name();

  /** Why it can not run on this machine; empty if it can. */
  Optional<String> unavailable();

  /**
   * Why it can not solve so many coils on a grid; empty if it can.
   *
   * @throws org.firenet.network.BackendFailureException if a device that was to be asked failed
   */
  Optional<String> unsupported(Shape grid, int coils, EspiritParameters parameters);

  /**
   * Takes the memory for maps of one size.
   *
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @param precision of the maps
   * @throws org.firenet.network.BackendFailureException if a device, its memory or its libraries
   *     failed
   */
  EspiritPlan plan(Shape grid, int coils, EspiritParameters parameters, Precision precision);
}
