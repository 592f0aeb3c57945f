package org.firenet.cuda;

import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;

/** The kernels of {@code rows.cu}: transforms along the second axis. */
final class FusedRows {
  private final FusedDesign design;
  private final FusedGeometry geometry;
  private final FusedMemory memory;
  private final long base;
  private final int coils;
  private final Kernel layer;
  private final Kernel adjoint;
  private final Kernel forward;
  private final Kernel inverse;
  private final KernelArguments arguments = new KernelArguments();

  FusedRows(FusedDesign design, Device device, long base) {
    this.design = design;
    this.geometry = design.geometry;
    this.memory = design.memory;
    this.base = base;
    this.coils = Math.max(design.problem.coils(), 1);
    // With whole lines only the data pass through these kernels.
    int levels = geometry.lines ? 0 : design.choice.levels();
    Map<String, String> constants =
        Map.of(
            "LINE", geometry.second.constant(),
            "ROWS", Integer.toString(design.choice.rows()),
            "LEVELS", Integer.toString(levels));
    KernelModule module = FusedSolver.module(device, "rows", design.precision, constants);
    layer = levels > 0 ? module.kernel("rows_layer") : null;
    adjoint = module.kernel("rows_adjoint");
    forward = module.kernel("rows_forward");
    inverse = module.kernel("rows_inverse");
  }

  private LaunchShape shape(long rows, int slices) {
    int each = design.choice.rows();
    return new LaunchShape(
        Math.toIntExact((rows + each - 1) / each),
        slices,
        1,
        geometry.second.threads(),
        each,
        design.choice.rowBytes(design.precision));
  }

  /** Address of the coil maps, 0 without coils. */
  private long maps() {
    return design.problem.coils() > 0 ? base + memory.maps : 0;
  }

  /** Rows of data back to images along the second axis, in place. */
  void inverse(DeviceStream stream, long data, long rows) {
    arguments
        .clear()
        .address(data)
        .address(base + memory.factorsSecond)
        .integer64(rows)
        .real(1 / Math.sqrt(geometry.second.length()));
    stream.launch(inverse, shape(rows, 1), arguments);
  }

  /** From the coil images after the columns to the gradients. */
  void adjoint(DeviceStream stream, int slices, long mapStride) {
    arguments
        .clear()
        .address(base + memory.grid)
        .address(maps())
        .integer64(mapStride)
        .address(base + memory.gradient)
        .address(base + memory.factorsSecond)
        .integer(coils)
        .integer(geometry.first.length());
    stream.launch(adjoint, shape(geometry.first.length(), slices), arguments);
  }

  /** From extrapolated images to coil images before the columns. */
  void forward(DeviceStream stream, int slices, long mapStride) {
    arguments
        .clear()
        .address(base + memory.bar)
        .address(maps())
        .integer64(mapStride)
        .address(base + memory.grid)
        .address(base + memory.factorsSecond)
        .integer(coils)
        .integer(geometry.first.length());
    stream.launch(forward, shape(geometry.first.length(), slices), arguments);
  }

  /** Both, with the primal step between them. */
  void layer(DeviceStream stream, LayerNumbers layerNumbers, int slices, long mapStride) {
    LayerNumbers n = layerNumbers;
    arguments
        .clear()
        .address(base + memory.x)
        .address(base + memory.sum)
        .address(base + memory.grid)
        .address(maps())
        .integer64(mapStride)
        .address(n.partialIn())
        .address(base + memory.schedule)
        .address(base + memory.factorsSecond)
        .address(n.each())
        .address(base + memory.bands)
        .integer(n.entries())
        .integer(n.block())
        .integer(memory.partials)
        .integer(coils)
        .integer(geometry.first.length())
        .integer(geometry.paddedFirst)
        .integer(geometry.paddedSecond)
        .integer(n.shiftFirst())
        .integer(n.shiftSecond())
        .integer(n.first() ? 1 : 0)
        .integer(n.last() ? 1 : 0)
        .real(n.gradientStep())
        .real(n.threshold());
    stream.launch(layer, shape(geometry.paddedFirst, slices), arguments);
  }
}
