package org.firenet.cpu;

import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.cpu.CartesianGeometry.Pencil;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Fourier or Walsh sampling of coil images on a grid, one transformed axis after another.
 *
 * <p>The first pass multiplies with the sensitivities as it loads its lines, the last one updates
 * the dual variable while the lines are in cache and transforms back at once. Centring and
 * normalisation cost nothing: their phases and factors are part of the sensitivities and of the
 * data. Dual variable and data are stored at sampled points only. Arrays are planar, {@code [y, x,
 * coil]}, coils padded so that vectors fit; sensitivities stand in the order in which they are
 * read.
 */
final class SingleCartesianSampling implements SingleSampling {
  /** What a run is for. */
  private enum Mode {
    LAYER,
    RESIDUAL,
    FORWARD,
    ADJOINT
  }

  private static final int TARGET_LANES = 32;

  private final CartesianGeometry geometry;
  private final int coils;
  private final int paddedCoils;
  private final boolean fourier;
  private final SingleTransform[] transforms;
  private final Pass[] passes;
  private final SingleMoves moves;
  private final SingleWork[] work;
  private final float[] mapsRe;
  private final float[] mapsIm;
  private final float[] gridRe;
  private final float[] gridIm;
  private final int[] sampleData;
  private final float[] dataRe;
  private final float[] dataIm;
  private final float[] dualRe;
  private final float[] dualIm;
  private final double[] partial;
  private final SingleHoisting hoisting;

  private SinglePlanes image;
  private SinglePlanes gradient;
  private float keep;
  private float sigma;
  private float alpha;
  private SinglePlanes samples;
  private Mode mode = Mode.LAYER;
  private int current;
  private final Team.Task forwardTask = this::forwardPencil;
  private final Team.Task adjointTask = this::adjointPencil;
  private final Team.Task middleTask = this::middlePencil;

  /** For a problem with Fourier or Walsh sampling; with vector instructions or without. */
  SingleCartesianSampling(Problem problem, int threads, boolean vector) {
    geometry = new CartesianGeometry(problem);
    coils = Math.max(1, problem.coils());
    paddedCoils = coils <= 2 ? coils : (coils + 3) / 4 * 4;
    fourier = problem.sampling() instanceof Sampling.Fourier;
    moves = SingleMoves.of(vector, paddedCoils);
    SingleButterflies butterflies = SingleButterflies.of(vector);
    transforms = new SingleTransform[geometry.shape.rank()];
    for (int axis = 0; axis < transforms.length; axis++) {
      int extent = geometry.shape.extent(axis);
      transforms[axis] =
          fourier
              ? SingleFourierTransform.of(extent, butterflies)
              : new SingleHadamardTransform(extent);
    }
    passes = new Pass[geometry.transformed.length];
    int capacity = 0;
    for (int pass = 0; pass < passes.length; pass++) {
      passes[pass] = new Pass(pass);
      for (Pencil pencil : passes[pass].pencils) {
        capacity = Math.max(capacity, passes[pass].transform.workLength() * pencil.lanes);
      }
    }
    work = new SingleWork[threads];
    for (int i = 0; i < threads; i++) {
      work[i] = new SingleWork(capacity + SingleLanes.MULTIPLE);
    }
    int numbers = Math.multiplyExact(geometry.shape.count(), paddedCoils);
    int mapNumbers = passes[0].firstMap[passes[0].pencils.length];
    mapsRe = new float[mapNumbers + SingleLanes.MULTIPLE];
    mapsIm = new float[mapNumbers + SingleLanes.MULTIPLE];
    gridRe = new float[passes.length > 1 ? numbers : 0];
    gridIm = new float[passes.length > 1 ? numbers : 0];
    Pass last = passes[passes.length - 1];
    sampleData = last.listSamples();
    int samples = sampleData.length * paddedCoils;
    dataRe = new float[samples];
    dataIm = new float[samples];
    dualRe = new float[samples];
    dualIm = new float[samples];
    partial = new double[last.pencils.length];
    hoisting = new SingleHoisting(geometry, transforms, coils, fourier);
    if (problem.coils() == 0) {
      fillMaps(null, 0);
    }
  }

