package org.firenet.cuda;

import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.KernelModule;
import org.firenet.derivative.LayerArithmetic;

/**
 * Layers on a device, one image at a time, by kernels for any size. Everything is enqueued in one
 * stream; only what comes from or goes to the host waits. Throws a {@link DeviceException} where
 * the device reports a failure.
 */
final class DeviceArithmetic implements LayerArithmetic<DeviceVector> {
  private final String backend;
  private final Device device;
  private final GenericSize size;
  private final Closing closing = new Closing();
  private final DeviceStream stream;
  private final DerivativeMemory memory;
  private final VectorTransfer transfer;
  private final VectorKernels vectors;
  private final SamplingKernels sampling;
  private final ThresholdKernels thresholds;
  private boolean closed;

  /**
   * Takes memory, loads kernels and uploads constants; frees what it took if any of that fails.
   *
   * @param backend name, for people
   * @param size of one image
   * @throws IllegalArgumentException if the sampling is an operator of the caller's
   */
  DeviceArithmetic(String backend, Device device, GenericSize size) {
    this.backend = backend;
    this.device = device;
    this.size = size;
    GenericTransforms transforms = new GenericTransforms(size);
    try {
      stream = closing.add(device.newStream());
      memory = new DerivativeMemory(device, size, transforms.workBytes(device), closing);
      long largest = 0;
      for (Space space : Space.values()) {
        largest = Math.max(largest, bytes(space));
      }
      transfer = closing.add(new VectorTransfer(device, stream, size.precision(), largest));
      new GenericConstants(size, memory.point()).upload(device);
      GenericSampling transform = closing.add(transforms.create(device, memory.point()));
      KernelModule derivative = KernelFamily.load(device, "derivative", size.precision());
      KernelModule generic = KernelFamily.load(device, "generic", size.precision());
      vectors = new VectorKernels(derivative, stream, transfer, memory.sums());
      sampling = new SamplingKernels(derivative, generic, size, memory, transform, stream);
      thresholds = new ThresholdKernels(device, derivative, size, memory, stream);
      size.problem().maps().ifPresent(this::sensitivities);
    } catch (RuntimeException | Error e) {
      closing.close();
      throw e;
    }
  }

  @Override
  public String description() {
    return "%s (%s, %s, %s)"
        .formatted(
            backend,
            size.precision().name().toLowerCase(Locale.ROOT),
            device.properties().name(),
            new GenericTransforms(size).description());
  }

  @Override
  public DeviceVector vector(Space space) {
    String purpose = "vectors of %s".formatted(space.name().toLowerCase(Locale.ROOT));
    if (closed) {
      throw new IllegalStateException("arithmetic: already closed");
    }
    DeviceBuffer buffer = closing.add(device.allocate(bytes(space), purpose));
    DeviceVector vector = new DeviceVector(space, buffer.address(), count(space));
    clear(vector);
    return vector;
  }

  @Override
  public long bytes(Space space) {
    return count(space) * realBytes();
  }

  private long realBytes() {
    return size.precision().bytesPerComplex() / 2;
  }

  /** Real numbers of a vector. */
  private long count(Space space) {
    return switch (space) {
      case IMAGE -> 2L * size.padded();
      case DATA -> 2L * size.lines() * size.samples();
      case MAPS -> 2L * size.problem().coils() * size.pixels();
      case COEFFICIENTS -> size.padded();
    };
  }

  private long maps() {
    return memory.point().of(GenericPart.MAPS);
  }

  @Override
  public void sensitivities(ComplexArray maps) {
    transfer.upload(maps, maps());
  }

  @Override
  public void load(Space space, ComplexArray from, DeviceVector to) {
    boolean throughGrid = space == Space.IMAGE || (space == Space.DATA && !size.dense());
    transfer.upload(from, throughGrid ? sampling.grid() : to.address());
    if (space == Space.IMAGE) {
      sampling.pad(to);
    } else if (throughGrid) {
      sampling.gather(to);
    }
  }

  @Override
  public void store(Space space, DeviceVector from, ComplexArray to) {
    boolean throughGrid = space == Space.IMAGE || (space == Space.DATA && !size.dense());
    if (space == Space.IMAGE) {
      sampling.crop(from);
    } else if (throughGrid) {
      sampling.scatter(from);
    }
    transfer.download(throughGrid ? sampling.grid() : from.address(), to);
  }

  @Override
  public void loadCoefficients(RealArray from, DeviceVector to) {
    transfer.upload(from, to.address());
  }

  @Override
  public void storeCoefficients(DeviceVector from, double[] to) {
    transfer.download(from.address(), to);
  }

  @Override
  public void synthesise(ComplexArray coefficients, DeviceVector image) {
    transfer.upload(coefficients, memory.point().of(GenericPart.FIRST));
    if (size.problem().layout().levels() > 0) {
      transfer.upload(coefficients, memory.point().of(GenericPart.SECOND));
    }
    thresholds.synthesise(image);
  }

  @Override
  public void clear(DeviceVector v) {
    stream.clear(v.address(), v.count() * realBytes());
  }

  @Override
  public void copy(DeviceVector from, DeviceVector to) {
    stream.copyOnDevice(from.address(), to.address(), to.count() * realBytes());
  }

  @Override
  public void scale(double factor, DeviceVector v) {
    vectors.scale(factor, v);
  }

  @Override
  public void add(double factor, DeviceVector from, DeviceVector to) {
    vectors.add(factor, from, to);
  }

  @Override
  public double inner(DeviceVector a, DeviceVector b) {
    return vectors.inner(a, b);
  }

  @Override
  public void forward(DeviceVector image, DeviceVector data) {
    sampling.forward(1, maps(), image, data, false);
  }

  @Override
  public void adjoint(DeviceVector data, DeviceVector image) {
    sampling.adjoint(1, maps(), data, image, false);
  }

  @Override
  public void forwardThrough(
      double factor, DeviceVector maps, DeviceVector image, DeviceVector data) {
    sampling.forward(factor, maps.address(), image, data, true);
  }

  @Override
  public void adjointThrough(
      double factor, DeviceVector maps, DeviceVector data, DeviceVector image) {
    sampling.adjoint(factor, maps.address(), data, image, true);
  }

  @Override
  public void mapsGradient(
      double factor, DeviceVector image, DeviceVector data, DeviceVector maps) {
    sampling.mapsGradient(factor, image, data, maps);
  }

  @Override
  public void proximal(int block, int layer, DeviceVector u, DeviceVector result) {
    thresholds.proximal(block, layer, u, result);
  }

  @Override
  public void proximalDerivative(
      int block, int layer, DeviceVector u, DeviceVector direction, DeviceVector result) {
    thresholds.proximalDerivative(block, layer, u, direction, result);
  }

  @Override
  public void thresholdDerivative(
      int block, int layer, DeviceVector u, DeviceVector change, DeviceVector result) {
    thresholds.thresholdDerivative(block, layer, u, change, result);
  }

  @Override
  public void thresholdGradient(
      int block, int layer, DeviceVector u, DeviceVector cotangent, DeviceVector gradient) {
    thresholds.thresholdGradient(block, layer, u, cotangent, gradient);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (closing) {
        stream.synchronize();
      }
    }
  }
}
