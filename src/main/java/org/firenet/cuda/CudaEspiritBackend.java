package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.mri.EspiritBackend;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.EspiritPlan;
import org.firenet.network.BackendFailureException;

/** ESPIRiT on the first of the NVIDIA GPUs. */
public class CudaEspiritBackend implements EspiritBackend {
  private final String name;
  private final DeviceProvider provider;

  /**
   * A backend.
   *
   * @param name short lower-case name
   * @param provider finds the devices
   */
  public CudaEspiritBackend(String name, DeviceProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> unavailable() {
    return provider.unavailable();
  }

  @Override
  public Optional<String> unsupported(Shape grid, int coils, EspiritParameters parameters) {
    if (coils > EspiritSize.MOST_COILS) {
      return Optional.of(
          "coil maps of at most %d coils, not %d".formatted(EspiritSize.MOST_COILS, coils));
    }
    try {
      Device device = provider.devices().get(0);
      long needed = CudaEspiritPlan.bytes(device, grid, coils, parameters);
      long free = device.memory().freeBytes();
      return needed > free
          ? Optional.of("coil maps take %,d bytes, %,d are free".formatted(needed, free))
          : Optional.empty();
    } catch (DeviceException e) {
      throw new BackendFailureException(name, e);
    }
  }

  @Override
  public EspiritPlan plan(
      Shape grid, int coils, EspiritParameters parameters, Precision precision) {
    try {
      return new CudaEspiritPlan(
          name, provider.devices().get(0), grid, coils, parameters, precision);
    } catch (DeviceException e) {
      throw new BackendFailureException(name, e);
    }
  }
}
