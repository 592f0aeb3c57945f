package org.firenet.cuda;

import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.derivative.SweepDerivative;
import org.firenet.network.BackendFailureException;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;

/**
 * The derivative of a network on a device. What the device reports is a {@link
 * BackendFailureException} of every call.
 */
final class DeviceDerivative implements NetworkDerivative {
  private final String backend;
  private final SweepDerivative<DeviceVector> derivative;

  /**
   * Takes the memory.
   *
   * @param backend name
   * @throws BackendFailureException if the device fails or has too little memory
   */
  DeviceDerivative(
      String backend,
      Device device,
      Problem problem,
      FirenetParameters parameters,
      Precision precision,
      DerivativeOptions options) {
    this.backend = backend;
    FirenetParameters resolved = parameters.resolve(problem);
    GenericSize size = new GenericSize(problem, resolved, precision, 1);
    derivative =
        CudaBackend.failing(
            backend,
            () ->
                new SweepDerivative<>(
                    problem,
                    resolved,
                    options,
                    precision,
                    new DeviceArithmetic(backend, device, size)));
  }

  @Override
  public Problem problem() {
    return derivative.problem();
  }

  @Override
  public FirenetParameters parameters() {
    return derivative.parameters();
  }

  @Override
  public String description() {
    return derivative.description();
  }

  @Override
  public long memoryBytes() {
    return derivative.memoryBytes();
  }

  @Override
  public ComplexArray linearise(PlanInput input) {
    return CudaBackend.failing(backend, () -> derivative.linearise(input));
  }

  @Override
  public ComplexArray jvp(Tangent direction) {
    return CudaBackend.failing(backend, () -> derivative.jvp(direction));
  }

  @Override
  public Tangent vjp(ComplexArray cotangent, Set<DerivativeVariable> wanted) {
    return CudaBackend.failing(backend, () -> derivative.vjp(cotangent, wanted));
  }

  @Override
  public void close() {
    CudaBackend.failing(
        backend,
        () -> {
          derivative.close();
          return backend;
        });
  }
}
