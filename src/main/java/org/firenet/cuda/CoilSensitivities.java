package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.KernelArguments;

/** Coil sensitivities in the memory of a solver, one set an image or one for all. */
final class CoilSensitivities {
  private final long address;
  private final int coils;
  private final int pixels;
  private boolean shared = true;

  /** At an address. */
  CoilSensitivities(long address, int coils, int pixels) {
    this.address = address;
    this.coils = coils;
    this.pixels = pixels;
  }

  /** Copies maps. */
  void take(DeviceStream stream, long maps, int slices, boolean one, int bytesPerNumber) {
    shared = one;
    long set = (long) bytesPerNumber * coils * pixels;
    stream.copyOnDevice(maps, address, one ? set : slices * set);
  }

  /** Adds address, numbers from one image to the next and number of coils to the parameters. */
  void add(KernelArguments arguments) {
    arguments.address(address).integer64(shared ? 0 : (long) coils * pixels).integer(coils);
  }
}
