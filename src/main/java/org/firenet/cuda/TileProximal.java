package org.firenet.cuda;

import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.network.ShiftSequence;

/** The primal step in tiles, one kernel for each shift: {@code tiles.cu}. */
final class TileProximal implements FusedProximal {
  private static final int THREADS = 256;
  private static final int MOST_BLOCKS = 1024;

  private final FusedDesign design;
  private final FusedGeometry geometry;
  private final FusedMemory memory;
  private final ProximalDesign places;
  private final TileSize tile;
  private final long base;
  private final Kernel begin;
  private final Kernel kernel;
  private final int[] shift = new int[2];
  private final KernelArguments arguments = new KernelArguments();

  TileProximal(FusedDesign design, ProximalDesign places, Device device, long base) {
    this.design = design;
    this.geometry = design.geometry;
    this.memory = design.memory;
    this.places = places;
    this.tile = places.tile.orElseThrow();
    this.base = base;
    Map<String, String> constants =
        Map.of(
            "FILTER", Integer.toString(tile.taps()),
            "LEVELS", Integer.toString(tile.levels()),
            "TILE", Integer.toString(tile.extent()));
    KernelModule module = FusedSolver.module(device, "tiles", design.precision, constants);
    begin = module.kernel("tile_begin");
    kernel = module.kernel("tile_threshold");
  }

  @Override
  public void enqueue(DeviceStream stream, LayerNumbers numbers, int inner, int slices) {
    if (inner == 0) {
      begin(stream, numbers, slices);
    }
    ShiftSequence shifts = design.parameters.shifts();
    int layer = numbers.block() * design.parameters.inner() + inner;
    int period = 1 << design.problem.layout().levels();
    for (int k = 0; k < shifts.perLayer(); k++) {
      shifts.shift(numbers.block(), layer, k, period, shift);
      launch(stream, numbers, inner, slices, k);
    }
  }

  private void begin(DeviceStream stream, LayerNumbers numbers, int slices) {
    arguments
        .clear()
        .address(base + memory.sum)
        .address(base + memory.x)
        .address(base + memory.schedule)
        .integer(numbers.entries())
        .integer(numbers.block())
        .integer(geometry.padded());
    int blocks = Math.min(MOST_BLOCKS, (geometry.padded() + THREADS - 1) / THREADS);
    stream.launch(begin, new LaunchShape(blocks, slices, 1, THREADS, 1, 0), arguments);
  }

  private void launch(DeviceStream stream, LayerNumbers n, int inner, int slices, int number) {
    long even = base + memory.x;
    long odd = base + places.next;
    arguments
        .clear()
        .address(inner % 2 == 0 ? even : odd)
        .address(inner % 2 == 0 ? odd : even)
        .address(base + memory.sum)
        .address(base + memory.gradient)
        .address(base + memory.bar)
        .address(address(GenericPart.MEAN))
        .address(address(GenericPart.FILTERS))
        .address(n.partialIn())
        .address(n.each())
        .address(base + memory.bands)
        .integer(memory.partials)
        .integer(geometry.first.length())
        .integer(geometry.second.length())
        .integer(geometry.paddedFirst)
        .integer(geometry.paddedSecond)
        .integer(geometry.shiftFirst(shift))
        .integer(geometry.shiftSecond(shift))
        .integer(number)
        .integer(design.parameters.shifts().perLayer())
        .integer(n.first() ? 1 : 0)
        .real(n.gradientStep())
        .real(n.threshold());
    int extent = tile.extent();
    LaunchShape shape =
        new LaunchShape(
            (geometry.paddedSecond + extent - 1) / extent,
            (geometry.paddedFirst + extent - 1) / extent,
            slices,
            THREADS,
            1,
            tile.bytes());
    stream.launch(kernel, shape, arguments);
  }

  private long address(GenericPart part) {
    return places.own.containsKey(part) ? base + places.own.get(part) : 0;
  }
}
