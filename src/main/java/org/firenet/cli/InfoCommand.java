package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.Mask;
import org.firenet.io.ArrayFile;
import org.firenet.io.fastmri.FastMriFile;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.mri.CalibrationRegion;
import org.firenet.pipeline.ArraySource;
import org.firenet.pipeline.ArraySummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet info FILE}. */
@Command(
    name = "info",
    description = {
      "Tells what a file holds: of a scan its images, coils, sampling and geometry; of an array its"
          + " shape, type and range."
    })
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "FILE",
      description =
          "ISMRMRD, fastMRI or other HDF5 (or FILE:DATASET), .npy, .cfl/.hdr, NIfTI, PNG.")
  private Path path;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (Hdf5File.isHdf5(path)) {
      addHdf5(facts);
    } else {
      addArray(facts);
    }
    print(facts);
    return ExitCode.OK;
  }

  private void addHdf5(Map<String, Object> facts) throws IOException {
    facts.put("file", path.toString());
    if (FastMriFile.isFastMri(path) || IsmrmrdFile.isIsmrmrd(path)) {
      try (Scan scan = Scan.open(path, ScanOptions.defaults())) {
        ScanDescription.of(scan).forEach(facts::put);
        Mask mask = scan.read(0, 1).masks().get(0);
        addSampling(facts, mask);
        for (String note : scan.notes()) {
          facts.merge("notes", note, (old, more) -> old + "; " + more);
        }
      }
    }
    try (Hdf5File hdf5 = Hdf5File.open(path)) {
      for (Hdf5File.Entry entry : hdf5.entries()) {
        entry
            .type()
            .ifPresent(type -> facts.put("dataset " + entry.path(), type + " " + entry.extents()));
      }
    }
  }

  private void addArray(Map<String, Object> facts) throws IOException {
    ArraySource source = ArraySource.read(path);
    facts.put("file", source.file().toString());
    facts.put("format", source.format());
    facts.put("shape", source.array().shape().extents());
    facts.put("axes", source.axes());
    facts.put("kind", kind(source));
    facts.put("precision", source.array().precision().name().toLowerCase(Locale.ROOT));
    source
        .geometry()
        .ifPresent(geometry -> facts.put("voxel (mm)", ScanDescription.text(geometry.voxel())));
    ArraySummary summary = ArraySummary.of(source.array(), source.complex());
    facts.put("largest magnitude", summary.largest());
    facts.put("mean magnitude", summary.mean());
    facts.put("norm", summary.norm());
    facts.put("not finite", summary.notFinite());
    facts.put("zeros", summary.zeroFraction());
    summary.mask().ifPresent(mask -> addSampling(facts, mask));
  }

  private static String kind(ArraySource source) throws IOException {
    if (!source.format().equals(ArraySource.PLAIN)) {
      return source.complex() ? "complex" : "real";
    }
    try (ArrayFile file = ArrayFile.open(source.file())) {
      return file.kind().name().toLowerCase(Locale.ROOT);
    }
  }

  /** Zeros in a complex array hint at undersampled k-space. */
  private static void addSampling(Map<String, Object> facts, Mask mask) {
    facts.put("sampled", mask.fraction());
    facts.put("acceleration", 1 / mask.fraction());
    facts.put("calibration region", calibration(mask));
  }

  private static Object calibration(Mask mask) {
    try {
      return CalibrationRegion.find(mask, 2).extent().extents();
    } catch (IllegalArgumentException e) {
      return "none";
    }
  }

  private void print(Map<String, Object> facts) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(facts));
    } else if (!common.quiet) {
      facts.forEach((key, value) -> out.printf("%-20s %s%n", key, Text.of(value)));
    }
  }
}
