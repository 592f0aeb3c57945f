package org.firenet.cuda;

import java.util.EnumMap;
import java.util.Map;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;

/** The primal step axis by axis, with the kernels of the generic way. */
final class PassProximal implements FusedProximal {
  private final GenericProximal generic;
  private final CoilSensitivities none = new CoilSensitivities(0, 0, 0);

  PassProximal(FusedDesign design, ProximalDesign places, Device device, long base) {
    FusedMemory fused = design.memory;
    Map<GenericPart, Long> addresses = new EnumMap<>(GenericPart.class);
    places.own.forEach((part, offset) -> addresses.put(part, base + offset));
    addresses.put(GenericPart.ITERATE, base + fused.x);
    addresses.put(GenericPart.SUM, base + fused.sum);
    addresses.put(GenericPart.SCHEDULE, base + fused.schedule);
    if (!fused.banded) {
      addresses.put(GenericPart.WEIGHTS, base + fused.each);
    }
    GenericMemory memory = new GenericMemory(addresses);
    WaveletKernels wavelet = new WaveletKernels(device, design.precision, design.problem, memory);
    generic =
        new GenericProximal(
            device,
            places.size,
            memory,
            wavelet,
            new GenericProximal.Grids(base + fused.gradient, base + fused.bar, fused.partials));
  }

  @Override
  public void enqueue(DeviceStream stream, LayerNumbers numbers, int inner, int slices) {
    generic.apply(
        stream,
        numbers.block(),
        inner,
        slices,
        numbers.partialIn(),
        numbers.norm(),
        none,
        !numbers.last());
  }
}
