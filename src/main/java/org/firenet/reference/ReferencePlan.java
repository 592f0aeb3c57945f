package org.firenet.reference;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.AbstractPlan;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.RestartSchedule;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.CropOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.operator.WaveletOperator;

/**
 * The network as defined. Without shifts the unknown is the coefficients c with A = M Φ S crop Ψ*;
 * with shifts it is the padded image with A = M Φ S crop.
 */
final class ReferencePlan extends AbstractPlan {
  private final WaveletOperator wavelet;
  private final SoftThreshold soft;
  private final boolean shifted;

  ReferencePlan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    super(problem, parameters, options);
    wavelet = new WaveletOperator(problem.layout(), problem.wavelet());
    soft = new SoftThreshold(problem.layout().padded(), problem.weights().orElse(null));
    shifted = parameters.shifts().mode() != ShiftSequence.Mode.NONE;
  }

  @Override
  public String description() {
    return "reference (double, 1 thread, "
        + (shifted ? "image-domain form" : "coefficient form")
        + ")";
  }

  @Override
  protected void solve(PlanInput input, int count, ComplexArray images, List<History> histories) {
    for (int slice = 0; slice < count; slice++) {
      ComplexArray maps = input.maps().map(m -> m).orElse(null);
      LinearOperator sampling =
          problem().samplingOperator(maps == null ? null : entry(maps, slice, mapShape()));
      double[] y = sampled(entry(input.kspace(), slice, problem().data()));
      Tracker tracker = null;
      if (!histories.isEmpty()) {
        int s = slice;
        double[] truth =
            input.truth().map(t -> entry(t, s, problem().image()).doubles()).orElse(null);
        tracker = new Tracker(histories.get(slice), truth, input.comparesMagnitudes());
      }
      double[] image = network(sampling, y, start(input, slice), tracker, input.afterLayer());
      int pixels = problem().image().count();
      for (int i = 0; i < pixels; i++) {
        images.set(slice * pixels + i, image[2 * i], image[2 * i + 1]);
      }
    }
  }

  @Override
  protected void release() {}

  private double[] network(
      LinearOperator sampling, double[] y, double[] start, Tracker tracker, Runnable afterLayer) {
    FirenetParameters parameters = parameters();
    LinearOperator a = shifted ? sampling : ComposedOperator.of(List.of(sampling, inverse()));
    Regulariser regulariser =
        shifted
            ? new ShiftedSoftThreshold(
                wavelet, soft, parameters.shifts(), problem().layout().levels())
            : soft;
    double[] steps = {parameters.tau().orElseThrow(), parameters.sigma().orElseThrow()};
    InnerBlock inner = new InnerBlock(a, regulariser, problem().lambda(), steps);
    RestartSchedule schedule = new RestartSchedule(parameters, norm(y));
    double[] psi = start;
    for (int block = 0; block < parameters.outer(); block++) {
      double alpha = schedule.alpha(block);
      if (Double.isInfinite(alpha)) {
        psi = new double[start.length];
        break;
      }
      InnerBlock.Observer recorder =
          tracker == null ? null : tracker.observer(block, alpha, a, y, regulariser);
      InnerBlock.Observer observer =
          (layer, mean) -> {
            afterLayer.run();
            if (recorder != null) {
              recorder.afterLayer(layer, mean);
            }
          };
      double[] mean =
          inner.run(
              block,
              InnerBlock.scaled(y, alpha),
              InnerBlock.scaled(psi, alpha),
              parameters.inner(),
              observer);
      psi = InnerBlock.scaled(mean, 1 / alpha);
    }
    return image(psi);
  }

  /** The image of an unknown: crop Ψ* c, or crop x. */
  private double[] image(double[] unknown) {
    double[] padded = unknown;
    if (!shifted) {
      padded = new double[unknown.length];
      wavelet.adjoint(unknown, padded);
    }
    double[] image = new double[2 * problem().image().count()];
    crop().forward(padded, image);
    return image;
  }

  private double[] start(PlanInput input, int slice) {
    Shape padded = problem().layout().padded();
    double[] unknown = new double[2 * padded.count()];
    if (input.startCoefficients().isPresent()) {
      return entry(input.startCoefficients().get(), slice, padded).doubles();
    }
    if (input.startImage().isPresent()) {
      double[] x = new double[unknown.length];
      crop().adjoint(entry(input.startImage().get(), slice, problem().image()).doubles(), x);
      if (shifted) {
        return x;
      }
      wavelet.forward(x, unknown);
    }
    return unknown;
  }

  /** Ψ*. */
  private LinearOperator inverse() {
    return new LinearOperator(wavelet.range(), wavelet.domain()) {
      @Override
      public double norm() {
        return 1;
      }

      @Override
      protected void applyForward(double[] in, double[] out) {
        wavelet.adjoint(in, out);
      }

      @Override
      protected void applyAdjoint(double[] in, double[] out) {
        wavelet.forward(in, out);
      }
    };
  }

  private CropOperator crop() {
    return new CropOperator(problem().layout().padded(), problem().image());
  }

  private Shape mapShape() {
    return problem().image().prepend(problem().coils());
  }

  /** Data that were not sampled count as zero, whatever the array holds there. */
  private double[] sampled(ComplexArray data) {
    Mask mask = problem().mask().orElse(null);
    return mask == null
        ? data.doubles()
        : new MaskOperator(problem().data(), mask).forward(data).doubles();
  }

  /** Entry {@code slice} of a batch of arrays of a shape, or the one array there is, in double. */
  private static ComplexArray entry(ComplexArray batch, int slice, Shape one) {
    ComplexArray entry = batch.shape().rank() > one.rank() ? batch.slice(slice) : batch;
    return entry.copy(Precision.DOUBLE);
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** Writes the history of one image. */
  private final class Tracker {
    private final History history;
    private final double[] truth;
    private final boolean magnitudes;

    Tracker(History history, double[] truth, boolean magnitudes) {
      this.history = history;
      this.truth = truth;
      this.magnitudes = magnitudes;
    }

    InnerBlock.Observer observer(
        int block, double alpha, LinearOperator a, double[] y, Regulariser regulariser) {
      return (layer, mean) -> {
        double[] z = InnerBlock.scaled(mean, 1 / alpha);
        double[] residual = new double[y.length];
        a.forward(z, residual);
        for (int i = 0; i < y.length; i++) {
          residual[i] -= y[i];
        }
        int number = block * parameters().inner() + layer;
        history.set(
            number,
            problem().lambda(),
            norm(residual),
            regulariser.norm1(block, number, z),
            error(z));
      };
    }

    private double error(double[] z) {
      if (truth == null) {
        return Double.NaN;
      }
      double[] difference = magnitudes ? magnitude(image(z)) : image(z);
      double[] known = magnitudes ? magnitude(truth) : truth;
      for (int i = 0; i < difference.length; i++) {
        difference[i] -= known[i];
      }
      return norm(difference) / norm(truth);
    }

    private static double[] magnitude(double[] numbers) {
      double[] out = new double[numbers.length / 2];
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.hypot(numbers[2 * i], numbers[2 * i + 1]);
      }
      return out;
    }
  }
}
