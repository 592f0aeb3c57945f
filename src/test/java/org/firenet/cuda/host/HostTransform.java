package org.firenet.cuda.host;

import java.util.List;
import java.util.function.Consumer;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.TransformPlan;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.DoubleFFT_2D;
import org.jtransforms.fft.DoubleFFT_3D;

/** Computes in double. Its work memory is only written, to see whether somebody else uses it. */
final class HostTransform implements TransformPlan {
  private final HostDevice device;
  private final int batch;
  private final Precision precision;
  private final int points;
  private final Consumer<double[]> forward;
  private final Consumer<double[]> inverse;
  private long work;

  HostTransform(HostDevice device, List<Integer> extents, int batch, Precision precision) {
    int[] sizes = extents.stream().mapToInt(Integer::intValue).filter(n -> n != 1).toArray();
    boolean right = extents.size() >= 1 && extents.size() <= 3 && batch >= 1;
    for (int extent : extents) {
      right &= extent >= 1;
    }
    if (!right) {
      throw new IllegalArgumentException(
          "extents: expected 1 to 3 and a batch, got " + extents + " and " + batch);
    }
    this.device = device;
    this.batch = batch;
    this.precision = precision;
    this.points = extents.stream().reduce(1, Math::multiplyExact);
    switch (sizes.length) {
      case 0 -> {
        forward = grid -> {};
        inverse = grid -> {};
      }
      case 1 -> {
        DoubleFFT_1D fft = new DoubleFFT_1D(sizes[0]);
        forward = fft::complexForward;
        inverse = grid -> fft.complexInverse(grid, false);
      }
      case 2 -> {
        DoubleFFT_2D fft = new DoubleFFT_2D(sizes[0], sizes[1]);
        forward = fft::complexForward;
        inverse = grid -> fft.complexInverse(grid, false);
      }
      default -> {
        DoubleFFT_3D fft = new DoubleFFT_3D(sizes[0], sizes[1], sizes[2]);
        forward = fft::complexForward;
        inverse = grid -> fft.complexInverse(grid, false);
      }
    }
    device.open().add(this, "transform plan");
  }

  @Override
  public long workBytes() {
    return gridBytes();
  }

  private long gridBytes() {
    return (long) points * precision.bytesPerComplex();
  }

  @Override
  public void useWork(long address) {
    checkOpen();
    device.pieces().check("useWork", address, workBytes());
    work = address;
  }

  @Override
  public void execute(DeviceStream stream, long from, long to, boolean inverse) {
    checkOpen();
    if (work == 0) {
      throw new IllegalStateException("execute before useWork");
    }
    check(from, to);
    long area = work;
    ((HostStream) stream).enqueue(() -> run(from, to, inverse, area));
  }

  private void check(long from, long to) {
    device.pieces().check("execute", from, batch * gridBytes());
    device.pieces().check("execute", to, batch * gridBytes());
  }

  private void run(long from, long to, boolean inverse, long area) {
    check(from, to);
    device.pieces().check("execute: work memory", area, workBytes());
    HostNative.fill(area, workBytes(), HostMemory.POISON);
    double[] grid = new double[2 * points];
    for (int i = 0; i < batch; i++) {
      Numbers.read(from + i * gridBytes(), precision, grid);
      (inverse ? this.inverse : forward).accept(grid);
      Numbers.write(grid, to + i * gridBytes(), precision);
    }
    device.log().add(WorkLog.Kind.TRANSFORM, inverse ? "inverse" : "forward", null, 0);
  }

  private void checkOpen() {
    device.checkOpen();
    device.open().check(this, "transform plan");
  }

  @Override
  public void close() {
    device.open().remove(this);
  }
}
