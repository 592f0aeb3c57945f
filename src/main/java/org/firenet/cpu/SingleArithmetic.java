package org.firenet.cpu;

import java.util.Arrays;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.derivative.LayerArithmetic;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** What derivatives of a network need, threaded. Inner products are added up in a fixed order. */
final class SingleArithmetic implements LayerArithmetic<SinglePlanes> {
  private static final int GRAIN = 16384;

  private final Problem problem;
  private final Team team;
  private final boolean vector;
  private final SingleSampling sampling;
  private final SingleThresholds thresholds;
  private final SinglePlanes inside;
  private SingleCoilwise coilwise;

  /** For a problem, with resolved parameters. */
  SingleArithmetic(Problem problem, FirenetParameters parameters, PlanOptions options) {
    this.problem = problem;
    int threads = options.resolvedThreads();
    vector = SingleLanes.VECTOR_API && !options.brief();
    double threshold = parameters.tau().orElseThrow() * problem.lambda();
    sampling =
        problem.sampling() instanceof Sampling.Dense dense
            ? new SingleDenseSampling(dense.matrix())
            : new SingleCartesianSampling(problem, threads, vector);
    thresholds = new SingleThresholds(problem, parameters.shifts(), threshold, threads, vector);
    inside = new SinglePlanes(padded() ? problem.image().count() : 0);
    team = new Team(threads);
    problem.maps().ifPresent(this::sensitivities);
  }

  private boolean padded() {
    return !problem.layout().padded().equals(problem.image());
  }

  @Override
  public String description() {
    return "cpu (%s, %d threads, %s)"
        .formatted(
            Precision.SINGLE.name().toLowerCase(Locale.ROOT),
            team.threads(),
            vector ? "vector instructions" : "plain Java");
  }

  @Override
  public SinglePlanes vector(Space space) {
    return space == Space.DATA ? sampling.data() : new SinglePlanes(count(space));
  }

  @Override
  public long bytes(Space space) {
    int count = space == Space.DATA ? sampling.data().re.length : count(space);
    return 2L * Float.BYTES * count;
  }

  private int count(Space space) {
    return switch (space) {
      case IMAGE, COEFFICIENTS -> problem.layout().padded().count();
      case MAPS -> problem.image().count() * problem.coils();
      case DATA -> throw new IllegalArgumentException("space: the sampling knows its data");
    };
  }

  @Override
  public void sensitivities(ComplexArray maps) {
    sampling.setMaps(team, maps, 0);
  }

  @Override
  public void load(Space space, ComplexArray from, SinglePlanes to) {
    if (space == Space.DATA) {
      sampling.load(from, to);
      return;
    }
    SinglePlanes plain = space == Space.IMAGE && padded() ? inside : to;
    for (int i = 0; i < from.count(); i++) {
      plain.re[i] = (float) from.re(i);
      plain.im[i] = (float) from.im(i);
    }
    if (plain != to) {
      clear(to);
      moveRows(inside, to, false);
    }
  }

  @Override
  public void store(Space space, SinglePlanes from, ComplexArray to) {
    if (space == Space.DATA) {
      sampling.unload(from, to);
      return;
    }
    SinglePlanes plain = space == Space.IMAGE ? cropped(from) : from;
    for (int i = 0; i < to.count(); i++) {
      to.set(i, plain.re[i], plain.im[i]);
    }
  }

  @Override
  public void loadCoefficients(RealArray from, SinglePlanes to) {
    for (int i = 0; i < from.count(); i++) {
      to.re[i] = (float) from.get(i);
    }
  }

