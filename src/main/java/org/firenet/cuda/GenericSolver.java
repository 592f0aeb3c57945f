package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;

/**
 * The network for images of any size through library transforms and matrix products, in
 * image-domain form; the baseline that others are measured against.
 *
 * <p>A recording of layers holds whether the maps were shared when it was made.
 */
final class GenericSolver implements MeasuringSolver {
  private final GenericSize size;
  private final GenericMemory memory;
  private final GenericSampling sampling;
  private final NetworkKernels network;
  private final WaveletKernels wavelet;
  private final GenericProximal proximal;
  private final GridShifts shifts;
  private final GenericDual dual;
  private final GenericMeasures measures;
  private final CoilSensitivities maps;
  private long truth;
  private boolean comparesMagnitudes;
  private boolean closed;

  /** Loads the kernels; takes over the sampling. */
  GenericSolver(Device device, GenericSize size, GenericMemory memory, GenericSampling sampling) {
    this.size = size;
    this.memory = memory;
    this.sampling = sampling;
    network = new NetworkKernels(device, size.precision());
    wavelet = new WaveletKernels(device, size.precision(), size.problem(), memory);
    long grid = memory.of(GenericPart.GRID);
    proximal =
        new GenericProximal(
            device, size, memory, wavelet, new GenericProximal.Grids(grid, grid, size.dualSums()));
    shifts = new GridShifts(size);
    dual = new GenericDual(device, size, memory);
    measures = new GenericMeasures(device, size, memory, wavelet);
    maps =
        new CoilSensitivities(memory.of(GenericPart.MAPS), size.problem().coils(), size.pixels());
  }

  @Override
  public void maps(DeviceStream stream, long from, int slices, boolean shared) {
    maps.take(stream, from, slices, shared, size.precision().bytesPerComplex());
  }

  @Override
  public void data(DeviceStream stream, long kspace, int slices) {
    dual.gather(stream, kspace, slices);
    long schedule = memory.of(GenericPart.SCHEDULE);
    network.schedule(stream, size.parameters(), dual.sums(0), size.dataSums(), slices, schedule);
  }

  @Override
  public void startFromZero(DeviceStream stream, int slices) {
    stream.clear(memory.of(GenericPart.SUM), paddedBytes(slices));
  }

  @Override
  public void startFromImages(DeviceStream stream, long images, int slices) {
    long sum = memory.of(GenericPart.SUM);
    network.startFromImages(stream, ImageGrid.of(size.problem().layout()), images, sum, slices);
  }

  @Override
  public void startFromCoefficients(DeviceStream stream, long coefficients, int slices) {
    long first = memory.of(GenericPart.FIRST);
    stream.copyOnDevice(coefficients, first, paddedBytes(slices));
    if (size.problem().layout().levels() > 0) {
      stream.copyOnDevice(coefficients, memory.of(GenericPart.SECOND), paddedBytes(slices));
    }
    wavelet.synthesise(stream, slices);
    stream.copyOnDevice(first, memory.of(GenericPart.SUM), paddedBytes(slices));
  }

  private long paddedBytes(int slices) {
    return (long) size.precision().bytesPerComplex() * size.padded() * slices;
  }

  @Override
  public void layer(DeviceStream stream, int block, int inner, int slices) {
    boolean sampled = !isLast(inner);
    proximal.apply(
        stream, block, inner, slices, dual.sums(inner - 1), sampling.norm(), maps, sampled);
    if (sampled) {
      sampling.forward(stream, slices);
      dual.step(stream, block, inner, slices, sampling);
      sampling.adjoint(stream, slices);
    }
  }

  /** The last layer of a block needs no dual step: the next block starts with none. */
  private boolean isLast(int inner) {
    return inner == size.parameters().inner() - 1;
  }

  @Override
  public void images(DeviceStream stream, long images, long status, int slices) {
    network.finish(
        stream,
        ImageGrid.of(size.problem().layout()),
        memory.of(GenericPart.SUM),
        memory.of(GenericPart.SCHEDULE),
        NetworkKernels.entries(size.parameters()),
        images,
        status,
        slices);
  }

  @Override
  public void truth(long images, boolean magnitudes) {
    truth = images;
    comparesMagnitudes = magnitudes;
  }

  @Override
  public void measure(DeviceStream stream, int block, int inner, int slices, long to) {
    measures.residual(stream, block, inner, slices, maps, sampling);
    int layer = block * size.parameters().inner() + inner;
    for (int k = 0; k < size.parameters().shifts().perLayer(); k++) {
      measures.norm(stream, block, inner, slices, k, shifts.of(block, layer, k));
    }
    if (truth != 0) {
      measures.distance(stream, block, inner, slices, truth, comparesMagnitudes);
    }
    measures.finish(stream, slices, truth != 0, to);
    if (!isLast(inner)) {
      dual.scatter(stream, slices, sampling);
      sampling.adjoint(stream, slices);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sampling.close();
    }
  }
}
