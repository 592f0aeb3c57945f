package org.firenet.cpu;

import java.util.Arrays;
import org.firenet.array.ComplexArray;

/** {@link SingleSampling} by a matrix, {@code [row, column]}, planar. */
final class SingleDenseSampling implements SingleSampling {
  private static final int GRAIN = 16;

  private final int rows;
  private final int columns;
  private final SinglePlanes matrix;
  private final SinglePlanes data;
  private final SinglePlanes dual;
  private final double[] partial;

  private SinglePlanes image;
  private SinglePlanes gradient;
  private float keep;
  private float sigma;
  private float alpha;
  private boolean onlyResidual;
  private SinglePlanes source;
  private SinglePlanes product;
  private final Team.Task forwardTask = this::forwardRows;
  private final Team.Task adjointTask = this::adjointColumns;

  SingleDenseSampling(ComplexArray a) {
    rows = a.shape().extent(0);
    columns = a.shape().extent(1);
    matrix = new SinglePlanes(a.count());
    for (int i = 0; i < a.count(); i++) {
      matrix.re[i] = (float) a.re(i);
      matrix.im[i] = (float) a.im(i);
    }
    data = new SinglePlanes(rows);
    dual = new SinglePlanes(rows);
    partial = new double[(rows + GRAIN - 1) / GRAIN];
  }

  @Override
  public void setMaps(Team team, ComplexArray maps, int first) {
    throw new IllegalArgumentException("`maps`: a dense matrix takes none");
  }

  @Override
  public double setData(Team team, ComplexArray y, int first) {
    double squared = 0;
    for (int i = 0; i < rows; i++) {
      double re = y.re(first + i);
      double im = y.im(first + i);
      squared += re * re + im * im;
      data.re[i] = (float) re;
      data.im[i] = (float) im;
    }
    return Math.sqrt(squared);
  }

  @Override
  public void reset() {
    Arrays.fill(dual.re, 0);
    Arrays.fill(dual.im, 0);
  }

  @Override
  public double layer(
      Team team, SinglePlanes x, double keepDual, double step, double scale, SinglePlanes result) {
    image = x;
    gradient = result;
    keep = (float) keepDual;
    sigma = (float) step;
    alpha = (float) scale;
    onlyResidual = false;
    product = null;
    double norm = runForward(team);
    source = dual;
    team.run(adjointTask, (columns + GRAIN - 1) / GRAIN);
    return norm;
  }

  @Override
  public double residual(Team team, SinglePlanes x) {
    image = x;
    alpha = 1;
    onlyResidual = true;
    product = null;
    return runForward(team);
  }

  @Override
  public SinglePlanes data() {
    return new SinglePlanes(rows);
  }

  @Override
  public void load(ComplexArray y, SinglePlanes to) {
    for (int i = 0; i < rows; i++) {
      to.re[i] = (float) y.re(i);
      to.im[i] = (float) y.im(i);
    }
  }

  @Override
  public void unload(SinglePlanes from, ComplexArray y) {
    for (int i = 0; i < rows; i++) {
      y.set(i, from.re[i], from.im[i]);
    }
  }

  @Override
  public void forward(Team team, SinglePlanes x, SinglePlanes to) {
    image = x;
    product = to;
    runForward(team);
  }

  @Override
  public void adjoint(Team team, SinglePlanes from, SinglePlanes x) {
    source = from;
    gradient = x;
    team.run(adjointTask, (columns + GRAIN - 1) / GRAIN);
  }

  private double runForward(Team team) {
    team.run(forwardTask, partial.length);
    double sum = 0;
    for (double value : partial) {
      sum += value;
    }
    return sum;
  }

  private void forwardRows(int task, int thread) {
    double sum = 0;
    for (int row = task * GRAIN; row < Math.min(rows, (task + 1) * GRAIN); row++) {
      double zr = 0;
      double zi = 0;
      int at = row * columns;
      for (int j = 0; j < columns; j++) {
        zr += (double) matrix.re[at + j] * image.re[j] - (double) matrix.im[at + j] * image.im[j];
        zi += (double) matrix.re[at + j] * image.im[j] + (double) matrix.im[at + j] * image.re[j];
      }
      if (product != null) {
        product.re[row] = (float) zr;
        product.im[row] = (float) zi;
        continue;
      }
      double dr = zr - (double) alpha * data.re[row];
      double di = zi - (double) alpha * data.im[row];
      if (!onlyResidual) {
        dr = keep * dual.re[row] + sigma * dr;
        di = keep * dual.im[row] + sigma * di;
        dual.re[row] = (float) dr;
        dual.im[row] = (float) di;
      }
      sum += dr * dr + di * di;
    }
    partial[task] = sum;
  }

  private void adjointColumns(int task, int thread) {
    int begin = task * GRAIN;
    int end = Math.min(columns, begin + GRAIN);
    Arrays.fill(gradient.re, begin, end, 0);
    Arrays.fill(gradient.im, begin, end, 0);
    for (int row = 0; row < rows; row++) {
      float dr = source.re[row];
      float di = source.im[row];
      int at = row * columns;
      for (int j = begin; j < end; j++) {
        gradient.re[j] += matrix.re[at + j] * dr + matrix.im[at + j] * di;
        gradient.im[j] += matrix.re[at + j] * di - matrix.im[at + j] * dr;
      }
    }
  }
}
