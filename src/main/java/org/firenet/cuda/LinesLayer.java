package org.firenet.cuda;

import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;

/** A layer where whole lines are sampled: one kernel over columns, {@code lines.cu}. */
final class LinesLayer implements FusedLayer {
  private final FusedDesign design;
  private final FusedGeometry geometry;
  private final FusedMemory memory;
  private final long base;
  private final FusedProximal proximal;
  private final Kernel kernel;
  private final KernelArguments arguments = new KernelArguments();

  LinesLayer(FusedDesign design, Device device, long base, FusedProximal proximal) {
    this.design = design;
    this.geometry = design.geometry;
    this.memory = design.memory;
    this.base = base;
    this.proximal = proximal;
    Map<String, String> constants =
        Map.of(
            "LINE", geometry.first.constant(),
            "LANES", Integer.toString(design.choice.lanes()),
            "LEVELS", Integer.toString(design.choice.levels()));
    kernel = FusedSolver.module(device, "lines", design.precision, constants).kernel("lines_layer");
  }

  @Override
  public void enqueue(DeviceStream stream, int block, int inner, int slices, long mapStride) {
    LayerNumbers n = LayerNumbers.of(design, base, block, inner);
    boolean coils = design.problem.coils() > 0;
    if (proximal != null) {
      proximal.enqueue(stream, n, inner, slices);
      if (n.last()) {
        return;
      }
    }
    arguments
        .clear()
        .address(base + memory.x)
        .address(base + memory.sum)
        .address(base + memory.gradient)
        .address(base + memory.bar)
        .address(coils ? base + memory.maps : 0)
        .integer64(mapStride)
        .address(base + memory.data)
        .address(base + memory.dual)
        .address(base + memory.rowOf)
        .address(n.partialIn())
        .address(n.partialOut())
        .address(base + memory.schedule)
        .address(base + memory.factorsFirst)
        .address(n.each())
        .address(base + memory.bands)
        .integer(n.entries())
        .integer(block)
        .integer(Math.max(design.problem.coils(), 1))
        .integer(design.samples.rows)
        .integer(geometry.second.length())
        .integer(geometry.paddedFirst)
        .integer(geometry.paddedSecond)
        .integer(n.shiftFirst())
        .integer(n.shiftSecond())
        .integer(n.first() ? 1 : 0)
        .integer(n.last() ? 1 : 0)
        .real(n.gradientStep())
        .real(n.threshold())
        .real(n.dualStep())
        .real(n.sigma());
    stream.launch(kernel, design.columnShape(slices), arguments);
  }
}
