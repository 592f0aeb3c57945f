package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.KernelUnavailableException;
import org.firenet.mri.EspiritParameters;

/** What a {@link DeviceEspirit} will be, before anything is allocated on the device. */
public final class DeviceEspiritDesign {
  /** Device memory for one purpose. */
  public record Part(String purpose, long bytes) {}

  /** Memory for planes that are worked on at once, unless one takes more. */
  private static final long BAND_BYTES = 1L << 28;

  private static final int MOST_PLANES = 1 << 15;
  private static final long ALIGNMENT = 256;

  private final Device device;
  private final Shape grid;
  private final EspiritParameters parameters;
  private final int batch;
  private final EspiritSize size;
  private final int band;
  private final Workspace workspace = new Workspace();
  private final long kernels;
  private final long principal;
  private final long waves;
  private final long planes;
  private final long columns;

  private DeviceEspiritDesign(
      Device device,
      Shape grid,
      int coils,
      EspiritParameters parameters,
      Precision precision,
      int batch,
      long bandBytes) {
    this.device = Objects.requireNonNull(device, "device");
    this.grid = Objects.requireNonNull(grid, "grid");
    this.parameters = Objects.requireNonNull(parameters, "parameters");
    this.batch = batch;
    check(grid, coils, parameters, batch);
    size = EspiritSize.of(grid, coils, parameters, precision);
    boolean volume = size.volume();
    long plane = size.planeColumns() + (volume ? size.planeKernels() : 0);
    long most = Math.max(1, Math.min(MOST_PLANES, bandBytes / size.bytes(plane)));
    band = (int) Math.min(volume ? size.nz() : batch, most);
    kernels = workspace.reserve("kernels", size.bytes(batch * size.kernels()));
    principal = workspace.reserve("principal axes", size.bytes((long) batch * size.width()));
    waves = workspace.reserve("waves", size.bytes(EspiritWaves.numbers(size)));
    planes =
        workspace.reserve("kernels of planes", volume ? size.bytes(band * size.planeKernels()) : 0);
    columns = workspace.reserve("columns", size.bytes(band * size.planeColumns()));
  }

  private static void check(Shape grid, int coils, EspiritParameters parameters, int batch) {
    if (grid.rank() < 2 || grid.rank() > 3) {
      throw new IllegalArgumentException("grid: expected 2 or 3 axes, got " + grid);
    }
    if (coils < 1 || coils > EspiritSize.MOST_COILS) {
      throw new IllegalArgumentException(
          "coils: expected 1 to %d, got %d".formatted(EspiritSize.MOST_COILS, coils));
    }
    if (parameters.sets() > coils) {
      throw new IllegalArgumentException(
          "sets: expected at most the number of coils, %d, got %d"
              .formatted(coils, parameters.sets()));
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1, got " + batch);
    }
  }

  /**
   * Plans.
   *
   * @param device where it is to run; nothing is done with it yet
   * @param grid extents of the maps, {@code [y, x]} or {@code [z, y, x]}
   * @param coils 1 to 32
   * @param precision of maps and arithmetic
   * @param batch the most images at a time
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static DeviceEspiritDesign of(
      Device device,
      Shape grid,
      int coils,
      EspiritParameters parameters,
      Precision precision,
      int batch) {
    return new DeviceEspiritDesign(device, grid, coils, parameters, precision, batch, BAND_BYTES);
  }

  /** With another bound for the memory of the planes that are worked on at once. */
  DeviceEspiritDesign withBandBytes(long bytes) {
    return new DeviceEspiritDesign(
        device, grid, size.coils(), parameters, size.precision(), batch, bytes);
  }

  /** The device. */
  public Device device() {
    return device;
  }

  /** Extents of the maps without sets and coils. */
  public Shape grid() {
    return grid;
  }

  /** Number of coils. */
  public int coils() {
    return size.coils();
  }

  /** The parameters. */
  public EspiritParameters parameters() {
    return parameters;
  }

  /** Precision of maps and arithmetic. */
  public Precision precision() {
    return size.precision();
  }

  /** The most images at a time. */
  public int batch() {
    return batch;
  }

  /** Device memory that is needed beside the maps, all in one piece. */
  public long workspaceBytes() {
    return workspace.bytes();
  }

  /** What that memory is for. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (Workspace.Part part : workspace.parts()) {
      if (part.bytes() > 0) {
        parts.add(new Part(part.name(), part.bytes()));
      }
    }
    return parts;
  }

  /** Bytes of the maps of an image, {@code [set, coil, y, x]} or {@code [set, coil, z, y, x]}. */
  public long mapBytes() {
    return size.bytes(size.pixels() * size.coils() * size.sets());
  }

  /** Bytes of the eigenvalues of an image, {@code [set, y, x]} or {@code [set, z, y, x]}. */
  public long eigenvalueBytes() {
    return size.bytes(size.pixels() * size.sets()) / 2;
  }

  /**
   * Makes it with memory of its own.
   *
   * @throws KernelUnavailableException if there are no kernels for this device
   */
  public DeviceEspirit create() {
    return DeviceEspirit.withOwnMemory(this);
  }

  /**
   * Makes it in the caller's memory.
   *
   * @param address device address of {@link #workspaceBytes} bytes, 256-byte aligned; not to be
   *     touched until it is closed
   * @throws IllegalArgumentException if the address is not aligned
   * @throws KernelUnavailableException if there are no kernels for this device
   */
  public DeviceEspirit create(long address) {
    if (address == 0 || address % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "workspace: expected a 256-byte aligned address, got 0x" + Long.toHexString(address));
    }
    return new DeviceEspirit(this, address, null);
  }

  EspiritSize size() {
    return size;
  }

  /** Planes that are worked on at once. */
  int band() {
    return band;
  }

  Workspace workspace() {
    return workspace;
  }

  long kernelsOffset() {
    return kernels;
  }

  long principalOffset() {
    return principal;
  }

  long wavesOffset() {
    return waves;
  }

  long planesOffset() {
    return planes;
  }

  long columnsOffset() {
    return columns;
  }
}
