package org.firenet.cuda;

import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;

/**
 * A = M Φ S crop of one image with maps and factors that are given: {@code derivative.cu} and the
 * tables of {@code generic.cu}. Images and whole arrays of data pass through the grid. For one
 * thread at a time.
 */
final class SamplingKernels {
  private static final int ONE_IMAGE = 1;

  private final GenericSize size;
  private final GenericMemory memory;
  private final GenericSampling sampling;
  private final DeviceStream stream;
  private final long sums;
  private final Kernel expand;
  private final Kernel gatherValues;
  private final Kernel scatterValues;
  private final Kernel combine;
  private final Kernel mapsGradient;
  private final Kernel gatherSamples;
  private final Kernel scatterSamples;
  private final KernelArguments arguments = new KernelArguments();

  /**
   * Takes the kernels.
   *
   * @param derivative the family {@code derivative}
   * @param generic the family {@code generic}
   * @param sampling Φ; stays the caller's
   * @param stream where all is enqueued
   */
  SamplingKernels(
      KernelModule derivative,
      KernelModule generic,
      GenericSize size,
      DerivativeMemory memory,
      GenericSampling sampling,
      DeviceStream stream) {
    this.size = size;
    this.memory = memory.point();
    this.sums = memory.sums();
    this.sampling = sampling;
    this.stream = stream;
    expand = derivative.kernel("expand_image");
    gatherValues = derivative.kernel("gather_values");
    combine = derivative.kernel("combine_coils");
    mapsGradient = derivative.kernel("maps_gradient");
    scatterSamples = derivative.kernel("scatter_samples");
    scatterValues = generic.kernel("scatter_dual");
    gatherSamples = generic.kernel("gather_data");
  }

  /** Address of the grid: an image, or the data of all coils where Φ is no matrix. */
  long grid() {
    return memory.of(GenericPart.GRID);
  }

  /**
   * {@code data ← factor · M Φ (s · crop x)}, or added to the data.
   *
   * @param maps address of s; without meaning where there are no coils
   */
  void forward(double factor, long maps, DeviceVector image, DeviceVector data, boolean added) {
    expand(image, maps, size.problem().coils());
    sampling.forward(stream, ONE_IMAGE);
    arguments.clear().address(sampling.values());
    table();
    arguments.real(factor * sampling.norm()).address(data.address()).integer(added ? 1 : 0);
    stream.launch(gatherValues, PointLaunch.of(size.values(), ONE_IMAGE), arguments);
  }

  /** {@code image ← factor · crop* Σ_j conj(s_j) (Φ* M q)_j}, or added to the image. */
  void adjoint(double factor, long maps, DeviceVector data, DeviceVector image, boolean added) {
    coilImages(data);
    combine(maps, size.problem().coils(), factor * sampling.norm(), image, added);
  }

  /** {@code gradient_j ← gradient_j + factor · conj(crop x) (Φ* M q)_j}. */
  void mapsGradient(double factor, DeviceVector image, DeviceVector data, DeviceVector gradient) {
    coilImages(data);
    arguments.clear().address(image.address()).address(grid()).integer(size.problem().coils());
    arguments.real(factor * sampling.norm()).address(gradient.address());
    launchPadded(mapsGradient);
  }

  /** The image in the grid, padded. */
  void pad(DeviceVector image) {
    combine(0, 0, 1, image, false);
  }

  /** The image, cropped, into the grid. */
  void crop(DeviceVector image) {
    expand(image, 0, 0);
  }

  /** The samples of the data in the grid; not for matrices. */
  void gather(DeviceVector data) {
    arguments
        .clear()
        .address(grid())
        .address(memory.of(GenericPart.SOURCES))
        .address(memory.of(GenericPart.PHASES))
        .address(data.address())
        .address(sums);
    counts();
    arguments.integer(ONE_IMAGE);
    stream.launch(gatherSamples, PointLaunch.sums(size.samples(), ONE_IMAGE), arguments);
  }

  /** The data into the grid, with zeros where nothing is sampled; not for matrices. */
  void scatter(DeviceVector data) {
    long bytes = (long) size.precision().bytesPerComplex() * size.lines() * size.pixels();
    stream.clear(grid(), bytes);
    arguments
        .clear()
        .address(data.address())
        .address(memory.of(GenericPart.SOURCES))
        .address(memory.of(GenericPart.PHASES))
        .address(grid());
    counts();
    stream.launch(scatterSamples, PointLaunch.of(size.samples(), ONE_IMAGE), arguments);
  }

  /** Φ* M q up to the norm, in the grid. */
  private void coilImages(DeviceVector data) {
    arguments.clear().address(data.address()).address(sampling.values());
    table();
    arguments.integer(ONE_IMAGE);
    stream.launch(scatterValues, PointLaunch.of(size.values(), ONE_IMAGE), arguments);
    sampling.adjoint(stream, ONE_IMAGE);
  }

  private void expand(DeviceVector image, long maps, int coils) {
    arguments.clear().address(image.address()).address(maps).integer(coils).address(grid());
    launchPadded(expand);
  }

  private void combine(long maps, int coils, double factor, DeviceVector image, boolean added) {
    arguments.clear().address(grid()).address(maps).integer(coils).real(factor);
    arguments.address(image.address()).integer(added ? 1 : 0);
    launchPadded(combine);
  }

  private void launchPadded(Kernel kernel) {
    GridExtents.add(size.problem().layout(), arguments);
    stream.launch(kernel, PointLaunch.of(size.padded(), ONE_IMAGE), arguments);
  }

  private void table() {
    arguments.address(memory.of(GenericPart.TABLE));
    counts();
  }

  private void counts() {
    arguments.integer64(size.values()).integer64(size.samples()).integer(size.lines());
  }
}
