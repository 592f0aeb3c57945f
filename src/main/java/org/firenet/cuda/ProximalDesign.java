package org.firenet.cuda;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;

/** Memory of the primal step of the fused way where it is not in the kernel that transforms. */
final class ProximalDesign {
  /** Parts that this step has for itself; offsets in the workspace. */
  final Map<GenericPart, Long> own = new EnumMap<>(GenericPart.class);

  /** Second buffer of the iterates, for tiles. */
  final long next;

  /** The tiles; empty where the step goes axis by axis. */
  final Optional<TileSize> tile;

  final GenericSize size;
  private final FusedDesign design;

  ProximalDesign(FusedDesign design, DeviceProperties device) {
    this.design = design;
    Problem problem = design.problem;
    size = new GenericSize(problem, design.parameters, design.precision, design.batch);
    tile =
        design.choice.primal() == FusedChoice.Primal.TILES
            ? TileSize.of(problem, design.precision, device)
            : Optional.empty();
    Map<GenericPart, Long> bytes = size.bytes();
    reserve(GenericPart.FILTERS, bytes);
    reserve(GenericPart.MEAN, bytes);
    if (tile.isEmpty()) {
      reserve(GenericPart.FIRST, bytes);
      reserve(GenericPart.SECOND, bytes);
    }
    next =
        tile.isPresent()
            ? design.memory.workspace().reserve("iterate", bytes.get(GenericPart.ITERATE))
            : 0;
  }

  private void reserve(GenericPart part, Map<GenericPart, Long> bytes) {
    if (bytes.containsKey(part)) {
      own.put(part, design.memory.workspace().reserve(part.purpose(), bytes.get(part)));
    }
  }

  /** Uploads the filters. */
  void upload(ConstantUpload upload, long base) {
    GenericConstants.filters(
        upload, base + own.get(GenericPart.FILTERS), design.precision, design.problem.wavelet());
  }

  /** Loads the kernels. */
  FusedProximal bind(Device device, long base) {
    return tile.isPresent()
        ? new TileProximal(design, this, device, base)
        : new PassProximal(design, this, device, base);
  }

  /** Kernels of the layers of a block. */
  long launchesPerBlock() {
    FirenetParameters parameters = design.parameters;
    return tile.isEmpty()
        ? parameters.inner() * GenericDesign.primalLaunches(parameters, design.problem)
        : 1 + (long) parameters.inner() * parameters.shifts().perLayer();
  }

  /** Complex numbers that a layer moves for each image. */
  double numbersPerLayer() {
    if (tile.isEmpty()) {
      return new GenericTraffic(size).primalNumbers();
    }
    double shifts = design.parameters.shifts().perLayer();
    double mean = shifts > 1 ? 2 * shifts - 1 : 0;
    double reads =
        shifts * tile.get().overlap() * (design.geometry.pixels() + design.geometry.padded());
    return reads + (mean + 4) * design.geometry.padded() + design.geometry.pixels();
  }
}
