package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.firenet.array.ComplexArray;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.KernelUnavailableException;
import org.firenet.network.AbstractPlan;
import org.firenet.network.BackendFailureException;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/**
 * A plan for host arrays on one or more devices: slices stream through page-locked buffers in
 * groups, uploads and downloads under the computing; devices share the groups of a batch.
 */
final class CudaPlan extends AbstractPlan {
  private final String name;
  private final List<Device> devices;
  private final List<DeviceWorker> workers = new ArrayList<>();
  private final ExecutorService threads;
  private String note = "";

  /**
   * Takes the memory on all devices; fewer devices than there are if the batch is small.
   *
   * @param name of the backend
   */
  CudaPlan(
      String name,
      List<Device> devices,
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      Route route) {
    super(problem, parameters, options);
    this.name = name;
    this.devices = devices;
    Route taken = options.history() ? Route.GENERIC : route;
    try {
      for (int i = 0; i < Math.min(devices.size(), options.batch()); i++) {
        int share = (options.batch() + i) / Math.min(devices.size(), options.batch());
        workers.add(worker(devices.get(i), taken, Math.max(1, share)));
      }
    } catch (RuntimeException e) {
      closeWorkers();
      throw e;
    }
    threads =
        workers.size() > 1
            ? Executors.newFixedThreadPool(
                workers.size(),
                task -> {
                  Thread thread = new Thread(task, "firenet-" + name);
                  thread.setDaemon(true);
                  return thread;
                })
            : null;
  }

  private DeviceWorker worker(Device device, Route route, int share) {
    try {
      return new DeviceWorker(design(device, route), share);
    } catch (KernelUnavailableException e) {
      if (route != Route.AUTO || !design(device, route).fused()) {
        throw e;
      }
      note = "; not fused: " + e.getMessage();
      return new DeviceWorker(design(device, Route.GENERIC), share);
    }
  }

  private DevicePlanDesign design(Device device, Route route) {
    return DevicePlanDesign.of(device, problem(), parameters(), options().precision(), 1, route);
  }

  @Override
  public String description() {
    DevicePlanDesign first = workers.get(0).design();
    return "%s (%s, %s, %s, %d at a time%s)"
        .formatted(
            name,
            options().precision().name().toLowerCase(java.util.Locale.ROOT),
            workers.size() > 1 ? workers.size() + " devices" : first.device().properties().name(),
            first.description(),
            first.batch(),
            note);
  }

  @Override
  protected void solve(PlanInput input, int count, ComplexArray images, List<History> histories) {
    try {
      solveOnDevices(input, count, images, histories);
    } catch (DeviceException e) {
      throw new BackendFailureException(name, e);
    }
  }

  private void solveOnDevices(
      PlanInput input, int count, ComplexArray images, List<History> histories) {
    boolean coefficients = input.startCoefficients().isPresent() && workers.get(0).design().fused();
    if (coefficients) {
      try (CudaPlan generic =
          new CudaPlan(
              name, devices, problem(), parameters(), options().withBatch(count), Route.GENERIC)) {
        generic.solveOnDevices(input, count, images, histories);
      }
      return;
    }
    SliceQueue queue = new SliceQueue(count);
    if (threads == null) {
      workers.get(0).work(queue, input, images, histories);
      return;
    }
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (DeviceWorker worker : workers) {
      running.add(
          CompletableFuture.runAsync(() -> worker.work(queue, input, images, histories), threads));
    }
    RuntimeException failure = null;
    for (CompletableFuture<Void> one : running) {
      try {
        one.join();
      } catch (CompletionException e) {
        failure = failure == null ? unwrapped(e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException unwrapped(CompletionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : e;
  }

  @Override
  protected void release() {
    if (threads != null) {
      threads.shutdown();
    }
    closeWorkers();
  }

  private void closeWorkers() {
    try (Closing closing = new Closing()) {
      workers.forEach(closing::add);
    }
  }
}
