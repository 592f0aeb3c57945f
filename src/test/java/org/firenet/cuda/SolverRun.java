package org.firenet.cuda;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;

/** Drives a solver layer by layer; the memory that it works in is its design's and no more. */
final class SolverRun implements AutoCloseable {
  private final Problem problem;
  private final FirenetParameters parameters;
  private final Precision precision;
  private final DeviceArrays memory;
  private final DeviceSolver solver;
  private final List<History> histories = new ArrayList<>();

  SolverRun(
      Device device,
      SolverDesign design,
      Problem problem,
      FirenetParameters parameters,
      Precision precision) {
    this.problem = problem;
    this.parameters = parameters;
    this.precision = precision;
    memory = new DeviceArrays(device);
    solver = design.bind(device, memory.take(design.workspace().bytes()));
  }

  /** The images {@code [slice, y, x]}; every number is finite. */
  ComplexArray run(PlanInput input) {
    return run(input, false);
  }

  /** Also measures every layer. */
  ComplexArray measured(PlanInput input) {
    return run(input, true);
  }

  /** Of the last measured run. */
  List<History> histories() {
    return histories;
  }

  private ComplexArray run(PlanInput input, boolean measured) {
    try (DeviceArrays arrays = new DeviceArrays(memory.device())) {
      Shape kspace = input.kspace().shape();
      int slices = kspace.rank() > problem.data().rank() ? kspace.extent(0) : 1;
      histories.clear();
      for (int slice = 0; slice < slices; slice++) {
        histories.add(History.ofLayers(parameters.layers()));
      }
      input.maps().or(problem::maps).ifPresent(maps -> maps(arrays, maps, slices));
      solver.data(arrays.stream(), arrays.complex(precision, input.kspace()), slices);
      start(arrays, input, slices);
      if (measured) {
        long truth = input.truth().map(t -> arrays.complex(precision, t)).orElse(0L);
        ((MeasuringSolver) solver).truth(truth, input.comparesMagnitudes());
      }
      for (int layer = 0; layer < parameters.layers(); layer++) {
        int block = layer / parameters.inner();
        int inner = layer % parameters.inner();
        solver.layer(arrays.stream(), block, inner, slices);
        if (measured) {
          measure(arrays, layer, slices, input.truth().isPresent());
        }
      }
      return images(arrays, slices);
    }
  }

  private void maps(DeviceArrays arrays, ComplexArray maps, int slices) {
    boolean shared = maps.shape().rank() == problem.data().rank();
    solver.maps(arrays.stream(), arrays.complex(precision, maps), slices, shared);
  }

  private void start(DeviceArrays arrays, PlanInput input, int slices) {
    if (input.startImage().isPresent()) {
      long start = arrays.complex(precision, input.startImage().get());
      solver.startFromImages(arrays.stream(), start, slices);
    } else if (input.startCoefficients().isPresent()) {
      long start = arrays.complex(precision, input.startCoefficients().get());
      solver.startFromCoefficients(arrays.stream(), start, slices);
    } else {
      solver.startFromZero(arrays.stream(), slices);
    }
  }

  private void measure(DeviceArrays arrays, int layer, int slices, boolean truth) {
    int count = MeasuringSolver.MEASURES * slices;
    long at = arrays.take((long) Double.BYTES * count);
    int inner = layer % parameters.inner();
    ((MeasuringSolver) solver)
        .measure(arrays.stream(), layer / parameters.inner(), inner, slices, at);
    double[] measures = arrays.doubles(at, count);
    for (int slice = 0; slice < slices; slice++) {
      int first = MeasuringSolver.MEASURES * slice;
      double error = truth ? Math.sqrt(measures[first + 2] / measures[first + 3]) : Double.NaN;
      double residual = Math.sqrt(measures[first]);
      histories.get(slice).set(layer, problem.lambda(), residual, measures[first + 1], error);
    }
  }

  private ComplexArray images(DeviceArrays arrays, int slices) {
    Shape shape = problem.image().prepend(slices);
    long images = arrays.take(precision, shape.count());
    long status = arrays.take((long) Integer.BYTES * slices);
    solver.images(arrays.stream(), images, status, slices);
    for (int bad : arrays.integers(status, slices)) {
      if (bad != 0) {
        throw new AssertionError(bad + " numbers are not finite");
      }
    }
    return arrays.complex(precision, images, shape);
  }

  @Override
  public void close() {
    solver.close();
    memory.close();
  }
}
