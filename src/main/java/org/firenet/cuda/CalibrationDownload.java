package org.firenet.cuda;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.mri.CalibrationRegion;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritParameters;

/** Takes the calibration region of k-space on a device to the host: its lines, whole ones. */
final class CalibrationDownload {
  private final Device device;
  private final int coils;
  private final EspiritParameters parameters;
  private final Precision precision;
  private final CalibrationRegion region;
  private final Shape grid;
  private final int axes;

  /**
   * Finds the region.
   *
   * @param mask extents and sampled points of the k-space
   * @throws IllegalArgumentException if the fully sampled region is smaller than the kernel
   */
  CalibrationDownload(
      Device device, Mask mask, int coils, EspiritParameters parameters, Precision precision) {
    this.device = device;
    this.coils = coils;
    this.parameters = parameters;
    this.precision = precision;
    this.region = CalibrationRegion.find(mask, parameters.kernel(), parameters.calibration());
    this.grid = mask.shape();
    this.axes = grid.rank();
  }

  /** Waits for the stream. */
  EspiritKernels kernels(DeviceStream stream, long kspace) {
    int[] extents = region.extent().extents();
    extents[axes - 1] = grid.extent(axes - 1);
    Shape lines = Shape.of(extents);
    int block = extents[axes - 2] * extents[axes - 1];
    int planes = coils * lines.count() / block;
    long bytes = (long) block * precision.bytesPerComplex();
    ComplexArray data = ComplexArray.zeros(precision, lines.prepend(coils));
    try (HostBuffer buffer = device.allocateHost(planes * bytes, "calibration region")) {
      for (int plane = 0; plane < planes; plane++) {
        long from = first(plane) * precision.bytesPerComplex();
        stream.copyToHost(kspace + from, buffer, plane * bytes, bytes);
      }
      stream.synchronize();
      HostTransfer.fromBuffer(buffer, precision, data, 0, data.count());
    }
    return Espirit.kernels(data, sampled(lines), parameters);
  }

  /** Place on the grid of the first line of a plane of the region. */
  private long first(int plane) {
    int depth = axes == 3 ? region.extent().extent(0) : 1;
    int planes = axes == 3 ? grid.extent(0) : 1;
    int z = axes == 3 ? region.start(0) + plane % depth : 0;
    long above = (long) plane / depth * planes + z;
    return (above * grid.extent(axes - 2) + region.start(axes - 2)) * grid.extent(axes - 1);
  }

  /** The region itself, among whole lines. */
  private Mask sampled(Shape lines) {
    boolean[] inside = new boolean[lines.count()];
    int nx = grid.extent(axes - 1);
    int first = region.start(axes - 1);
    for (int i = 0; i < inside.length; i++) {
      int x = i % nx - first;
      inside[i] = x >= 0 && x < region.extent().extent(axes - 1);
    }
    return Mask.of(lines, inside);
  }
}
