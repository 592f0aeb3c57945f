package org.firenet.cuda;

import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;

/** A layer for any mask: rows with the primal step ({@code rows.cu}), then {@code columns.cu}. */
final class MaskLayer implements FusedLayer {
  private final FusedDesign design;
  private final FusedGeometry geometry;
  private final FusedMemory memory;
  private final long base;
  private final FusedProximal proximal;
  private final FusedRows rows;
  private final Kernel columns;
  private final KernelArguments arguments = new KernelArguments();

  MaskLayer(FusedDesign design, Device device, long base, FusedProximal proximal, FusedRows rows) {
    this.design = design;
    this.geometry = design.geometry;
    this.memory = design.memory;
    this.base = base;
    this.proximal = proximal;
    this.rows = rows;
    Map<String, String> constants =
        Map.of(
            "LINE", geometry.first.constant(),
            "LANES", Integer.toString(design.choice.lanes()));
    columns =
        FusedSolver.module(device, "columns", design.precision, constants).kernel("columns_layer");
  }

  @Override
  public void enqueue(DeviceStream stream, int block, int inner, int slices, long mapStride) {
    LayerNumbers n = LayerNumbers.of(design, base, block, inner);
    if (proximal == null) {
      rows.layer(stream, n, slices, mapStride);
    } else {
      if (!n.first()) {
        rows.adjoint(stream, slices, mapStride);
      }
      proximal.enqueue(stream, n, inner, slices);
      if (!n.last()) {
        rows.forward(stream, slices, mapStride);
      }
    }
    if (!n.last()) {
      columns(stream, n, slices);
    }
  }

  private void columns(DeviceStream stream, LayerNumbers n, int slices) {
    arguments
        .clear()
        .address(base + memory.grid)
        .address(base + memory.data)
        .address(base + memory.dual)
        .address(base + memory.bits)
        .address(base + memory.offset)
        .address(n.partialIn())
        .address(n.partialOut())
        .address(base + memory.schedule)
        .address(base + memory.factorsFirst)
        .integer(n.entries())
        .integer(n.block())
        .integer(Math.max(design.problem.coils(), 1))
        .integer(design.samples.count)
        .integer(geometry.second.length())
        .real(n.dualStep())
        .real(n.sigma());
    stream.launch(columns, design.columnShape(slices), arguments);
  }
}
