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
    int count = PlanInput.slices("kspace", input.kspace(), problem.data());
    if (count > options.batch()) {
      throw new IllegalArgumentException(
          "`kspace`: expected at most %d slices, got %d".formatted(options.batch(), count));
    }
    PlanInput.requireSlices("images", images, problem.image(), count);
    input.requireFitting(problem, parameters, count);
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
}
