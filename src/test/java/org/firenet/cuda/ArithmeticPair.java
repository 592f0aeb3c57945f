package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.derivative.LayerArithmetic;
import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.reference.DefinedArithmetic;
import org.firenet.selftest.RandomProblems;

/** The same vectors on the device and by the definition. */
final class ArithmeticPair implements AutoCloseable {
  /** Rounding of sums of some hundred numbers. */
  private static final double DOUBLE_TOLERANCE = 1e-13;

  /** The same in single precision. */
  private static final double SINGLE_TOLERANCE = 3e-6;

  /** A vector of each. */
  record Both(DeviceVector mine, double[] defined) {}

  final SplittableRandom random = new SplittableRandom(11);
  final Precision precision;
  final Problem problem;
  final FirenetParameters parameters;
  final LayerArithmetic<DeviceVector> mine;
  final LayerArithmetic<double[]> defined;
  private final HostDevice device;

  ArithmeticPair(HostDevice device, ArithmeticCase one, Precision precision) {
    this.device = device;
    this.precision = precision;
    problem = one.problem(random);
    parameters = one.parameters(problem);
    mine = new DeviceArithmetic("cuda", device, new GenericSize(problem, parameters, precision, 1));
    defined = DefinedArithmetic.of(problem, parameters);
    if (problem.coils() > 0) {
      ComplexArray maps = numbers(Space.MAPS);
      mine.sensitivities(maps);
      defined.sensitivities(maps);
    }
  }

  double tolerance() {
    return precision == Precision.DOUBLE ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE;
  }

  Shape shape(Space space) {
    return switch (space) {
      case IMAGE -> problem.image();
      case DATA -> problem.data();
      case MAPS -> problem.image().prepend(problem.coils());
      case COEFFICIENTS -> problem.layout().padded();
    };
  }

  /** Numbers that both precisions have. */
  ComplexArray numbers(Space space) {
    return RandomProblems.numbers(random, shape(space)).to(precision);
  }

  /** A vector with the same numbers in both, in the padding too. */
  Both vector(Space space) {
    Both both = new Both(mine.vector(space), defined.vector(space));
    if (space == Space.COEFFICIENTS) {
      ComplexArray numbers = numbers(space);
      double[] real = new double[numbers.count()];
      for (int i = 0; i < real.length; i++) {
        real[i] = numbers.re(i);
      }
      RealArray array = RealArray.of(shape(space), real);
      mine.loadCoefficients(array, both.mine);
      defined.loadCoefficients(array, both.defined);
    } else if (space == Space.IMAGE) {
      ComplexArray c = RandomProblems.numbers(random, problem.layout().padded()).to(precision);
      mine.synthesise(c, both.mine);
      defined.synthesise(c, both.defined);
    } else {
      ComplexArray numbers = numbers(space);
      mine.load(space, numbers, both.mine);
      defined.load(space, numbers, both.defined);
    }
    return both;
  }

  void assertSame(String name, Both both) {
    double[] found = new double[both.defined.length];
    switch (both.mine.space()) {
      case COEFFICIENTS -> mine.storeCoefficients(both.mine, found);
      case IMAGE -> {
        // The padded numbers as they lie in memory.
        ComplexArray all = ComplexArray.zeros(precision, problem.layout().padded());
        read(both.mine.address(), all);
        copy(all, found);
      }
      default -> {
        ComplexArray all = ComplexArray.zeros(precision, shape(both.mine.space()));
        mine.store(both.mine.space(), both.mine, all);
        copy(all, found);
      }
    }
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < found.length; i++) {
      squares += Math.pow(found[i] - both.defined[i], 2);
      norm += Math.pow(both.defined[i], 2);
    }
    double difference = Math.sqrt(squares) / (norm > 0 ? Math.sqrt(norm) : 1);
    assertTrue(difference <= tolerance(), name + ": relative difference " + difference);
  }

  private static void copy(ComplexArray from, double[] to) {
    for (int i = 0; i < from.count(); i++) {
      to[2 * i] = from.re(i);
      to[2 * i + 1] = from.im(i);
    }
  }

  private void read(long address, ComplexArray to) {
    mine.inner(mine.vector(Space.IMAGE), mine.vector(Space.IMAGE)); // waits for all before
    try (DeviceArrays arrays = new DeviceArrays(device)) {
      to.copyFrom(arrays.complex(precision, address, to.shape()));
    }
  }

  @Override
  public void close() {
    mine.close();
    mine.close();
  }
}
