package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.KernelUnavailableException;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * What a {@link DevicePlan} will be, before anything is allocated on the device: which kernels, how
 * much memory, how many bytes a layer moves.
 */
public final class DevicePlanDesign {
  /** Device memory for one purpose. */
  public record Part(String purpose, long bytes) {}

  private static final long STATUS_ALIGNMENT = 256;

  private final Device device;
  private final Problem problem;
  private final FirenetParameters parameters;
  private final Precision precision;
  private final int batch;
  private final SolverDesign solver;
  private final String reason;

  private DevicePlanDesign(
      Device device,
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      int batch,
      Route route) {
    this.device = Objects.requireNonNull(device, "device");
    this.problem = Objects.requireNonNull(problem, "problem");
    this.parameters = parameters.resolve(problem);
    this.precision = Objects.requireNonNull(precision, "precision");
    this.batch = batch;
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1, got " + batch);
    }
    if (problem.sampling() instanceof Sampling.Custom) {
      throw new IllegalArgumentException(
          "sampling: expected Fourier, Walsh or a matrix, got " + problem.sampling());
    }
    Optional<String> notFused =
        route == Route.GENERIC
            ? Optional.of("asked for")
            : FusedDesign.unsupported(problem, this.parameters, precision, device.properties());
    if (notFused.isPresent() && route == Route.FUSED) {
      throw new IllegalArgumentException("route: not fused, " + notFused.get());
    }
    reason = notFused.orElse("");
    solver =
        notFused.isEmpty()
            ? FusedDesign.of(problem, this.parameters, precision, batch, device.properties())
            : new GenericDesign(device, problem, this.parameters, precision, batch);
  }

  /**
   * Plans.
   *
   * @param device where it is to run; asked for its sizes only, and for the work memory of library
   *     transforms
   * @param batch the most images at a time
   * @throws IllegalArgumentException if the route can not solve the problem, with the reason
   */
  public static DevicePlanDesign of(
      Device device,
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      int batch,
      Route route) {
    return new DevicePlanDesign(device, problem, parameters, precision, batch, route);
  }

  /** The same for another number of images, by the same kernels. */
  public DevicePlanDesign withBatch(int other) {
    return new DevicePlanDesign(
        device, problem, parameters, precision, other, fused() ? Route.FUSED : Route.GENERIC);
  }

  /** The device. */
  public Device device() {
    return device;
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }

  /** The parameters, with L, τ and σ filled in. */
  public FirenetParameters parameters() {
    return parameters;
  }

  /** Precision of data, images and arithmetic. */
  public Precision precision() {
    return precision;
  }

  /** The most images at a time. */
  public int batch() {
    return batch;
  }

  /** Whether the fused kernels solve it. */
  public boolean fused() {
    return solver instanceof FusedDesign;
  }

  /** Which kernels solve it and, where they are not the fused ones, why. */
  public String description() {
    return fused() || reason.equals("asked for")
        ? solver.description()
        : solver.description() + " (not fused: " + reason + ")";
  }

  /** Device memory that a plan needs, all in one piece. */
  public long workspaceBytes() {
    return statusOffset() + (long) Integer.BYTES * batch;
  }

  /** What that memory is for. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (Workspace.Part part : solver.workspace().parts()) {
      if (part.bytes() > 0) {
        parts.add(new Part(part.name(), part.bytes()));
      }
    }
    return parts;
  }

  /** Bytes that a layer moves through device memory for each image, counted from the kernels. */
  public double bytesPerLayer() {
    return solver.bytesPerLayer();
  }

  /** Kernels and calls of libraries for all layers of up to {@link #batch} images. */
  public long launches() {
    return solver.launches();
  }

  long statusOffset() {
    return (solver.workspace().bytes() + STATUS_ALIGNMENT - 1)
        / STATUS_ALIGNMENT
        * STATUS_ALIGNMENT;
  }

  DeviceSolver bind(long address) {
    return solver.bind(device, address);
  }

  /**
   * Makes the plan with memory of its own.
   *
   * @throws KernelUnavailableException if there are no kernels for this device
   */
  public DevicePlan create() {
    return DevicePlan.withOwnMemory(this);
  }

  /**
   * Makes the plan in the caller's memory.
   *
   * @param workspace device address of {@link #workspaceBytes} bytes, 256-byte aligned; the plan's
   *     alone until it is closed
   * @throws IllegalArgumentException if the address is not aligned
   * @throws KernelUnavailableException if there are no kernels for this device
   */
  public DevicePlan create(long workspace) {
    if (workspace == 0 || workspace % STATUS_ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "workspace: expected a 256-byte aligned address, got 0x" + Long.toHexString(workspace));
    }
    return new DevicePlan(this, workspace, null);
  }
}