  @Override
  public void storeCoefficients(SinglePlanes from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from.re[i];
    }
  }

  @Override
  public void synthesise(ComplexArray coefficients, SinglePlanes image) {
    for (int i = 0; i < coefficients.count(); i++) {
      thresholds.coefficients(0)[i] = (float) coefficients.re(i);
      thresholds.coefficients(1)[i] = (float) coefficients.im(i);
    }
    thresholds.synthesise(team, image);
  }

  /** The image without its padding: the vector itself, or a copy that the next one overwrites. */
  private SinglePlanes cropped(SinglePlanes image) {
    if (!padded()) {
      return image;
    }
    moveRows(inside, image, true);
    return inside;
  }

  /** Rows of an image to or from their places in the padded image. */
  private void moveRows(SinglePlanes image, SinglePlanes wide, boolean crop) {
    Shape shape = problem.image();
    Shape padded = problem.layout().padded();
    int rank = shape.rank();
    int width = shape.extent(-1);
    int height = rank > 1 ? shape.extent(rank - 2) : 1;
    int paddedHeight = rank > 1 ? padded.extent(rank - 2) : 1;
    for (int row = 0; row < shape.count() / width; row++) {
      int far = (row / height * paddedHeight + row % height) * padded.extent(-1);
      int near = row * width;
      if (crop) {
        System.arraycopy(wide.re, far, image.re, near, width);
        System.arraycopy(wide.im, far, image.im, near, width);
      } else {
        System.arraycopy(image.re, near, wide.re, far, width);
        System.arraycopy(image.im, near, wide.im, far, width);
      }
    }
  }

  @Override
  public void clear(SinglePlanes v) {
    Arrays.fill(v.re, 0);
    Arrays.fill(v.im, 0);
  }

  @Override
  public void copy(SinglePlanes from, SinglePlanes to) {
    System.arraycopy(from.re, 0, to.re, 0, from.re.length);
    System.arraycopy(from.im, 0, to.im, 0, from.im.length);
  }

  @Override
  public void scale(double factor, SinglePlanes v) {
    float f = (float) factor;
    overAll(
        v.re.length,
        (i, end) -> {
          for (; i < end; i++) {
            v.re[i] *= f;
            v.im[i] *= f;
          }
        });
  }

  @Override
  public void add(double factor, SinglePlanes from, SinglePlanes to) {
    float f = (float) factor;
    overAll(
        to.re.length,
        (i, end) -> {
          for (; i < end; i++) {
            to.re[i] += f * from.re[i];
            to.im[i] += f * from.im[i];
          }
        });
  }

  @Override
  public double inner(SinglePlanes a, SinglePlanes b) {
    double[] partial = new double[(a.re.length + GRAIN - 1) / GRAIN];
    overAll(
        a.re.length,
        (begin, end) -> {
          double re = 0;
          double im = 0;
          for (int i = begin; i < end; i++) {
            re += (double) a.re[i] * b.re[i];
            im += (double) a.im[i] * b.im[i];
          }
          partial[begin / GRAIN] = re + im;
        });
    double sum = 0;
    for (double value : partial) {
      sum += value;
    }
    return sum;
  }

  /** Works on the numbers from one index to another. */
  private interface Range {
    void run(int begin, int end);
  }

  private void overAll(int length, Range range) {
    int tasks = (length + GRAIN - 1) / GRAIN;
    team.run(
        (task, thread) -> range.run(task * GRAIN, Math.min(length, (task + 1) * GRAIN)), tasks);
  }

  @Override
  public void forward(SinglePlanes image, SinglePlanes data) {
    sampling.forward(team, cropped(image), data);
  }

  @Override
  public void adjoint(SinglePlanes data, SinglePlanes image) {
    if (padded()) {
      sampling.adjoint(team, data, inside);
      clear(image);
      moveRows(inside, image, false);
    } else {
      sampling.adjoint(team, data, image);
    }
  }

  @Override
  public void forwardThrough(
      double factor, SinglePlanes maps, SinglePlanes image, SinglePlanes data) {
    coilwise().forward(team, factor, maps, cropped(image), data);
  }

  @Override
  public void adjointThrough(
      double factor, SinglePlanes maps, SinglePlanes data, SinglePlanes image) {
    coilwise().adjoint(team, factor, maps, data, cropped(image));
    if (padded()) {
      moveRows(inside, image, false);
    }
  }

  @Override
  public void mapsGradient(
      double factor, SinglePlanes image, SinglePlanes data, SinglePlanes maps) {
    coilwise().gradient(team, factor, cropped(image), data, maps);
  }

  private SingleCoilwise coilwise() {
    if (coilwise == null) {
      coilwise =
          new SingleCoilwise(problem, (SingleCartesianSampling) sampling, team.threads(), vector);
    }
    return coilwise;
  }

  @Override
  public void proximal(int block, int layer, SinglePlanes u, SinglePlanes result) {
    thresholds.proximal(team, block, layer, u, result);
  }

  @Override
  public void proximalDerivative(
      int block, int layer, SinglePlanes u, SinglePlanes direction, SinglePlanes result) {
    thresholds.derivative(team, block, layer, u, direction, result);
  }

  @Override
  public void thresholdDerivative(
      int block, int layer, SinglePlanes u, SinglePlanes change, SinglePlanes result) {
    thresholds.ofThresholds(team, block, layer, u, change, result);
  }

  @Override
  public void thresholdGradient(
      int block, int layer, SinglePlanes u, SinglePlanes cotangent, SinglePlanes gradient) {
    thresholds.thresholdGradient(team, block, layer, u, cotangent, gradient);
  }

  @Override
  public void close() {
    team.close();
  }
}
