package org.firenet.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.acquisition.KSpace;
import org.firenet.acquisition.Scan;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * One image of a scan as the network gets it: data after coil compression, sensitivities, problem.
 * Of a volume whose readout is fully sampled it is the plane in the middle of the readout.
 *
 * @param number of the image in the scan
 * @param kspace shape {@link Problem#data}
 * @param maps {@code [coil, y, x]}; absent for one coil
 * @param problem what is solved
 * @param truth true image {@code [y, x]}, if one was given on this grid
 * @param notes what a user should know
 * @param seconds times of the steps
 */
public record PreparedImage(
    int number,
    ComplexArray kspace,
    Optional<ComplexArray> maps,
    Problem problem,
    Optional<ComplexArray> truth,
    List<String> notes,
    Map<String, Double> seconds) {

  /**
   * Prepares the first image selected of a scan.
   *
   * @throws IOException if the scan can not be read
   * @throws IllegalArgumentException if settings and scan do not go together, or coil images would
   *     be combined after the network: that is no map from data to image with a derivative
   */
  public static PreparedImage of(Scan scan, ReconstructionSettings settings, Progress progress)
      throws IOException {
    PerImage perImage = new PerImage(scan.numbers(), scan.available());
    RunLog log = new RunLog(progress);
    scan.notes().forEach(log::note);
    long begin = System.nanoTime();
    KSpace kspace = scan.read(0, 1);
    log.spent("read", begin);
    if (settings.mask() != null) {
      kspace = Reconstruction.masked(kspace, settings.mask());
    }
    Mask mask = kspace.masks().get(0);
    if (mask.samples() == 0) {
      throw new IllegalArgumentException("slice " + scan.numbers().get(0) + " holds no sample");
    }
    CoilStep.Coils coils =
        new CoilStep(settings.backend(), settings, perImage, log).prepare(kspace, 0);
    Shape grid = scan.grid();
    ComplexArray truth = null;
    if (settings.truth() != null) {
      if (scan.imageShape().equals(grid)) {
        truth = perImage.of("truth", settings.truth(), grid, 0, 1).slice(0);
      } else {
        log.note("the truth is left out: it is not on the grid that is solved");
      }
    }
    ComplexArray data = coils.kspace().data().slice(0);
    ComplexArray maps = coils.maps(0);
    boolean separable =
        grid.rank() == 3
            && settings.separateReadout()
            && settings.sampling() instanceof Sampling.Fourier
            && ReadoutSeparation.possible(mask);
    if (separable) {
      int middle = grid.extent(2) / 2;
      log.note("plane %d of %d along the readout".formatted(middle, grid.extent(2)));
      data = ReadoutSeparation.separate(data).slice(middle);
      maps = maps == null ? null : ReadoutSeparation.moveLastAxisFirst(maps).slice(middle);
      truth = truth == null ? null : ReadoutSeparation.moveLastAxisFirst(truth).slice(middle);
      mask = ReadoutSeparation.mask(mask);
    }
    if (kspace.coils() && maps == null) {
      if (data.shape().extent(0) > 1) {
        throw new IllegalArgumentException(
            "maps: needed for data of %d coils; without maps coil images are combined afterwards"
                .formatted(data.shape().extent(0)));
      }
      data = data.slice(0);
    }
    Problem problem = NetworkProblem.of(settings, mask, maps == null ? 0 : data.shape().extent(0));
    return new PreparedImage(
        scan.numbers().get(0),
        data,
        Optional.ofNullable(maps),
        problem,
        Optional.ofNullable(truth),
        log.notes(),
        log.seconds());
  }
}
