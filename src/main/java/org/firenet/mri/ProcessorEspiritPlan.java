package org.firenet.mri;

import java.util.List;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** {@link Espirit#maps} as a plan. */
final class ProcessorEspiritPlan implements EspiritPlan {
  private final Shape grid;
  private final int coils;
  private final EspiritParameters parameters;
  private final Precision precision;
  private boolean closed;

  ProcessorEspiritPlan(Shape grid, int coils, EspiritParameters parameters, Precision precision) {
    this.grid = grid;
    this.coils = coils;
    this.parameters = parameters;
    this.precision = precision;
  }

  @Override
  public String description() {
    return "cpu";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public List<EspiritMaps> maps(List<EspiritKernels> kernels) {
    if (closed) {
      throw new IllegalStateException("plan: already closed");
    }
    for (EspiritKernels one : kernels) {
      if (one.coils() != coils) {
        throw new IllegalArgumentException(
            "`kernels`: expected %d coils, got %d".formatted(coils, one.coils()));
      }
    }
    return kernels.stream().map(k -> Espirit.maps(k, grid, parameters, precision)).toList();
  }

  @Override
  public void close() {
    closed = true;
  }
}