  /** One transformed axis. */
  private final class Pass {
    final SingleTransform transform;
    final int stride;
    final Pencil[] pencils;

    /** Grid points needed after this pass. */
    final boolean[] needed;

    /** First sensitivity of each pencil; of the first pass. */
    final int[] firstMap;

    /** Of the last pass: runs of sampled numbers of each pencil: place in the buffer, length. */
    int[][] runs;

    /** Of the last pass: first sampled number of each pencil. */
    int[] firstSample;

    Pass(int pass) {
      int axis = geometry.transformed[pass];
      transform = transforms[axis];
      stride = geometry.strides[axis];
      List<Pencil> list = geometry.pencils(pass, paddedCoils, TARGET_LANES);
      pencils = list.toArray(new Pencil[0]);
      needed = geometry.needed(pass + 1);
      firstMap = new int[pencils.length + 1];
      for (int i = 0; i < pencils.length; i++) {
        firstMap[i + 1] =
            Math.addExact(firstMap[i], Math.multiplyExact(transform.length(), pencils[i].lanes));
      }
    }

    /** Fills {@link #runs} and gives the data index of each sampled point in their order. */
    int[] listSamples() {
      runs = new int[pencils.length][];
      firstSample = new int[pencils.length];
      int[] dataIndex = new int[geometry.shape.count()];
      int samples = 0;
      for (int number = 0; number < pencils.length; number++) {
        Pencil pencil = pencils[number];
        firstSample[number] = samples * paddedCoils;
        int[] list = new int[2 * transform.length() * pencil.firsts.length * pencil.points];
        int runCount = 0;
        for (int t = 0; t < transform.length(); t++) {
          for (int line = 0; line < pencil.firsts.length * pencil.points; line++) {
            int point = pencil.firsts[line / pencil.points] + line % pencil.points + t * stride;
            if (needed[point]) {
              int place = t * pencil.lanes + line * paddedCoils;
              dataIndex[samples++] = geometry.dataIndex(point);
              if (runCount > 0 && list[2 * runCount - 2] + list[2 * runCount - 1] == place) {
                list[2 * runCount - 1] += paddedCoils;
              } else {
                list[2 * runCount] = place;
                list[2 * runCount + 1] = paddedCoils;
                runCount++;
              }
            }
          }
        }
        runs[number] = Arrays.copyOf(list, 2 * runCount);
      }
      return Arrays.copyOf(dataIndex, samples);
    }
  }

  @Override
  public void setMaps(Team team, ComplexArray maps, int first) {
    fillMaps(maps, first);
  }

  /** Sensitivities times the centring phases and normalisation of the transformed axes. */
  private void fillMaps(ComplexArray maps, int first) {
    int points = geometry.shape.count();
    int rank = geometry.shape.rank();
    double[][] phases = new double[rank][];
    double scale = 1;
    for (int axis : geometry.transformed) {
      int extent = geometry.shape.extent(axis);
      scale /= Math.sqrt(extent);
      phases[axis] = new double[2 * extent];
      for (int i = 0; i < extent; i++) {
        double angle = fourier ? 2 * Math.PI * ((long) i * (extent / 2) % extent) / extent : 0;
        phases[axis][2 * i] = Math.cos(angle);
        phases[axis][2 * i + 1] = Math.sin(angle);
      }
    }
    Pass pass = passes[0];
    for (int number = 0; number < pass.pencils.length; number++) {
      Pencil pencil = pass.pencils[number];
      for (int t = 0; t < pass.transform.length(); t++) {
        for (int line = 0; line < pencil.firsts.length * pencil.points; line++) {
          int point = pencil.firsts[line / pencil.points] + line % pencil.points + t * pass.stride;
          double wr = scale;
          double wi = 0;
          for (int axis : geometry.transformed) {
            int i = geometry.coordinate(point, axis);
            double re = wr * phases[axis][2 * i] - wi * phases[axis][2 * i + 1];
            wi = wr * phases[axis][2 * i + 1] + wi * phases[axis][2 * i];
            wr = re;
          }
          int to = pass.firstMap[number] + t * pencil.lanes + line * paddedCoils;
          for (int coil = 0; coil < coils; coil++) {
            double re = maps == null ? 1 : maps.re(first + coil * points + point);
            double im = maps == null ? 0 : maps.im(first + coil * points + point);
            mapsRe[to + coil] = (float) (re * wr - im * wi);
            mapsIm[to + coil] = (float) (re * wi + im * wr);
          }
        }
      }
    }
  }

