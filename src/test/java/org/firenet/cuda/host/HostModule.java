package org.firenet.cuda.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.KernelUnavailableException;

final class HostModule implements KernelModule {
  private final HostDevice device;
  private final KernelSpecification specification;
  private final long library;
  private final Map<String, HostKernel> kernels = new ConcurrentHashMap<>();

  private HostModule(HostDevice device, KernelSpecification specification, long library) {
    this.device = device;
    this.specification = specification;
    this.library = library;
  }

  static HostModule load(HostDevice device, KernelSpecification specification) {
    HostOptions options = device.options();
    String file = specification.family() + ".cu";
    Path source =
        options.sources().stream()
            .map(directory -> directory.resolve(file))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    new KernelUnavailableException(
                        "no " + file + " in " + options.sources(), null));
    Path made = HostLibraries.kernels(specification, source, options.sanitized());
    return new HostModule(device, specification, HostNative.open(made.toString()));
  }

  @Override
  public Kernel kernel(String name) {
    device.checkOpen();
    return kernels.computeIfAbsent(
        name,
        key -> {
          long kernel = HostNative.kernel(library, key);
          if (kernel == 0) {
            throw new DeviceException(specification + " has no kernel " + key);
          }
          return new HostKernel(device, key, kernel);
        });
  }
}
