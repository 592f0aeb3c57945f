package org.firenet.cuda;

import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.network.Problem;

/** Runs a {@link FusedDesign}. */
final class FusedSolver implements DeviceSolver {
  private static final int THREADS = 256;
  private static final int TILE = 32;
  private static final int TILE_ROWS = 8;
  private static final int MOST_ARRAYS = 32_768;

  private final FusedDesign design;
  private final FusedMemory memory;
  private final FusedGeometry geometry;
  private final long base;
  private final int number;
  private final ImageGrid grid;
  private final NetworkKernels network;
  private final Kernel gather;
  private final Kernel transpose;
  private final FusedRows rows;
  private final FusedLayer layer;
  private final KernelArguments arguments = new KernelArguments();
  private long mapStride;

  FusedSolver(FusedDesign design, Device device, long base) {
    this.design = design;
    this.memory = design.memory;
    this.geometry = design.geometry;
    this.base = base;
    this.number = design.precision.bytesPerComplex();
    grid =
        ImageGrid.of(
            Shape.of(geometry.paddedFirst, geometry.paddedSecond),
            Shape.of(geometry.first.length(), geometry.second.length()));
    network = new NetworkKernels(device, design.precision);
    KernelModule sampling = KernelFamily.load(device, "sampling", design.precision);
    gather = sampling.kernel("gather_samples");
    transpose = sampling.kernel("transpose");
    rows = new FusedRows(design, device, base);
    FusedProximal proximal = design.proximal.map(p -> p.bind(device, base)).orElse(null);
    layer =
        geometry.lines
            ? new LinesLayer(design, device, base, proximal)
            : new MaskLayer(design, device, base, proximal, rows);
    upload(device);
  }

  /** A family of fused kernels. */
  static KernelModule module(
      Device device, String family, Precision precision, Map<String, String> constants) {
    KernelSpecification specification = KernelSpecification.of(family, constants);
    specification.constants().put("REAL", KernelFamily.real(precision));
    return device.module(specification);
  }

  private void upload(Device device) {
    FusedSamples samples = design.samples;
    Precision precision = design.precision;
    try (ConstantUpload upload = new ConstantUpload(device)) {
      double[] first = geometry.first.factors();
      upload.reals(base + memory.factorsFirst, precision, first.length, i -> first[(int) i]);
      double[] second = geometry.second.factors();
      upload.reals(base + memory.factorsSecond, precision, second.length, i -> second[(int) i]);
      upload.integers(base + memory.rowOf, samples.rowOf);
      upload.integers(base + memory.bits, samples.bits);
      upload.integers(base + memory.offset, samples.offset);
      upload.integers(base + memory.source, samples.sources());
      double[] phases = samples.phases();
      upload.reals(base + memory.phase, precision, phases.length, i -> phases[(int) i]);
      uploadWeights(upload, design.problem);
      design.proximal.ifPresent(p -> p.upload(upload, base));
    }
  }

  private void uploadWeights(ConstantUpload upload, Problem problem) {
    if (memory.banded) {
      double[] bands = FusedMemory.bandWeights(problem);
      for (int level = 0; geometry.transposed && level < problem.layout().levels(); level++) {
        double alongX = bands[3 * level];
        bands[3 * level] = bands[3 * level + 1];
        bands[3 * level + 1] = alongX;
      }
      upload.reals(base + memory.bands, design.precision, bands.length, i -> bands[(int) i]);
      return;
    }
    RealArray weights = problem.weights().orElseThrow();
    upload.reals(
        base + memory.each,
        design.precision,
        geometry.padded(),
        i -> weights.get(natural((int) i)));
  }

  /** Place in the natural order of a point of the padded image. */
  private int natural(int point) {
    int columns = geometry.paddedSecond;
    return geometry.transposed ? point % columns * geometry.paddedFirst + point / columns : point;
  }

  @Override
  public void maps(DeviceStream stream, long maps, int slices, boolean shared) {
    int sets = shared ? 1 : slices;
    int coils = design.problem.coils();
    mapStride = shared ? 0 : (long) coils * geometry.pixels();
    if (geometry.transposed) {
      transpose(stream, maps, base + memory.maps, sets * coils, true);
    } else {
      long bytes = (long) sets * coils * geometry.pixels() * number;
      stream.copyOnDevice(maps, base + memory.maps, bytes);
    }
  }

  @Override
  public void data(DeviceStream stream, long kspace, int slices) {
    int coils = Math.max(design.problem.coils(), 1);
    arguments
        .clear()
        .address(kspace)
        .address(base + memory.source)
        .address(base + memory.phase)
        .address(base + memory.data)
        .address(base + memory.norms)
        .integer64(geometry.pixels())
        .integer(design.samples.count)
        .integer(coils);
    LaunchShape shape = new LaunchShape(memory.normPartials, slices, 1, THREADS, 1, 0);
    stream.launch(gather, shape, arguments);
    network.schedule(
        stream,
        design.parameters,
        base + memory.norms,
        memory.normPartials,
        slices,
        base + memory.schedule);
    if (geometry.lines) {
      rows.inverse(stream, base + memory.data, (long) slices * coils * design.samples.rows);
    }
  }

  @Override
  public void startFromZero(DeviceStream stream, int slices) {
    stream.clear(base + memory.sum, (long) slices * geometry.padded() * number);
  }

  @Override
  public void startFromImages(DeviceStream stream, long images, int slices) {
    long from = images;
    if (geometry.transposed) {
      transpose(stream, images, base + memory.gradient, slices, true);
      from = base + memory.gradient;
    }
    network.startFromImages(stream, grid, from, base + memory.sum, slices);
  }

  @Override
  public void startFromCoefficients(DeviceStream stream, long coefficients, int slices) {
    throw new IllegalArgumentException(
        "start coefficients: the fused kernels keep images, not coefficients");
  }

  @Override
  public void layer(DeviceStream stream, int block, int inner, int slices) {
    layer.enqueue(stream, block, inner, slices, mapStride);
  }

  @Override
  public void images(DeviceStream stream, long images, long status, int slices) {
    long to = geometry.transposed ? base + memory.gradient : images;
    network.finish(
        stream,
        grid,
        base + memory.sum,
        base + memory.schedule,
        NetworkKernels.entries(design.parameters),
        to,
        status,
        slices);
    if (geometry.transposed) {
      transpose(stream, to, images, slices, false);
    }
  }

  /** Exchanges the axes of arrays; {@code into}: from natural axes to those of the kernels. */
  private void transpose(DeviceStream stream, long from, long to, int count, boolean into) {
    int rows = into ? geometry.second.length() : geometry.first.length();
    int columns = into ? geometry.first.length() : geometry.second.length();
    long bytes = (long) geometry.pixels() * number;
    for (int done = 0; done < count; done += MOST_ARRAYS) {
      LaunchShape shape =
          new LaunchShape(
              (columns + TILE - 1) / TILE,
              (rows + TILE - 1) / TILE,
              Math.min(MOST_ARRAYS, count - done),
              TILE,
              TILE_ROWS,
              TILE * (TILE + 1) * number);
      arguments
          .clear()
          .address(from + done * bytes)
          .address(to + done * bytes)
          .integer(rows)
          .integer(columns);
      stream.launch(transpose, shape, arguments);
    }
  }

  @Override
  public void close() {
    // The memory is the caller's, the kernels are the device's.
  }
}