  @Override
  public double setData(Team team, ComplexArray kspace, int first) {
    int points = geometry.shape.count();
    double squared = 0;
    for (int coil = 0; coil < coils; coil++) {
      for (int point : geometry.hoisted.length > 0 ? hoisting.sampledData() : sampleData) {
        double re = kspace.re(first + coil * points + point);
        double im = kspace.im(first + coil * points + point);
        squared += re * re + im * im;
      }
    }
    hoisting.load(kspace, first, sampleData, paddedCoils, dataRe, dataIm);
    return Math.sqrt(squared);
  }

  @Override
  public void reset() {
    Arrays.fill(dualRe, 0);
    Arrays.fill(dualIm, 0);
  }

  @Override
  public double layer(
      Team team, SinglePlanes x, double keepDual, double step, double scale, SinglePlanes result) {
    image = x;
    gradient = result;
    keep = (float) keepDual;
    sigma = (float) step;
    alpha = (float) scale;
    return run(team, Mode.LAYER);
  }

  @Override
  public double residual(Team team, SinglePlanes x) {
    image = x;
    alpha = 1;
    return run(team, Mode.RESIDUAL);
  }

  @Override
  public SinglePlanes data() {
    return new SinglePlanes(sampleData.length * paddedCoils);
  }

  @Override
  public void load(ComplexArray kspace, SinglePlanes to) {
    hoisting.load(kspace, 0, sampleData, paddedCoils, to.re, to.im);
  }

  @Override
  public void unload(SinglePlanes from, ComplexArray kspace) {
    hoisting.unload(from, sampleData, paddedCoils, kspace);
  }

  @Override
  public void forward(Team team, SinglePlanes x, SinglePlanes to) {
    image = x;
    samples = to;
    run(team, Mode.FORWARD);
  }

  @Override
  public void adjoint(Team team, SinglePlanes from, SinglePlanes x) {
    samples = from;
    gradient = x;
    run(team, Mode.ADJOINT);
  }

  /** Numbers from one sample to the next in a vector of data; coils stand side by side. */
  int stride() {
    return paddedCoils;
  }

  /** For each sample, where its number stands in the data of one coil. */
  int[] sampleData() {
    return sampleData;
  }

  private double run(Team team, Mode what) {
    mode = what;
    int last = passes.length - 1;
    boolean forwards = mode != Mode.ADJOINT;
    boolean backwards = mode == Mode.LAYER || mode == Mode.ADJOINT;
    for (current = 0; current < last && forwards; current++) {
      team.run(forwardTask, passes[current].pencils.length);
    }
    team.run(middleTask, passes[last].pencils.length);
    for (current = last - 1; current >= 0 && backwards; current--) {
      team.run(adjointTask, passes[current].pencils.length);
    }
    double sum = 0;
    for (double value : partial) {
      sum += value;
    }
    return sum;
  }

  private void forwardPencil(int index, int thread) {
    Pass pass = passes[current];
    Pencil pencil = pass.pencils[index];
    SingleWork buffers = work[thread];
    loadForward(current, index, buffers);
    pass.transform.forward(buffers, pencil.lanes);
    store(pass, pencil, buffers);
  }

  private void middlePencil(int index, int thread) {
    Pass pass = passes[passes.length - 1];
    Pencil pencil = pass.pencils[index];
    SingleWork buffers = work[thread];
    if (mode != Mode.ADJOINT) {
      loadForward(passes.length - 1, index, buffers);
      pass.transform.forward(buffers, pencil.lanes);
    }
    switch (mode) {
      case RESIDUAL -> partial[index] = squaredResidual(pass, index, buffers);
      case FORWARD -> storeSamples(pass, index, buffers);
      case LAYER -> partial[index] = updateDual(pass, index, pencil, buffers);
      case ADJOINT -> loadSamples(pass, index, pencil, buffers);
    }
    if (mode == Mode.RESIDUAL || mode == Mode.FORWARD) {
      return;
    }
    pass.transform.adjoint(buffers, pencil.lanes);
    storeAdjoint(passes.length - 1, index, buffers);
  }

