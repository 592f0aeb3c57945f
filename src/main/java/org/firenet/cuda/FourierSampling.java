package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.TransformPlan;

/**
 * Fourier transforms of the vendor's library in place. All grids of the batch are transformed, also
 * those of slices that are not there: a library transform has a fixed count.
 */
final class FourierSampling implements GenericSampling {
  private final TransformPlan plan;
  private final long grid;
  private final double norm;

  /** With a plan that this closes. */
  FourierSampling(TransformPlan plan, long grid, int points) {
    this.plan = plan;
    this.grid = grid;
    this.norm = 1 / Math.sqrt(points);
  }

  @Override
  public double norm() {
    return norm;
  }

  @Override
  public long values() {
    return grid;
  }

  @Override
  public void forward(DeviceStream stream, int slices) {
    plan.execute(stream, grid, grid, false);
  }

  @Override
  public void adjoint(DeviceStream stream, int slices) {
    plan.execute(stream, grid, grid, true);
  }

  @Override
  public void close() {
    plan.close();
  }
}
