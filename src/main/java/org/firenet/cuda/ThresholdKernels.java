package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelModule;
import org.firenet.transform.WaveletLayout;

/**
 * Soft thresholding of one image in shifted wavelet bases, and its derivatives: {@code
 * derivative.cu} between the transforms of {@code wavelet.cu}. For one thread at a time.
 */
final class ThresholdKernels {
  private static final int ONE_IMAGE = 1;
  private static final int NO_THRESHOLD = -1;

  private final GenericSize size;
  private final DeviceStream stream;
  private final GenericMemory point;
  private final GenericMemory direction;
  private final WaveletKernels ofPoint;
  private final WaveletKernels ofDirection;
  private final GridShifts shifts;
  private final double limit;
  private final Kernel roll;
  private final Kernel unroll;
  private final Kernel softDerivative;
  private final Kernel thresholdDerivative;
  private final Kernel thresholdGradient;
  private final KernelArguments arguments = new KernelArguments();

  /**
   * Takes the kernels.
   *
   * @param derivative the family {@code derivative}
   * @param stream where all is enqueued
   */
  ThresholdKernels(
      Device device,
      KernelModule derivative,
      GenericSize size,
      DerivativeMemory memory,
      DeviceStream stream) {
    this.size = size;
    this.stream = stream;
    point = memory.point();
    direction = memory.direction();
    ofPoint = new WaveletKernels(device, size.precision(), size.problem(), point);
    ofDirection = new WaveletKernels(device, size.precision(), size.problem(), direction);
    shifts = new GridShifts(size);
    limit = size.parameters().tau().orElseThrow() * size.problem().lambda();
    roll = derivative.kernel("roll_image");
    unroll = derivative.kernel("unroll_image");
    softDerivative = derivative.kernel("soft_derivative");
    thresholdDerivative = derivative.kernel("threshold_derivative");
    thresholdGradient = derivative.kernel("threshold_gradient");
  }

  /** The image Ψ* c of the coefficients that are in both buffers of the point. */
  void synthesise(DeviceVector image) {
    ofPoint.synthesise(stream, ONE_IMAGE);
    long bytes = (long) size.precision().bytesPerComplex() * size.padded();
    stream.copyOnDevice(point.of(GenericPart.FIRST), image.address(), bytes);
  }

  /** {@code x⁺ ← 1/K Σ_k Ψ_k* soft(Ψ_k u, τλw)}. */
  void proximal(int block, int layer, DeviceVector u, DeviceVector result) {
    for (int k = 0; k < shifts.perLayer(); k++) {
      int[] shift = shifts.of(block, layer, k);
      roll(u, point, shift);
      ofPoint.analyse(stream, limit, ONE_IMAGE);
      ofPoint.synthesise(stream, ONE_IMAGE);
      unroll(point, shift, k > 0, result);
    }
  }

  /** The derivative of {@link #proximal} at u in a direction. */
  void proximalDerivative(
      int block, int layer, DeviceVector u, DeviceVector along, DeviceVector result) {
    for (int k = 0; k < shifts.perLayer(); k++) {
      int[] shift = shifts.of(block, layer, k);
      analyse(u, shift);
      analyseDirection(along, shift);
      coefficients(point);
      coefficients(direction);
      thresholds();
      launchCoefficients(softDerivative);
      ofDirection.synthesise(stream, ONE_IMAGE);
      unroll(direction, shift, k > 0, result);
    }
  }

  /** The derivative of {@link #proximal} with respect to the thresholds, added. */
  void thresholdDerivative(
      int block, int layer, DeviceVector u, DeviceVector change, DeviceVector result) {
    for (int k = 0; k < shifts.perLayer(); k++) {
      int[] shift = shifts.of(block, layer, k);
      analyse(u, shift);
      coefficients(point);
      arguments.address(change.address());
      thresholds();
      launchCoefficients(thresholdDerivative);
      ofPoint.synthesise(stream, ONE_IMAGE);
      unroll(point, shift, true, result);
    }
  }

  /** The adjoint of {@link #thresholdDerivative}, added. */
  void thresholdGradient(
      int block, int layer, DeviceVector u, DeviceVector cotangent, DeviceVector gradient) {
    for (int k = 0; k < shifts.perLayer(); k++) {
      int[] shift = shifts.of(block, layer, k);
      analyse(u, shift);
      analyseDirection(cotangent, shift);
      coefficients(point);
      coefficients(direction);
      thresholds();
      arguments.real(1.0 / shifts.perLayer()).address(gradient.address());
      launchCoefficients(thresholdGradient);
    }
  }

  /** Ψ_k u in the buffers of the point; begins the arguments of what comes next. */
  private void analyse(DeviceVector u, int[] shift) {
    roll(u, point, shift);
    ofPoint.analyse(stream, NO_THRESHOLD, ONE_IMAGE);
    arguments.clear();
  }

  private void analyseDirection(DeviceVector v, int[] shift) {
    roll(v, direction, shift);
    ofDirection.analyse(stream, NO_THRESHOLD, ONE_IMAGE);
    arguments.clear();
  }

  private void coefficients(GenericMemory where) {
    arguments.address(where.of(GenericPart.FIRST)).address(where.of(GenericPart.SECOND));
  }

  private void thresholds() {
    arguments.address(point.of(GenericPart.WEIGHTS)).real(limit);
  }

  private void launchCoefficients(Kernel kernel) {
    WaveletLayout layout = size.problem().layout();
    arguments.integer(layout.levels()).integer(layout.padded().rank());
    GridExtents.add(GridExtents.of(layout.padded()), arguments);
    stream.launch(kernel, PointLaunch.of(size.padded(), ONE_IMAGE), arguments);
  }

  private void roll(DeviceVector from, GenericMemory to, int[] shift) {
    arguments.clear().address(from.address()).address(to.of(GenericPart.FIRST));
    launchRolled(roll, shift);
  }

  private void unroll(GenericMemory from, int[] shift, boolean added, DeviceVector to) {
    arguments.clear().address(from.of(GenericPart.FIRST)).address(to.address());
    arguments.real(1.0 / shifts.perLayer()).integer(added ? 1 : 0);
    launchRolled(unroll, shift);
  }

  private void launchRolled(Kernel kernel, int[] shift) {
    GridExtents.add(GridExtents.of(size.problem().layout().padded()), arguments);
    GridExtents.add(shift, arguments);
    stream.launch(kernel, PointLaunch.of(size.padded(), ONE_IMAGE), arguments);
  }
}
