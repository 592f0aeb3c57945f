package org.firenet.cuda;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Recording;

/**
 * A problem bound to a device, for data that are there already: works on the caller's addresses in
 * the caller's stream, copies nothing to or from the host and never waits.
 *
 * <pre>{@code
 * DevicePlanDesign design =
 *     DevicePlanDesign.of(device, problem, parameters, Precision.SINGLE, 16, Route.AUTO);
 * try (DevicePlan plan = design.create()) {       // or design.create(address) in memory of yours
 *   plan.record(16);                              // once: one graph for all layers
 *   plan.run(stream, kspace, images, 16);         // addresses on the device
 *   yourKernel(stream, images);                   // sees the result, nobody waited
 * }
 * }</pre>
 *
 * <p>Arrays are complex in the precision of the design, interleaved, row by row: k-space {@code
 * [slice, coil, ky, kx]} with DC at index n/2 (as {@link org.firenet.network.Problem#data} says),
 * images {@code [slice, y, x]} scaled like the data, maps {@code [coil, y, x]} or {@code [slice,
 * coil, y, x]}. What was not sampled is ignored. Data are taken as they are: nothing looks for NaN
 * before the work, {@link #statusAddress} tells afterwards.
 *
 * <p>Calls may be captured into the caller's graph. A plan is for one stream at a time; different
 * plans are independent. The caller keeps the order between streams, and closes a plan only after
 * its work is done.
 */
public final class DevicePlan implements AutoCloseable {
  private final DevicePlanDesign design;
  private final long workspace;
  private final DeviceBuffer own;
  private final DeviceSolver solver;
  private final Map<Integer, Recording> recordings = new HashMap<>();
  private final Set<Integer> seen = new HashSet<>();
  private boolean shared = true;
  private boolean mapsGiven;
  private boolean closed;

  DevicePlan(DevicePlanDesign design, long workspace, DeviceBuffer own) {
    this.design = design;
    this.workspace = workspace;
    this.own = own;
    solver = design.bind(workspace);
    try {
      design.problem().maps().ifPresent(this::upload);
    } catch (RuntimeException e) {
      solver.close();
      throw e;
    }
  }

  static DevicePlan withOwnMemory(DevicePlanDesign design) {
    DeviceBuffer buffer =
        design
            .device()
            .allocate(
                design.workspaceBytes(),
                "%d images of %s".formatted(design.batch(), design.problem().image()));
    try {
      return new DevicePlan(design, buffer.address(), buffer);
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  private void upload(ComplexArray maps) {
    long bytes = (long) maps.count() * design.precision().bytesPerComplex();
    try (DeviceBuffer buffer = design.device().allocate(bytes, "coil maps");
        ConstantUpload upload = new ConstantUpload(design.device());
        DeviceStream stream = design.device().newStream()) {
      upload.complex(buffer.address(), design.precision(), maps);
      maps(stream, buffer.address(), 1, true);
      stream.synchronize();
    }
  }

  /** What it was made from. */
  public DevicePlanDesign design() {
    return design;
  }

  /**
   * Takes in coil sensitivities, Σ|s|² ≤ 1; they stay until others come.
   *
   * @param maps device address. Not modified.
   * @param slices number of sets
   * @param one whether the one set is for all slices
   * @throws IllegalArgumentException if the problem has no coils, or has maps of its own and gets a
   *     set for each slice
   */
  public void maps(DeviceStream stream, long maps, int slices, boolean one) {
    checkOpen();
    checkSlices(slices);
    if (design.problem().coils() == 0) {
      throw new IllegalArgumentException("maps: the problem has no coils");
    }
    if (!one && design.problem().maps().isPresent()) {
      throw new IllegalArgumentException(
          "maps: the problem has maps of its own, there is no room for one set a slice");
    }
    solver.maps(stream, maps, slices, one);
    if (shared != one) {
      forgetRecordings();
    }
    shared = one;
    mapsGiven = true;
  }

  /**
   * Writes the layers for a number of slices down as one graph, so that {@link #run} starts them by
   * one call. To be called again after maps came for each slice instead of for all, or the other
   * way round.
   */
  public void record(int slices) {
    checkOpen();
    checkSlices(slices);
    Recording old = recordings.remove(slices);
    if (old != null) {
      old.close();
    }
    try (DeviceStream stream = design.device().newStream()) {
      stream.beginRecording();
      layers(stream, slices);
      recordings.put(slices, stream.endRecording());
    }
  }

  /** A run of so many slices comes next: records the layers if it is not the first one. */
  void expect(int slices) {
    if (!recordings.containsKey(slices) && !seen.add(slices)) {
      record(slices);
    }
  }

  /**
   * Reconstructs, from a start of zero.
   *
   * @param kspace device address of the data of {@code slices} images. Not modified.
   * @param images device address of the result. Modified.
   */
  public void run(DeviceStream stream, long kspace, long images, int slices) {
    begin(stream, kspace, slices);
    solver.startFromZero(stream, slices);
    finish(stream, images, slices);
  }

  /**
   * Reconstructs, from given images.
   *
   * @param start device address of {@code [slice, y, x]}. Not modified.
   */
  public void runFrom(DeviceStream stream, long kspace, long start, long images, int slices) {
    begin(stream, kspace, slices);
    solver.startFromImages(stream, start, slices);
    finish(stream, images, slices);
  }

  /**
   * Reconstructs, from given coefficients; only by the generic kernels, the fused ones keep images.
   *
   * @param start device address of {@code [slice, y, x]}, padded. Not modified.
   */
  public void runFromCoefficients(
      DeviceStream stream, long kspace, long start, long images, int slices) {
    begin(stream, kspace, slices);
    solver.startFromCoefficients(stream, start, slices);
    finish(stream, images, slices);
  }

  /** Takes in data; the first half of a run. */
  void begin(DeviceStream stream, long kspace, int slices) {
    checkOpen();
    checkSlices(slices);
    if (design.problem().coils() > 0 && !mapsGiven) {
      throw new IllegalStateException("maps: needed before a run, the problem has none of its own");
    }
    solver.data(stream, kspace, slices);
  }

  /** Layers and result; the second half of a run. */
  private void finish(DeviceStream stream, long images, int slices) {
    Recording recording = recordings.get(slices);
    if (recording != null) {
      stream.launch(recording);
    } else {
      layers(stream, slices);
    }
    solver.images(stream, images, statusAddress(), slices);
  }

  private void layers(DeviceStream stream, int slices) {
    for (int block = 0; block < design.parameters().outer(); block++) {
      for (int inner = 0; inner < design.parameters().inner(); inner++) {
        solver.layer(stream, block, inner, slices);
      }
    }
  }

  /** The solver, for those who go layer by layer. */
  DeviceSolver solver() {
    return solver;
  }

  /**
   * Device address of {@code int [slice]}: how many numbers of each image of the last run are not
   * finite. An image is right only if this is zero.
   */
  public long statusAddress() {
    checkOpen();
    return workspace + design.statusOffset();
  }

  private void checkSlices(int slices) {
    if (slices < 1 || slices > design.batch()) {
      throw new IllegalArgumentException(
          "slices: expected 1 to %d, got %d".formatted(design.batch(), slices));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("plan: already closed");
    }
  }

  private void forgetRecordings() {
    recordings.values().forEach(Recording::close);
    recordings.clear();
  }

  /** Frees its memory, unless that is the caller's. More than once is allowed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      forgetRecordings();
      solver.close();
      if (own != null) {
        own.close();
      }
    }
  }
}
