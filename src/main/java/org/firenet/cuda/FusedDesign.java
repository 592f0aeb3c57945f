package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;

/**
 * The fused way: two-dimensional Fourier sampling of images whose extents are products of 2, 3, 5
 * and 7 up to 1024. Transforms, coils, dual step and, for Haar, the primal step share kernels; only
 * samples of data and dual variable are stored; transforms along fully sampled lines are done once.
 */
final class FusedDesign implements SolverDesign {
  final Problem problem;
  final FirenetParameters parameters;
  final Precision precision;
  final int batch;
  final FusedGeometry geometry;
  final FusedChoice choice;
  final FusedSamples samples;
  final FusedMemory memory;

  /** The primal step where it is a kernel of its own. */
  final Optional<ProximalDesign> proximal;

  private FusedDesign(
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      int batch,
      FusedChoice choice,
      DeviceProperties device) {
    this.problem = problem;
    this.parameters = parameters;
    this.precision = precision;
    this.batch = batch;
    this.geometry = choice.geometry();
    this.choice = choice;
    this.samples = new FusedSamples(geometry, choice.lanes());
    this.memory = new FusedMemory(this);
    this.proximal =
        choice.primal() == FusedChoice.Primal.INSIDE
            ? Optional.empty()
            : Optional.of(new ProximalDesign(this, device));
  }

  /** Why a problem can not be solved this way; empty if it can. */
  static Optional<String> unsupported(
      Problem problem, FirenetParameters parameters, Precision precision, DeviceProperties device) {
    Optional<String> reason = FusedGeometry.unsupported(problem);
    if (reason.isPresent()) {
      return reason;
    }
    return FusedChoice.of(problem, parameters.shifts(), precision, device).isPresent()
        ? Optional.empty()
        : Optional.of(
            "a strip of an image of %s does not fit into a block's %,d bytes of shared memory"
                .formatted(problem.image(), device.sharedBytesPerBlock()));
  }

  /**
   * The design of a problem for which {@link #unsupported} is empty.
   *
   * @param parameters resolved
   * @param batch the most images at a time
   */
  static FusedDesign of(
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      int batch,
      DeviceProperties device) {
    FusedChoice choice =
        FusedChoice.of(problem, parameters.shifts(), precision, device).orElseThrow();
    return new FusedDesign(problem, parameters, precision, batch, choice, device);
  }

  @Override
  public String description() {
    return "fused, %s%s, %s"
        .formatted(
            geometry.lines ? "whole lines" : "any mask",
            geometry.transposed ? " along y" : "",
            switch (choice.primal()) {
              case INSIDE -> "wavelet in the same kernel";
              case TILES -> "wavelet in tiles";
              case PASSES -> "wavelet axis by axis";
            });
  }

  @Override
  public Workspace workspace() {
    return memory.workspace();
  }

  @Override
  public double bytesPerLayer() {
    double coils = Math.max(problem.coils(), 1);
    double maps = problem.coils() > 0 ? coils : 0;
    double samples = 3.0 * coils * this.samples.count;
    boolean inside = proximal.isEmpty();
    double perPixel = geometry.lines ? maps + 2 : 4 * coils + maps + (inside ? 0 : 2 + maps);
    double primal = proximal.map(ProximalDesign::numbersPerLayer).orElse(4.0 * geometry.padded());
    return (samples + perPixel * geometry.pixels() + primal) * precision.bytesPerComplex();
  }

  @Override
  public long launches() {
    int blocks = parameters.outer();
    int inner = parameters.inner();
    if (geometry.lines) {
      return proximal
          .map(p -> blocks * (p.launchesPerBlock() + inner - 1))
          .orElse((long) blocks * inner);
    }
    return proximal
        .map(p -> blocks * (p.launchesPerBlock() + 3L * (inner - 1)))
        .orElse(blocks * (2L * inner - 1));
  }

  /** Blocks of the kernels over columns, each with a partial sum of |d|². */
  LaunchShape columnShape(int slices) {
    return new LaunchShape(
        memory.partials,
        slices,
        1,
        choice.lanes(),
        geometry.first.threads(),
        choice.columnBytes(precision));
  }

  @Override
  public DeviceSolver bind(Device device, long address) {
    return new FusedSolver(this, device, address);
  }
}
