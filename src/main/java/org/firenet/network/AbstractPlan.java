package org.firenet.network;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/** What the plans of all backends share: checking of arguments, batches, histories, closing. */
public abstract class AbstractPlan implements Plan {
  private final Problem problem;
  private final FirenetParameters parameters;
  private final PlanOptions options;
  private final List<History> histories = new ArrayList<>();
  private boolean closed;

  /**
   * For subclasses; resolves the parameters.
   *
   * @throws IllegalArgumentException if parameters and problem do not go together
   */
  protected AbstractPlan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    this.problem = problem;
    this.parameters = parameters.resolve(problem);
    this.options = options;
    parameters.shifts().checkAxes(problem.image().rank());
  }

  @Override
  public final Problem problem() {
    return problem;
  }

  @Override
  public final FirenetParameters parameters() {
    return parameters;
  }

  @Override
  public final PlanOptions options() {
    return options;
  }

  @Override
  public final List<History> histories() {
    return List.copyOf(histories);
  }

  @Override
  public final ComplexArray run(PlanInput input) {
    Shape kspace = input.kspace().shape();
    Shape image = problem.image();
    boolean batched = kspace.rank() == problem.data().rank() + 1;
    ComplexArray images =
        ComplexArray.zeros(options.precision(), batched ? image.prepend(kspace.extent(0)) : image);
    run(input, images);
    return images;
  }

  @Override
  public final void run(PlanInput input, ComplexArray images) {
    if (closed) {
      throw new IllegalStateException("plan: already closed");
    }
    int count = slices("kspace", input.kspace(), problem.data());
    if (count > options.batch()) {
      throw new IllegalArgumentException(
          "`kspace`: expected at most %d slices, got %d".formatted(options.batch(), count));
    }
    requireSlices("images", images, problem.image(), count);
    input.kspace().requireFinite("kspace");
    checkMaps(input, count);
    input.startImage().ifPresent(s -> requireInput("start", s, problem.image(), count));
    input
        .startCoefficients()
        .ifPresent(s -> requireInput("start coefficients", s, problem.layout().padded(), count));
    input.truth().ifPresent(t -> requireInput("truth", t, problem.image(), count));
    if (input.startImage().isPresent() && input.startCoefficients().isPresent()) {
      throw new IllegalArgumentException("start: give an image or coefficients, not both");
    }
    if (input.startCoefficients().isPresent()
        && parameters.shifts().mode() != ShiftSequence.Mode.NONE) {
      throw new IllegalArgumentException(
          "start coefficients: only without shifts, the grid of the coefficients would be unclear");
    }
    histories.clear();
    for (int i = 0; options.history() && i < count; i++) {
      histories.add(History.ofLayers(parameters.layers()));
    }
    solve(input, count, images, options.history() ? histories : List.of());
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  /**
   * Solves; everything is checked.
   *
   * @param input what to work on
   * @param count number of slices
   * @param images every element is to be written
   * @param histories one for each slice, or none
   */
  protected abstract void solve(
      PlanInput input, int count, ComplexArray images, List<History> histories);

  /** Frees what the plan holds; called once. */
  protected abstract void release();

  private void checkMaps(PlanInput input, int count) {
    if (input.maps().isPresent()) {
      ComplexArray maps = input.maps().get();
      problem.checkMaps(maps, parameters.norm().orElseThrow());
      if (maps.shape().rank() > problem.data().rank() && maps.shape().extent(0) != count) {
        throw new IllegalArgumentException(
            "`maps`: expected " + count + " slices, got " + maps.shape().extent(0));
      }
    } else if (problem.coils() > 0 && problem.maps().isEmpty()) {
      throw new IllegalArgumentException(
          "`maps`: needed, the problem has " + problem.coils() + " coils and no maps of its own");
    }
  }

  private static void requireInput(String name, ComplexArray array, Shape one, int count) {
    requireSlices(name, array, one, count);
    array.requireFinite(name);
  }

  private static void requireSlices(String name, ComplexArray array, Shape one, int count) {
    if (slices(name, array, one) != count) {
      throw new IllegalArgumentException(
          "`%s`: expected %s, got %s".formatted(name, one.prepend(count), array.shape()));
    }
  }

  /** Number of slices of an array that holds one or more of a shape. */
  private static int slices(String name, ComplexArray array, Shape one) {
    Shape shape = array.shape();
    if (shape.equals(one)) {
      return 1;
    }
    if (shape.rank() == one.rank() + 1 && shape.last(one.rank()).equals(one)) {
      return shape.extent(0);
    }
    throw new IllegalArgumentException(
        "`%s`: expected %s, with or without a slice axis in front, got %s"
            .formatted(name, one, shape));
  }
}
