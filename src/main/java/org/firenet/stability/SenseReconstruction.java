package org.firenet.stability;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.firenet.operator.LinearOperator;

/**
 * CG-SENSE with its exact derivative. Conjugate gradients that stop after some iterations depend on
 * the data in a nonlinear way, through their step lengths; with r the residual, p the direction, n
 * = (E*E + λ) p, c = ⟨p, n⟩, an iteration is
 *
 * <pre>
 *   s = ρ / c ;  x ← x + s p ;  r ← r − s n ;  ρ⁺ = ‖r‖² ;  p ← r + (ρ⁺ / ρ) p.
 * </pre>
 */
public final class SenseReconstruction implements DifferentiableReconstruction {
  /** One iteration as it was at the point of linearisation. */
  private record Step(
      double[] direction, double[] normal, double[] residual, double power, double curvature) {}

  private final LinearOperator encoding;
  private final CgSense.Parameters parameters;
  private final List<Step> steps = new ArrayList<>();
  private double[] start;

  /** For an encoding operator E from images to data, mask included. */
  public SenseReconstruction(LinearOperator encoding, CgSense.Parameters parameters) {
    this.encoding = encoding;
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return "CG-SENSE";
  }

  @Override
  public Shape data() {
    return encoding.range();
  }

  @Override
  public Shape image() {
    return encoding.domain();
  }

  @Override
  public ComplexArray reconstruct(ComplexArray kspace) {
    return CgSense.solve(encoding, kspace, parameters).image();
  }

  @Override
  public ComplexArray linearise(ComplexArray kspace) {
    steps.clear();
    int iterations = CgSense.solve(encoding, kspace, parameters).iterations();
    start = encoding.adjoint(kspace).doubles();
    double[] residual = start.clone();
    double[] direction = start.clone();
    double[] x = new double[start.length];
    double power = inner(residual, residual);
    for (int k = 0; k < iterations; k++) {
      double[] normal = normal(direction);
      double curvature = inner(direction, normal);
      double step = power / curvature;
      add(step, direction, x);
      add(-step, normal, residual);
      double next = inner(residual, residual);
      steps.add(new Step(direction.clone(), normal, residual.clone(), power, curvature));
      scale(next / power, direction);
      add(1, residual, direction);
      power = next;
    }
    return ComplexArray.of(image(), x);
  }

  @Override
  public ComplexArray jvp(ComplexArray change) {
    requireLinearised();
    double[] residual = encoding.adjoint(change).doubles();
    double[] direction = residual.clone();
    double[] x = new double[residual.length];
    double power = 2 * inner(start, residual);
    for (Step now : steps) {
      double step = now.power / now.curvature;
      double[] normal = normal(direction);
      double curvature = 2 * inner(now.normal, direction);
      double stepChange = (power - step * curvature) / now.curvature;
      add(stepChange, now.direction, x);
      add(step, direction, x);
      add(-stepChange, now.normal, residual);
      add(-step, normal, residual);
      double next = 2 * inner(now.residual, residual);
      double ratio = inner(now.residual, now.residual) / now.power;
      double ratioChange = (next - ratio * power) / now.power;
      scale(ratio, direction);
      add(1, residual, direction);
      add(ratioChange, now.direction, direction);
      power = next;
    }
    return ComplexArray.of(image(), x);
  }

  @Override
  public ComplexArray vjp(ComplexArray cotangent) {
    requireLinearised();
    double[] x = cotangent.copy(Precision.DOUBLE).doubles();
    double[] residual = new double[x.length];
    double[] direction = new double[x.length];
    double power = 0;
    for (int k = steps.size() - 1; k >= 0; k--) {
      Step now = steps.get(k);
      double step = now.power / now.curvature;
      double ratio = inner(now.residual, now.residual) / now.power;
      add(1, direction, residual);
      double ofRatio = inner(direction, now.direction);
      scale(ratio, direction);
      double ofNext = power + ofRatio / now.power;
      power = -ofRatio * ratio / now.power;
      add(2 * ofNext, now.residual, residual);
      double ofStep = inner(x, now.direction) - inner(residual, now.normal);
      double[] ofNormal = residual.clone();
      scale(-step, ofNormal);
      add(step, x, direction);
      power += ofStep / now.curvature;
      double ofCurvature = -ofStep * step / now.curvature;
      add(ofCurvature, now.normal, direction);
      add(ofCurvature, now.direction, ofNormal);
      add(1, normal(ofNormal), direction);
    }
    add(1, direction, residual);
    add(2 * power, start, residual);
    return encoding.forward(ComplexArray.of(image(), residual));
  }

  @Override
  public void close() {
    steps.clear();
    start = null;
  }

  private void requireLinearised() {
    if (start == null) {
      throw new IllegalStateException("derivative: nothing linearised yet");
    }
  }

  /** (E*E + λ) v. */
  private double[] normal(double[] v) {
    double[] encoded = new double[2 * encoding.range().count()];
    double[] out = new double[v.length];
    encoding.forward(v, encoded);
    encoding.adjoint(encoded, out);
    add(parameters.lambda(), v, out);
    return out;
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static void scale(double factor, double[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= factor;
    }
  }

  private static double inner(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
