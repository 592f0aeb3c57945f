package org.firenet.cuda;

import java.nio.ByteBuffer;
import java.util.List;
import org.firenet.array.Mask;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.mri.EspiritKernels;

/**
 * Coil sensitivities on a device, as {@link org.firenet.mri.Espirit} defines them: the same
 * eigenvectors, phase and crop, up to rounding.
 *
 * <pre>{@code
 * DeviceEspiritDesign design =
 *     DeviceEspiritDesign.of(device, grid, coils, parameters, Precision.SINGLE, 16);
 * try (DeviceEspirit espirit = design.create()) {     // or design.create(address)
 *   EspiritKernels one = Espirit.kernels(kspace, mask, parameters);
 *   espirit.maps(stream, List.of(one), maps, 0);      // address on the device
 *   plan.maps(stream, maps, 1, false);                // nobody waited
 * }
 * }</pre>
 *
 * <p>The kernels in k-space come from an eigenproblem of the calibration region, which the
 * processor solves in double precision; the pixels are the device's. The same bits for any number
 * of images at a time. For one stream at a time; the caller closes it only after its work is done.
 */
public final class DeviceEspirit implements AutoCloseable {
  private final Closing closing = new Closing();
  private final DeviceEspiritDesign design;
  private final EspiritSize size;
  private final long workspace;
  private final EspiritKernelCalls calls;
  private final HostBuffer staging;
  private final DeviceEvent uploaded;
  private boolean underWay;
  private boolean closed;

