package org.firenet.cuda;

import java.util.Map;
import java.util.TreeMap;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.mri.EspiritParameters;

/** Launches the kernels of {@code espirit.cu}. For one thread at a time. */
final class EspiritKernelCalls {
  /** Eigenvalues below this share of the crop need not be exact. */
  private static final double INTEREST = 0.75;

  /** Change of a unit vector over one iteration at which it counts as converged. */
  private static final double CONVERGED = 1e-7;

  /** The same in single precision, where vectors keep changing by their rounding. */
  private static final double CONVERGED_SINGLE = 1e-6;

  private static final int THREADS = 256;
  private static final int WARP = 32;
  private static final int MOST_WARPS = 8;
  private static final int SHARED_BYTES = 48 << 10;
  private static final int MOST_BLOCKS = 65535;

  private final EspiritSize size;
  private final EspiritParameters parameters;
  private final Kernel planes;
  private final Kernel columns;
  private final Kernel pixels;
  private final KernelArguments arguments = new KernelArguments();

  /** Loads the kernels. */
  EspiritKernelCalls(Device device, EspiritSize size, EspiritParameters parameters) {
    this.size = size;
    this.parameters = parameters;
    Map<String, String> constants = new TreeMap<>();
    constants.put("REAL", KernelFamily.real(size.precision()));
    constants.put("COILS", Integer.toString(size.width()));
    KernelModule module = device.module(KernelSpecification.of("espirit", constants));
    planes = module.kernel("espirit_planes");
    columns = module.kernel("espirit_columns");
    pixels = module.kernel("espirit_pixels");
  }

  /**
   * Kernels of some planes of a volume.
   *
   * @param kernels address of {@code [lag z][lag y][lag x][matrix]}. Not modified.
   * @param waves address of the waves. Not modified.
   * @param first first plane
   * @param to address of {@code [plane][lag y][lag x][matrix]}. Modified.
   */
  void planes(DeviceStream stream, long kernels, long waves, int first, int count, long to) {
    arguments
        .clear()
        .address(kernels)
        .address(waves)
        .integer(size.lagsZ())
        .integer64(size.planeKernels())
        .integer(first)
        .integer(count)
        .address(to);
    int blocks = (int) ((size.planeKernels() + THREADS - 1) / THREADS);
    stream.launch(
        planes, new LaunchShape(blocks, Math.min(count, MOST_BLOCKS), 1, THREADS, 1, 0), arguments);
  }

  /**
   * Kernels along x.
   *
   * @param kernels address of {@code [plane][lag y][lag x][matrix]}. Not modified.
   * @param to address of {@code [plane][x][lag y][matrix]}. Modified.
   */
  void columns(DeviceStream stream, long kernels, long waves, int count, long to) {
    arguments
        .clear()
        .address(kernels)
        .address(waves + size.bytes(EspiritWaves.x(size)))
        .integer(size.lags())
        .integer(size.lags())
        .integer(size.nx())
        .integer(count)
        .address(to);
    int blocks = (size.lags() * size.matrix() + THREADS - 1) / THREADS;
    stream.launch(
        columns,
        new LaunchShape(
            blocks, Math.min(size.nx(), MOST_BLOCKS), Math.min(count, MOST_BLOCKS), THREADS, 1, 0),
        arguments);
  }

  /**
   * Maps of some planes: planes of one volume, or images of two axes.
   *
   * @param from address of {@code [plane][x][lag y][matrix]}. Not modified.
   * @param principal address of the principal axis of the first plane. Not modified.
   * @param maps address of the maps where the first plane begins. Modified.
   * @param eigenvalues address of the eigenvalues where the first plane begins; 0 for none.
   *     Modified.
   */
  void pixels(
      DeviceStream stream,
      long from,
      long waves,
      long principal,
      long maps,
      long eigenvalues,
      int count) {
    boolean volume = size.volume();
    long plane = (long) size.ny() * size.nx();
    long values = size.sets() * size.pixels();
    boolean single = size.precision() == Precision.SINGLE;
    double converged = single ? CONVERGED_SINGLE : CONVERGED;
    arguments
        .clear()
        .address(from)
        .address(waves + size.bytes(EspiritWaves.y(size)))
        .integer(size.lags())
        .address(principal)
        .integer64(volume ? 0 : size.width())
        .address(maps)
        .integer64(volume ? plane : values * size.coils())
        .address(eigenvalues)
        .integer64(volume ? plane : values)
        .integer64(size.pixels())
        .integer(size.coils())
        .integer(size.sets())
        .integer(size.ny())
        .integer(size.nx())
        .integer(count)
        .integer(parameters.iterations())
        .real(converged * converged)
        .real(INTEREST * parameters.crop())
        .real(parameters.crop())
        .integer(parameters.softCrop() ? 1 : 0);
    stream.launch(pixels, pixelShape(count), arguments);
  }

  private LaunchShape pixelShape(int count) {
    int lanes = Math.max(4, Integer.highestOneBit(2 * size.width() - 1));
    int together = WARP / lanes;
    int numbers = size.sets() * (size.width() + 1) | 1;
    long warpBytes = size.bytes((long) together * numbers);
    int warps = (int) Math.max(1, Math.min(MOST_WARPS, SHARED_BYTES / warpBytes));
    return new LaunchShape(
        (size.ny() + warps - 1) / warps,
        (size.nx() + together - 1) / together,
        Math.min(count, MOST_BLOCKS),
        WARP,
        warps,
        (int) (warps * warpBytes));
  }
}
