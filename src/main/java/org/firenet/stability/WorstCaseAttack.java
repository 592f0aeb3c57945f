package org.firenet.stability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.stability.AttackParameters.Domain;

/**
 * Looks for the perturbation that changes an image most, by gradient ascent with Nesterov momentum
 * γ from random starts:
 *
 * <pre>
 *   Q(r) = ½ ‖R(y + A r) − R(y)‖² − (μ/2) ‖r‖²,
 *   v ← γ v + η ∇Q(r + γ v),   r ← r + v,
 * </pre>
 *
 * <p>with A = 1 for perturbations e of the data. With a largest size the gradient is made a unit
 * vector, η counts in that size, and r and r + γ v are projected onto the ball. What is reported is
 * the point of largest ‖R(y + A r) − R(y)‖ seen; a lower bound of the worst case. Source: Antun,
 * Renna, Poon, Adcock, Hansen, PNAS 117(48), 2020; Colbrook et al., PNAS 2022, SI.
 */
public final class WorstCaseAttack {
  private final DifferentiableReconstruction method;
  private final Encoding encoding;
  private final AttackParameters parameters;
  private IntConsumer afterStep = step -> {};
  private ComplexArray firstStart;

  /**
   * An attack.
   *
   * @param method R
   * @param encoding A, and what is sampled
   */
  public WorstCaseAttack(
      DifferentiableReconstruction method, Encoding encoding, AttackParameters parameters) {
    ComplexArray.requireShape("encoding", encoding.operator().domain(), method.image());
    ComplexArray.requireShape("encoding", encoding.operator().range(), method.data());
    this.method = method;
    this.encoding = encoding;
    this.parameters = parameters;
  }

  /** Sets what is told the number of each step done, over all starts, from 1. */
  public WorstCaseAttack afterStep(IntConsumer value) {
    afterStep = value;
    return this;
  }

  /**
   * Sets where the first ascent starts instead of at random, such as the worst direction of the
   * Jacobian; its length counts for nothing where there is a largest size.
   */
  public WorstCaseAttack firstStart(ComplexArray value) {
    firstStart = value;
    return this;
  }

  /**
   * Attacks one image.
   *
   * @param kspace y. Not modified.
   * @throws IllegalArgumentException if the shape is wrong, a number not finite, or the image zero
   */
  public AttackResult run(ComplexArray kspace) {
    ComplexArray.requireShape("kspace", kspace.shape(), method.data());
    kspace.requireFinite("kspace");
    ComplexArray image = method.reconstruct(kspace);
    if (image.norm() == 0) {
      throw new IllegalArgumentException("kspace: the image is zero, nothing to compare with");
    }
    List<List<AttackResult.Step>> history = new ArrayList<>();
    Ascent worst = null;
    int from = 0;
    for (int restart = 0; restart < parameters.restarts(); restart++) {
      ComplexArray start = restart == 0 ? firstStart : null;
      Ascent ascent = new Ascent(kspace, image, start, parameters.seed() + restart);
      ascent.run(restart * parameters.iterations());
      history.add(List.copyOf(ascent.steps));
      if (worst == null || ascent.largest > worst.largest) {
        worst = ascent;
        from = restart;
      }
    }
    ComplexArray change = worst.dataChange(worst.best);
    return new AttackResult(
        method.name(),
        worst.best,
        change,
        Vectors.sum(kspace, 1, change),
        image,
        worst.bestImage,
        from,
        List.copyOf(history));
  }

  /** One ascent from one random start. */
  private final class Ascent {
    private final ComplexArray kspace;
    private final ComplexArray image;
    private final double dataNorm;
    private final double imageNorm;
    private final double limit;
    private final List<AttackResult.Step> steps = new ArrayList<>();
    private ComplexArray point;
    private ComplexArray velocity;
    private ComplexArray best;
    private ComplexArray bestImage;
    private double largest = -1;

    Ascent(ComplexArray kspace, ComplexArray image, ComplexArray start, long seed) {
      this.kspace = kspace;
      this.image = image;
      dataNorm = encoding.sampled(kspace).norm();
      imageNorm = image.norm();
      boolean ofImage = parameters.domain() == Domain.IMAGE;
      limit =
          parameters.size().isPresent()
              ? parameters.size().getAsDouble() * (ofImage ? imageNorm : dataNorm)
              : Double.POSITIVE_INFINITY;
      SplittableRandom random = new SplittableRandom(seed);
      Shape shape = ofImage ? method.image() : method.data();
      if (parameters.size().isPresent()) {
        ComplexArray direction =
            start == null ? Vectors.gaussian(random, shape) : start.copy(Precision.DOUBLE);
        if (!ofImage) {
          direction = encoding.sampled(direction);
        }
        double length = start == null ? parameters.start() * limit : limit;
        point = Vectors.scaled(length / direction.norm(), direction);
      } else if (start != null) {
        point = start.copy(Precision.DOUBLE);
      } else {
        double scale = parameters.start() * Vectors.largest(image);
        point = Vectors.scaled(scale, Vectors.uniform(random, shape));
      }
      velocity = ComplexArray.zeros(Precision.DOUBLE, shape);
    }

    ComplexArray dataChange(ComplexArray r) {
      return parameters.domain() == Domain.IMAGE ? encoding.operator().forward(r) : r;
    }

    void run(int before) {
      for (int step = 0; step < parameters.iterations(); step++) {
        ComplexArray ahead = project(Vectors.sum(point, parameters.momentum(), velocity));
        ComplexArray gradient = look(ahead);
        double length = parameters.stepLength();
        if (parameters.size().isPresent()) {
          double norm = gradient.norm();
          length = norm > 0 ? length * limit / norm : 0;
        }
        velocity = Vectors.sum(Vectors.scaled(parameters.momentum(), velocity), length, gradient);
        ComplexArray next = project(Vectors.sum(point, 1, velocity));
        if (parameters.size().isPresent()) {
          velocity = Vectors.difference(next, point);
        }
        point = next;
        afterStep.accept(before + step + 1);
      }
      remember(point, method.reconstruct(Vectors.sum(kspace, 1, dataChange(point))));
    }

    private ComplexArray project(ComplexArray r) {
      double norm = r.norm();
      return norm > limit ? Vectors.scaled(limit / norm, r) : r;
    }

    /** ∇Q at a point; the point is remembered if it is the worst so far. */
    private ComplexArray look(ComplexArray r) {
      ComplexArray moved = method.linearise(Vectors.sum(kspace, 1, dataChange(r)));
      remember(r, moved);
      ComplexArray back = method.vjp(Vectors.difference(moved, image));
      ComplexArray gradient =
          parameters.domain() == Domain.IMAGE ? encoding.operator().adjoint(back) : back;
      return Vectors.sum(gradient, -parameters.penalty(), r);
    }

    private void remember(ComplexArray r, ComplexArray moved) {
      double imageChange = Vectors.difference(moved, image).norm();
      double change = dataChange(r).norm();
      double size = r.norm() / (parameters.domain() == Domain.IMAGE ? imageNorm : dataNorm);
      steps.add(
          new AttackResult.Step(
              size, change / dataNorm, imageChange / imageNorm, imageChange / change));
      if (imageChange > largest) {
        largest = imageChange;
        best = r;
        bestImage = moved;
      }
    }
  }
}
