package org.firenet.cuda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.firenet.cuda.device.AssumedDevice;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Plan;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** Runs on NVIDIA GPUs. */
public class CudaBackend implements Backend {
  private static final double GIB = 1 << 30;
  private static final double MIB = 1 << 20;

  /** Groups of images on each device that let uploads and downloads disappear under the work. */
  private static final int GROUPS = 4;

  /** Share of this process's memory for the images on their way. */
  private static final double HOST_SHARE = 0.25;

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
        devices().stream()
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
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    if (provider.unavailable().isPresent()) {
      return details;
    }
    for (Device device : devices()) {
      DeviceProperties p = device.properties();
      details.put(
          "device " + p.ordinal(),
          "%s, compute capability %d.%d, %d multiprocessors, %.1f GiB (%.1f free), %.0f MiB of L2 cache"
              .formatted(
                  p.name(),
                  p.major(),
                  p.minor(),
                  p.multiprocessors(),
                  p.totalBytes() / GIB,
                  device.memory().freeBytes() / GIB,
                  p.cacheBytes() / MIB));
    }
    details.putAll(provider.facts());
    return details;
  }

  private List<Device> devices() {
    return failing(provider::devices);
  }

  private <T> T failing(Supplier<T> step) {
    return failing(name, step);
  }

  /** What devices report becomes a failure of a backend. */
  static <T> T failing(String backend, Supplier<T> step) {
    try {
      return step.get();
    } catch (DeviceException e) {
      throw new BackendFailureException(backend, e);
    }
  }

  @Override
  public int preferredBatch(Problem problem, PlanOptions options) {
    long hostBytes = (long) (HOST_SHARE * Runtime.getRuntime().maxMemory());
    return failing(
        () -> {
          List<Device> devices = provider.devices();
          DevicePlanDesign one =
              design(devices.get(0), problem, FirenetParameters.defaults(), options);
          return CudaForecast.preferredBatch(one, devices.size(), GROUPS, hostBytes);
        });
  }

  private DevicePlanDesign design(
      Device device, Problem problem, FirenetParameters parameters, PlanOptions options) {
    Route taken = options.history() ? Route.GENERIC : route;
    return DevicePlanDesign.of(device, problem, parameters, options.precision(), 1, taken);
  }

  @Override
  public List<String> assumableDevices() {
    return AssumedDevice.names();
  }

  /** For the devices of this machine, or one that is assumed. */
  @Override
  public Optional<PlanForecast> forecast(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      ForecastConditions conditions) {
    if (unsupported(problem, options).isPresent()) {
      return Optional.empty();
    }
    List<Device> devices;
    if (conditions.device().isPresent()) {
      devices = List.of(AssumedDevice.named(conditions.device().get()));
    } else if (provider.unavailable().isEmpty()) {
      devices = devices();
    } else {
      return Optional.empty();
    }
    return Optional.of(
        failing(
            () -> {
              DevicePlanDesign one = design(devices.get(0), problem, parameters, options);
              int batch = options.batch();
              return new CudaForecast(name, devices, one, batch, conditions).forecast();
            }));
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    return failing(
        () -> new CudaPlan(name, provider.devices(), problem, parameters, options, route));
  }

  @Override
  public Optional<String> notDifferentiable(Problem problem, PlanOptions options) {
    return unsupported(problem, options);
  }

  /** Always by the generic kernels, on the first device; the network is the same. */
  @Override
  public NetworkDerivative derivative(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    Optional<String> reason = notDifferentiable(problem, options);
    if (reason.isPresent()) {
      throw new UnsupportedOperationException(name + ": " + reason.get());
    }
    Device device = devices().get(0);
    return new DeviceDerivative(
        name, device, problem, parameters, options.precision(), derivativeOptions);
  }
}