  DeviceEspirit(DeviceEspiritDesign design, long workspace, DeviceBuffer own) {
    this.design = design;
    this.size = design.size();
    this.workspace = workspace;
    Device device = design.device();
    try {
      calls = new EspiritKernelCalls(device, size, design.parameters());
      uploaded = closing.add(device.newEvent());
      staging =
          closing.add(
              device.allocateHost(
                  size.bytes(design.batch() * (size.kernels() + size.width())),
                  "kernels of ESPIRiT"));
      double[] waves = EspiritWaves.of(size);
      try (ConstantUpload upload = new ConstantUpload(device)) {
        upload.reals(
            workspace + design.wavesOffset(), size.precision(), waves.length, i -> waves[(int) i]);
      }
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
    if (own != null) {
      closing.add(own);
    }
  }

  static DeviceEspirit withOwnMemory(DeviceEspiritDesign design) {
    DeviceBuffer buffer =
        design.device().allocate(design.workspaceBytes(), "coil sensitivities of " + design.grid());
    try {
      return new DeviceEspirit(design, buffer.address(), buffer);
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  /** What it was made from. */
  public DeviceEspiritDesign design() {
    return design;
  }

  /**
   * Maps of some images; does not wait for the device, save for the upload of the call before.
   *
   * @param kernels of one image each, at most {@link DeviceEspiritDesign#batch}
   * @param maps device address of {@code [image, set, coil, y, x]}, one axis more in 3-D. Modified.
   * @param eigenvalues device address of {@code [image, set, y, x]}, real; 0 if they are not
   *     wanted. Modified.
   * @throws IllegalArgumentException if there are too many, or coils or lags do not fit
   */
  public void maps(DeviceStream stream, List<EspiritKernels> kernels, long maps, long eigenvalues) {
    checkOpen();
    check(kernels);
    upload(stream, kernels);
    if (size.volume()) {
      for (int image = 0; image < kernels.size(); image++) {
        volume(stream, image, maps, eigenvalues);
      }
    } else {
      images(stream, kernels.size(), maps, eigenvalues);
    }
  }

  /**
   * Maps of one image from k-space on the device. Takes the calibration region down and waits for
   * the stream, since the processor solves the eigenproblem of the kernels.
   *
   * @param kspace device address of {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]} in the
   *     precision of the design, DC at n/2. Not modified.
   * @param mask which points were sampled; its extents are those of the k-space
   * @param maps device address of {@code [set, coil, y, x]}, one axis more in 3-D. Modified.
   * @param eigenvalues device address of {@code [set, y, x]}, real; 0 for none. Modified.
   * @throws IllegalArgumentException as {@link org.firenet.mri.Espirit#kernels}
   */
  public void calibrate(DeviceStream stream, long kspace, Mask mask, long maps, long eigenvalues) {
    checkOpen();
    CalibrationDownload download =
        new CalibrationDownload(
            design.device(), mask, design.coils(), design.parameters(), design.precision());
    maps(stream, List.of(download.kernels(stream, kspace)), maps, eigenvalues);
  }

  private void volume(DeviceStream stream, int image, long maps, long eigenvalues) {
    long pixels = (long) size.ny() * size.nx();
    long kernels = workspace + design.kernelsOffset() + size.bytes(image * size.kernels());
    long principal = workspace + design.principalOffset() + size.bytes((long) image * size.width());
    long waves = workspace + design.wavesOffset();
    for (int first = 0; first < size.nz(); first += design.band()) {
      int count = Math.min(design.band(), size.nz() - first);
      calls.planes(stream, kernels, waves, first, count, workspace + design.planesOffset());
      columns(stream, workspace + design.planesOffset(), count);
      calls.pixels(
          stream,
          workspace + design.columnsOffset(),
          waves,
          principal,
          maps + image * design.mapBytes() + size.bytes(first * pixels),
          eigenvalues == 0
              ? 0
              : eigenvalues + image * design.eigenvalueBytes() + size.bytes(first * pixels) / 2,
          count);
    }
  }

  private void images(DeviceStream stream, int images, long maps, long eigenvalues) {
    for (int first = 0; first < images; first += design.band()) {
      int count = Math.min(design.band(), images - first);
      columns(
          stream, workspace + design.kernelsOffset() + size.bytes(first * size.kernels()), count);
      calls.pixels(
          stream,
          workspace + design.columnsOffset(),
          workspace + design.wavesOffset(),
          workspace + design.principalOffset() + size.bytes((long) first * size.width()),
          maps + first * design.mapBytes(),
          eigenvalues == 0 ? 0 : eigenvalues + first * design.eigenvalueBytes(),
          count);
    }
  }

  private void columns(DeviceStream stream, long kernels, int count) {
    calls.columns(
        stream,
        kernels,
        workspace + design.wavesOffset(),
        count,
        workspace + design.columnsOffset());
  }

  private void check(List<EspiritKernels> kernels) {
    if (kernels.isEmpty() || kernels.size() > design.batch()) {
      throw new IllegalArgumentException(
          "kernels: expected 1 to %d images, got %d".formatted(design.batch(), kernels.size()));
    }
    for (EspiritKernels one : kernels) {
      boolean fits =
          one.lags(0) <= size.lagsZ() && one.lags(1) <= size.lags() && one.lags(2) <= size.lags();
      if (one.coils() != size.coils() || !fits) {
        throw new IllegalArgumentException(
            "kernels: expected %d coils and at most %d x %d x %d lags, got %d and %d x %d x %d"
                .formatted(
                    size.coils(),
                    size.lagsZ(),
                    size.lags(),
                    size.lags(),
                    one.coils(),
                    one.lags(0),
                    one.lags(1),
                    one.lags(2)));
      }
    }
  }

  private void upload(DeviceStream stream, List<EspiritKernels> kernels) {
    if (underWay) {
      uploaded.synchronize();
    }
    int images = kernels.size();
    long axes = size.bytes(images * size.kernels());
    for (int image = 0; image < images; image++) {
      EspiritKernels one = kernels.get(image);
      ByteBuffer numbers = view(image * size.kernels(), size.kernels());
      EspiritPacking.kernels(one, size, numbers);
      EspiritPacking.principal(
          one, size, view(images * size.kernels() + (long) image * size.width(), size.width()));
    }
    stream.copyToDevice(staging, 0, workspace + design.kernelsOffset(), axes);
    stream.copyToDevice(
        staging,
        axes,
        workspace + design.principalOffset(),
        size.bytes((long) images * size.width()));
    stream.record(uploaded);
    underWay = true;
  }

  private ByteBuffer view(long first, long numbers) {
    return staging.view(size.bytes(first), Math.toIntExact(size.bytes(numbers)));
  }

  /** Address of the work memory. */
  long workspaceAddress() {
    return workspace;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("espirit: already closed");
    }
  }

  /** Frees its memory, unless that is the caller's. More than once is allowed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closing.close();
    }
  }
}