  private void adjointPencil(int index, int thread) {
    Pass pass = passes[current];
    Pencil pencil = pass.pencils[index];
    SingleWork buffers = work[thread];
    load(pass, pencil, buffers);
    pass.transform.adjoint(buffers, pencil.lanes);
    storeAdjoint(current, index, buffers);
  }

  private void loadForward(int number, int index, SingleWork buffers) {
    Pass pass = passes[number];
    Pencil pencil = pass.pencils[index];
    if (number > 0) {
      loadGrid(pass, pencil, buffers);
      return;
    }
    int run = pencil.points * paddedCoils;
    clearPadding(pass, pencil, buffers);
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int point = pencil.firsts[r] + t * pass.stride;
        int place = t * pencil.lanes + r * run;
        int map = pass.firstMap[index] + place;
        moves.expand(image, point, pencil.points, mapsRe, mapsIm, map, buffers, place);
      }
    }
  }

  private void storeAdjoint(int number, int index, SingleWork buffers) {
    Pass pass = passes[number];
    Pencil pencil = pass.pencils[index];
    if (number > 0) {
      storeGrid(pass, pencil, buffers);
      return;
    }
    int run = pencil.points * paddedCoils;
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int point = pencil.firsts[r] + t * pass.stride;
        int place = t * pencil.lanes + r * run;
        int map = pass.firstMap[index] + place;
        moves.combine(buffers, place, mapsRe, mapsIm, map, gradient, point, pencil.points);
      }
    }
  }

  /** Everything that the previous pass wrote. */
  private void loadGrid(Pass pass, Pencil pencil, SingleWork buffers) {
    int run = pencil.points * paddedCoils;
    clearPadding(pass, pencil, buffers);
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int from = (pencil.firsts[r] + t * pass.stride) * paddedCoils;
        int place = t * pencil.lanes + r * run;
        moves.copy(gridRe, from, buffers.re, place, run);
        moves.copy(gridIm, from, buffers.im, place, run);
      }
    }
  }

  private void storeGrid(Pass pass, Pencil pencil, SingleWork buffers) {
    int run = pencil.points * paddedCoils;
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int to = (pencil.firsts[r] + t * pass.stride) * paddedCoils;
        int place = t * pencil.lanes + r * run;
        moves.copy(buffers.re, place, gridRe, to, run);
        moves.copy(buffers.im, place, gridIm, to, run);
      }
    }
  }

  /** After a forward pass: only what samples need. */
  private void store(Pass pass, Pencil pencil, SingleWork buffers) {
    int run = pencil.points * paddedCoils;
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int point = pencil.firsts[r] + t * pass.stride;
        if (pass.needed[point]) {
          int place = t * pencil.lanes + r * run;
          moves.copy(buffers.re, place, gridRe, point * paddedCoils, run);
          moves.copy(buffers.im, place, gridIm, point * paddedCoils, run);
        }
      }
    }
  }

  /** Before an adjoint pass: what no sample needed is zero. */
  private void load(Pass pass, Pencil pencil, SingleWork buffers) {
    int run = pencil.points * paddedCoils;
    clearPadding(pass, pencil, buffers);
    for (int t = 0; t < pass.transform.length(); t++) {
      for (int r = 0; r < pencil.firsts.length; r++) {
        int point = pencil.firsts[r] + t * pass.stride;
        int place = t * pencil.lanes + r * run;
        if (pass.needed[point]) {
          moves.copy(gridRe, point * paddedCoils, buffers.re, place, run);
          moves.copy(gridIm, point * paddedCoils, buffers.im, place, run);
        } else {
          Arrays.fill(buffers.re, place, place + run, 0);
          Arrays.fill(buffers.im, place, place + run, 0);
        }
      }
    }
  }

  /** Lanes that no line uses must hold ordinary numbers. */
  private void clearPadding(Pass pass, Pencil pencil, SingleWork buffers) {
    int used = pencil.firsts.length * pencil.points * paddedCoils;
    if (used < pencil.lanes) {
      for (int t = 0; t < pass.transform.length(); t++) {
        Arrays.fill(buffers.re, t * pencil.lanes + used, (t + 1) * pencil.lanes, 0);
        Arrays.fill(buffers.im, t * pencil.lanes + used, (t + 1) * pencil.lanes, 0);
      }
    }
  }

  private void storeSamples(Pass pass, int index, SingleWork buffers) {
    int k = pass.firstSample[index];
    int[] runs = pass.runs[index];
    for (int run = 0; run < runs.length; run += 2) {
      moves.copy(buffers.re, runs[run], samples.re, k, runs[run + 1]);
      moves.copy(buffers.im, runs[run], samples.im, k, runs[run + 1]);
      k += runs[run + 1];
    }
  }

  /** The samples, zero elsewhere. */
  private void loadSamples(Pass pass, int index, Pencil pencil, SingleWork buffers) {
    int count = pass.transform.length() * pencil.lanes;
    Arrays.fill(buffers.re, 0, count, 0);
    Arrays.fill(buffers.im, 0, count, 0);
    int k = pass.firstSample[index];
    int[] runs = pass.runs[index];
    for (int run = 0; run < runs.length; run += 2) {
      moves.copy(samples.re, k, buffers.re, runs[run], runs[run + 1]);
      moves.copy(samples.im, k, buffers.im, runs[run], runs[run + 1]);
      k += runs[run + 1];
    }
  }

  /** d ← keep d + σ (z − α y) at the samples, zero elsewhere; returns the sum of |d|². */
  private double updateDual(Pass pass, int index, Pencil pencil, SingleWork buffers) {
    int count = pass.transform.length() * pencil.lanes;
    Arrays.fill(buffers.otherRe, 0, count, 0);
    Arrays.fill(buffers.otherIm, 0, count, 0);
    int k = pass.firstSample[index];
    int[] runs = pass.runs[index];
    double sum = 0;
    for (int run = 0; run < runs.length; run += 2) {
      updateRun(buffers.re, dataRe, dualRe, buffers.otherRe, k, runs[run], runs[run + 1]);
      updateRun(buffers.im, dataIm, dualIm, buffers.otherIm, k, runs[run], runs[run + 1]);
      sum += squares(dualRe, k, runs[run + 1]) + squares(dualIm, k, runs[run + 1]);
      k += runs[run + 1];
    }
    buffers.swapBuffers();
    return sum;
  }

  private void updateRun(
      float[] z, float[] y, float[] d, float[] out, int k, int place, int length) {
    float a = alpha;
    float s = sigma;
    float q = keep;
    for (int i = 0; i < length; i++) {
      float value = q * d[k + i] + s * (z[place + i] - a * y[k + i]);
      d[k + i] = value;
      out[place + i] = value;
    }
  }

  private static double squares(float[] d, int from, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    int end = from + length;
    for (; i + 3 < end; i += 4) {
      s0 += (double) d[i] * d[i];
      s1 += (double) d[i + 1] * d[i + 1];
      s2 += (double) d[i + 2] * d[i + 2];
      s3 += (double) d[i + 3] * d[i + 3];
    }
    for (; i < end; i++) {
      s0 += (double) d[i] * d[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private double squaredResidual(Pass pass, int index, SingleWork buffers) {
    int k = pass.firstSample[index];
    int[] runs = pass.runs[index];
    double sum = 0;
    for (int run = 0; run < runs.length; run += 2) {
      for (int i = 0; i < runs[run + 1]; i++) {
        double re = (double) buffers.re[runs[run] + i] - dataRe[k + i];
        double im = (double) buffers.im[runs[run] + i] - dataIm[k + i];
        sum += re * re + im * im;
      }
      k += runs[run + 1];
    }
    return sum;
  }
}
