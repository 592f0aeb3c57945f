package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.LaunchShape;

/**
 * The primal half of a layer in image-domain form:
 *
 * <pre>
 *   u ← x − τ A* q ;  x⁺ ← 1/K Σ_k Ψ_k* soft(Ψ_k u, τλw) ;  s ← s + x⁺ ;  x̄ ← 2x⁺ − x ;  x ← x⁺.
 * </pre>
 */
final class GenericProximal {
  /** In place of an entry of the schedule: x is taken as it is. */
  private static final int AS_IT_IS = -1;

  /**
   * What the step reads and writes besides the state.
   *
   * @param gradient address of the coil images of the gradient
   * @param extrapolated address of those of x̄
   * @param sums number of partial sums of |d|² of an image
   */
  record Grids(long gradient, long extrapolated, int sums) {}

  private final GenericSize size;
  private final GenericMemory memory;
  private final WaveletKernels wavelet;
  private final Grids grids;
  private final Kernel load;
  private final Kernel update;
  private final GridShifts shifts;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels. */
  GenericProximal(
      Device device, GenericSize size, GenericMemory memory, WaveletKernels wavelet, Grids grids) {
    this.size = size;
    this.grids = grids;
    this.memory = memory;
    this.wavelet = wavelet;
    KernelModule module = KernelFamily.load(device, "generic", size.precision());
    load = module.kernel("primal_load");
    update = module.kernel("primal_update");
    shifts = new GridShifts(size);
  }

  /**
   * Enqueues the step.
   *
   * @param sums address of the partial sums of |d|² of the layer before; 0 in the first layer of a
   *     block
   * @param norm factor of the transforms
   * @param maps coil sensitivities
   * @param extrapolate whether the grid is to get S x̄
   */
  void apply(
      DeviceStream stream,
      int block,
      int inner,
      int slices,
      long sums,
      double norm,
      CoilSensitivities maps,
      boolean extrapolate) {
    int entry = inner == 0 ? NetworkKernels.begin(block) : AS_IT_IS;
    int layer = block * size.parameters().inner() + inner;
    double tau = size.parameters().tau().orElseThrow();
    for (int k = 0; k < size.parameters().shifts().perLayer(); k++) {
      int[] roll = shifts.of(block, layer, k);
      load(stream, entry, slices, sums, tau * norm, maps, roll);
      wavelet.analyse(stream, tau * size.problem().lambda(), slices);
      wavelet.synthesise(stream, slices);
      update(stream, entry, slices, k, maps, extrapolate, roll);
    }
  }

  private void load(
      DeviceStream stream,
      int entry,
      int slices,
      long sums,
      double step,
      CoilSensitivities maps,
      int[] roll) {
    arguments.clear();
    state(entry);
    arguments.address(grids.gradient());
    maps.add(arguments);
    arguments.address(sums).integer(grids.sums()).real(step);
    arguments.address(memory.of(GenericPart.FIRST));
    extents(slices, roll);
    stream.launch(load, PointLaunch.sums(size.padded(), slices), arguments);
  }

  private void update(
      DeviceStream stream,
      int entry,
      int slices,
      int number,
      CoilSensitivities maps,
      boolean extrapolate,
      int[] roll) {
    arguments
        .clear()
        .address(memory.of(GenericPart.FIRST))
        .address(memory.of(GenericPart.MEAN))
        .integer(number)
        .integer(size.parameters().shifts().perLayer());
    state(entry);
    maps.add(arguments);
    arguments.address(extrapolate ? grids.extrapolated() : 0);
    extents(slices, roll);
    LaunchShape shape = PointLaunch.of(size.padded(), slices);
    stream.launch(update, shape, arguments);
  }

  private void state(int entry) {
    arguments
        .address(memory.of(GenericPart.ITERATE))
        .address(memory.of(GenericPart.SUM))
        .address(memory.of(GenericPart.SCHEDULE))
        .integer(NetworkKernels.entries(size.parameters()))
        .integer(entry);
  }

  private void extents(int slices, int[] roll) {
    arguments.integer(slices);
    GridExtents.add(size.problem().layout(), arguments);
    GridExtents.add(roll, arguments);
  }
}
