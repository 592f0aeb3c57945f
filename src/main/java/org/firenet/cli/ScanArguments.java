package org.firenet.cli;

import java.util.List;
import java.util.Optional;
import org.firenet.acquisition.ImageSelection;
import org.firenet.acquisition.ScanOptions;
import picocli.CommandLine.Option;

/** What of a scan is to be read, and how it is prepared. */
final class ScanArguments {
  @Option(
      names = "--slices",
      paramLabel = "A:B",
      description = "Slices to work on, from 0, B not included (default: all).")
  private String slices;

  @Option(
      names = "--select",
      paramLabel = "NAME=A:B",
      description = {
        "Images to work on: ranges of slice, repetition, contrast, phase, set or average with commas"
            + " between, as in repetition=3,contrast=0:2. Averages are combined unless named."
      })
  private String select;

  @Option(
      names = "--axes",
      split = ",",
      paramLabel = "AXIS",
      description =
          "Names of the axes of an array file, some of slice,coil,kz,ky,kx in this order.")
  private List<String> axes;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Group of an ISMRMRD file (default: dataset, or the only one).")
  private String group;

  @Option(
      names = "--encoding",
      defaultValue = "0",
      paramLabel = "N",
      description = "Encoding space of an ISMRMRD file (default: 0).")
  private int encoding;

  @Option(
      names = "--no-whitening",
      description = "Do not make the noise of the coils white, even if there is a noise scan.")
  private boolean noWhitening;

  @Option(
      names = "--keep-oversampling",
      description = "Solve with the readout oversampling of the data; it is cropped at the end.")
  private boolean keepOversampling;

  @Option(
      names = "--keep-matrix",
      description = "Leave images on the sampled grid, not the matrix that the header wants shown.")
  private boolean keepMatrix;

  /**
   * The options.
   *
   * @throws IllegalArgumentException if a selection is not understood
   */
  ScanOptions options() {
    ImageSelection selection = select == null ? ImageSelection.all() : ImageSelection.parse(select);
    if (slices != null) {
      selection = selection.slices(slices);
    }
    if (encoding < 0) {
      throw new IllegalArgumentException("encoding: expected 0 or more, got " + encoding);
    }
    return new ScanOptions(
        Optional.ofNullable(axes),
        selection,
        Optional.ofNullable(group),
        encoding,
        !noWhitening,
        !keepOversampling,
        !keepMatrix);
  }
}
