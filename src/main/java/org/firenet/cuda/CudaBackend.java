package org.firenet.cuda;

import java.util.Optional;
import java.util.stream.Collectors;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** Runs on NVIDIA GPUs. */
public class CudaBackend implements Backend {
  private final String name;
  private final DeviceProvider provider;
  private final Route route;

  /**
   * A backend.
   *
   * @param name short lower-case name
   * @param provider finds the devices
   * @param route which kernels
   */
  public CudaBackend(String name, DeviceProvider provider, Route route) {
    this.name = name;
    this.provider = provider;
    this.route = route;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    String devices =
        provider.devices().stream()
            .map(device -> device.properties().name())
            .collect(Collectors.joining(", "));
    return route == Route.GENERIC ? devices + ", library transforms only" : devices;
  }

  @Override
  public Optional<String> unavailable() {
    return provider.unavailable();
  }

  @Override
  public Optional<String> unsupported(Problem problem, PlanOptions options) {
    return problem.sampling() instanceof Sampling.Custom
        ? Optional.of("runs Fourier, Walsh and dense sampling, not " + problem.sampling())
        : Optional.empty();
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    return new CudaPlan(name, provider.devices(), problem, parameters, options, route);
  }
}
