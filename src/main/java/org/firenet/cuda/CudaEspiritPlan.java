package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.EspiritPlan;
import org.firenet.network.BackendFailureException;

/** {@link DeviceEspirit} for maps on the host. */
final class CudaEspiritPlan implements EspiritPlan {
  /** Memory that the eigenproblems of images at once may take on the host. */
  private static final long HOST_BYTES = 1L << 28;

  /** Matrices that such an eigenproblem keeps. */
  private static final int HOST_MATRICES = 3;

  private static final int MOST_IMAGES = 16;
  private static final long PIECE_BYTES = 1L << 25;

  private final Closing closing = new Closing();
  private final String name;
  private final DeviceEspiritDesign design;
  private final DeviceEspirit espirit;
  private final DeviceStream stream;
  private final DeviceBuffer maps;
  private final DeviceBuffer eigenvalues;
  private final HostBuffer piece;
  private boolean closed;

  CudaEspiritPlan(
      String name,
      Device device,
      Shape grid,
      int coils,
      EspiritParameters parameters,
      Precision precision) {
    this.name = name;
    this.design = design(device, grid, coils, parameters, precision);
    try {
      espirit = closing.add(design.create());
      maps = closing.add(device.allocate(design.mapBytes() * design.batch(), "coil maps"));
      eigenvalues =
          closing.add(
              device.allocate(design.eigenvalueBytes() * design.batch(), "eigenvalues of maps"));
      long most = Math.max(design.mapBytes(), 2 * design.eigenvalueBytes());
      piece = closing.add(device.allocateHost(Math.min(PIECE_BYTES, most), "download of maps"));
      stream = closing.add(device.newStream());
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static DeviceEspiritDesign design(
      Device device, Shape grid, int coils, EspiritParameters parameters, Precision precision) {
    return DeviceEspiritDesign.of(
        device, grid, coils, parameters, precision, batch(grid, coils, parameters));
  }

  /** Images at a time: the processor solves the eigenproblems of their kernels side by side. */
  private static int batch(Shape grid, int coils, EspiritParameters parameters) {
    if (grid.rank() == 3) {
      return 1;
    }
    double columns = (double) coils * parameters.kernel() * parameters.kernel();
    double bytes = columns * columns * HOST_MATRICES * Precision.DOUBLE.bytesPerComplex();
    return (int) Math.max(1, Math.min(MOST_IMAGES, HOST_BYTES / bytes));
  }

  /** Device memory that a plan takes in single precision. */
  static long bytes(Device device, Shape grid, int coils, EspiritParameters parameters) {
    DeviceEspiritDesign design = design(device, grid, coils, parameters, Precision.SINGLE);
    return design.workspaceBytes()
        + design.batch() * (design.mapBytes() + design.eigenvalueBytes());
  }

  @Override
  public String description() {
    return name + " (" + design.device().properties().name() + ")";
  }

  @Override
  public int batch() {
    return design.batch();
  }

  @Override
  public List<EspiritMaps> maps(List<EspiritKernels> kernels) {
    if (closed) {
      throw new IllegalStateException("plan: already closed");
    }
    try {
      espirit.maps(stream, kernels, maps.address(), eigenvalues.address());
      List<EspiritMaps> all = new ArrayList<>();
      for (int image = 0; image < kernels.size(); image++) {
        all.add(image(image));
      }
      return all;
    } catch (DeviceException e) {
      throw new BackendFailureException(name, e);
    }
  }

  private EspiritMaps image(int image) {
    int sets = design.parameters().sets();
    Shape values = design.grid().prepend(sets);
    ComplexArray out =
        ComplexArray.zeros(design.precision(), design.grid().prepend(design.coils()).prepend(sets));
    download(maps.address() + image * design.mapBytes(), out);
    // Two real numbers at a time.
    int count = values.count();
    ComplexArray pairs = ComplexArray.zeros(design.precision(), Shape.of((count + 1) / 2));
    download(eigenvalues.address() + image * design.eigenvalueBytes(), count, pairs);
    double[] found = new double[count];
    for (int i = 0; i < count; i++) {
      found[i] = i % 2 == 0 ? pairs.re(i / 2) : pairs.im(i / 2);
    }
    return EspiritMaps.of(out, RealArray.of(values, found));
  }

  private void download(long from, ComplexArray to) {
    download(from, 2L * to.count(), to);
  }

  /** Reads some real numbers into complex ones; the last imaginary part may be left as it is. */
  private void download(long from, long reals, ComplexArray to) {
    int size = design.precision().bytesPerComplex();
    int most = (int) (piece.bytes() / size);
    for (int first = 0; first < to.count(); first += most) {
      int here = Math.min(most, to.count() - first);
      long bytes = Math.min((long) here * size, (reals - 2L * first) * size / 2);
      stream.copyToHost(from + (long) first * size, piece, 0, bytes);
      stream.synchronize();
      HostTransfer.fromBuffer(piece, design.precision(), to, first, here);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closing.close();
    }
  }
}
