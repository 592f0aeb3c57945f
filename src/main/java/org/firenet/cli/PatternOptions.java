package org.firenet.cli;

import java.util.List;
import org.firenet.array.Shape;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;
import org.firenet.sampling.RadialLines;
import org.firenet.sampling.SamplingPattern;
import picocli.CommandLine.Option;

/** How many points a sampling pattern has, and the parameters of its kind. */
final class PatternOptions {
  @Option(
      names = "--fraction",
      paramLabel = "F",
      description = "Share of all points, or of all lines, that is sampled.")
  private Double fraction;

  @Option(
      names = "--acceleration",
      paramLabel = "R",
      description = "The same as --fraction 1/R; of equispaced lines their distance.")
  private Double acceleration;

  @Option(names = "--samples", paramLabel = "N", description = "Number of points.")
  private Integer samples;

  @Option(
      names = "--readout",
      description = {
        "The last axis is a fully sampled readout; the pattern is over the others: lines in 2-D,"
            + " [kz, ky] in 3-D."
      })
  private boolean readout;

  @Option(
      names = "--calibration",
      paramLabel = "N",
      description = {
        "Extent of the box (lines: number of lines) around DC that is always sampled; not of"
            + " half-half, das-*, radial and spiral. Default: up to 24, at most a fifth of the"
            + " points; of lines 0.32/R of all, as fastMRI; of uniform 0."
      })
  private Integer calibration;

  @Option(
      names = "--center-fraction",
      paramLabel = "F",
      description = "Lines: the share of calibration lines instead of their number.")
  private Double centerFraction;

  @Option(
      names = "--axis",
      paramLabel = "N",
      description = "Lines: the undersampled axis (default: ky, the last but one).")
  private Integer axis;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Equispaced lines: the first line (default: drawn).")
  private Integer offset;

  @Option(
      names = "--degree",
      paramLabel = "D",
      description = "polynomial: density (1 - r)^D (default: 4).")
  private Double degree;

  @Option(
      names = "--exponent",
      paramLabel = "A",
      description = "power-law: density 1/k^A, k in steps of the grid (default: 1).")
  private Double exponent;

  @Option(
      names = "--width",
      paramLabel = "W",
      description = "gaussian: standard deviation, 1 from DC to the edge (default: 0.3).")
  private Double width;

  @Option(
      names = "--share",
      paramLabel = "F",
      description = "half-half: share of the samples in the full centre (default: 0.5).")
  private Double share;

  @Option(
      names = "--sparsities",
      split = ",",
      paramLabel = "S",
      description =
          "das-*: sparsities of the levels, coarsest first; 'firenet weights' counts them.")
  private List<Double> sparsities;

  @Option(
      names = "--moments",
      paramLabel = "V",
      description = "das-fourier: vanishing moments of the wavelet, of dbV (default: 1).")
  private Integer moments;

  @Option(
      names = "--slope",
      paramLabel = "S",
      description = "poisson: growth of the distance from DC to the edge (default: 1; 0 uniform).")
  private Double slope;

  @Option(
      names = "--spokes",
      paramLabel = "N",
      description = "radial: number of spokes instead of points.")
  private Integer spokes;

  @Option(
      names = "--angles",
      paramLabel = "equal|golden",
      description = "radial: equal angles (default) or the golden angle.")
  private RadialLines.Angles angles;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = "spiral: turns of each arm instead of points.")
  private Integer turns;

  @Option(names = "--arms", paramLabel = "N", description = "spiral: number of arms (default: 1).")
  private Integer arms;

  @Option(
      names = "--power",
      paramLabel = "P",
      description = "spiral: radius t^P, denser around DC above 1 (default: 1).")
  private Double power;

  /** The pattern meant. */
  SamplingPattern pattern(String kind, Shape shape) {
    return PatternKind.named(kind).pattern(shape, readout, settings());
  }

  /** Whether any option of a pattern is given. */
  boolean any() {
    return readout || !settings().isEmpty();
  }

  private PatternSettings settings() {
    return new PatternSettings()
        .set("fraction", fraction)
        .set("acceleration", acceleration)
        .set("samples", samples)
        .set("calibration", calibration)
        .set("center-fraction", centerFraction)
        .set("axis", axis)
        .set("offset", offset)
        .set("degree", degree)
        .set("exponent", exponent)
        .set("width", width)
        .set("share", share)
        .set("sparsities", sparsities)
        .set("moments", moments)
        .set("slope", slope)
        .set("spokes", spokes)
        .set("angles", angles)
        .set("turns", turns)
        .set("arms", arms)
        .set("power", power);
  }
}
