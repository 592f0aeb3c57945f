package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.Shape;
import org.firenet.io.OutputFile;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.firenet.pipeline.ArraySource;
import org.firenet.pipeline.EntryChoice;
import org.firenet.report.ArrayView;
import org.firenet.report.ViewKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet view IN -o PNG}. */
@Command(
    name = "view",
    sortOptions = false,
    description = {
      "Makes a picture of an array: k-space, images, coil maps or a mask.",
      "Leading axes become a mosaic, row by row: 16 tiles evenly from the first to the last, or"
          + " those of --slices. Of large files no more than that is read."
    },
    footer = {
      "",
      "Examples:",
      "  firenet view kspace.npy -o kspace.png",
      "  firenet view image.npy --as phase -o phase.png",
      "  firenet view images.npy --slices 10:20 --columns 5 --window 0:0.8 -o images.png",
      "",
      "Without --as: zeros and ones alone are a mask; real numbers an image; complex numbers whose"
          + " squares add up to 1 over the coils are maps; complex numbers with their energy and"
          + " their peak in the middle are k-space; all else are images."
    })
final class ViewCommand implements Callable<Integer> {
  /** What was read. */
  private record Content(ArraySource source, EntryChoice choice) {}

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IN",
      description =
          "A file of any kind: .npy, .cfl, NIfTI, PNG, HDF5 (ISMRMRD, fastMRI, or FILE:DATASET).")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PNG",
      description = "Where the picture goes: a name ending in .png.")
  private Path output;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = {
        "kspace (log magnitude), image (magnitude), maps (phase as colour, magnitude as"
            + " brightness), mask or phase (as colour); by default what it looks like."
      })
  private String kind;

  @Option(
      names = "--slices",
      paramLabel = "A:B",
      description = "Entries of the first axis to show, from 0, B not included.")
  private String slices;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "Tiles in a row (default: as many as there are rows, or one more).")
  private Integer columns;

  @Option(
      names = "--window",
      paramLabel = "LOW:HIGH",
      description = {
        "What is black and what is white; in decibels below the largest for k-space, as in -60:0"
            + " (default: what fits nearly all numbers)."
      })
  private String window;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "Pixels for each number, along each axis (default: so that 768 suffice).")
  private Integer scale;

  @Option(
      names = "--depth",
      defaultValue = "8",
      paramLabel = "BITS",
      description = "Bits of a grey value: 8 (default) or 16.")
  private int depth;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    UsageException.check(
        () -> {
          checkOptions();
          return null;
        });
    checkOutput();
    Content content = read();
    ArrayView view = view(content);
    byte[] png = view.png();
    OutputFile.write(output, out -> out.write(png));
    print(shape(content), view);
    return ExitCode.OK;
  }

  /** The only place that reads. */
  private Content read() throws IOException {
    boolean kspace = kind != null && kindNamed(kind) == ViewKind.KSPACE;
    EntryChoice choice = EntryChoice.atMost(ArrayView.MOST_TILES);
    if (slices != null) {
      SliceRange range = SliceRange.parse(slices);
      choice = EntryChoice.range(range.from(), range.to());
    }
    try {
      ArraySource source =
          kspace ? ArraySource.kspace(input, choice) : ArraySource.read(input, choice);
      return new Content(source, choice);
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
  }

  /** Shape of the whole array. */
  private static Shape shape(Content content) {
    Shape read = content.source().array().shape();
    return content.choice().entries().isEmpty()
        ? read
        : read.last(read.rank() - 1).prepend(content.choice().extent());
  }

  private void checkOptions() {
    if (kind != null) {
      kindNamed(kind);
    }
    if (slices != null) {
      SliceRange.parse(slices);
    }
    if (window != null) {
      windowOf(window);
    }
    if (depth != 8 && depth != 16) {
      throw new IllegalArgumentException("depth: expected 8 or 16, got " + depth);
    }
    requirePositive("columns", columns);
    requirePositive("scale", scale);
  }

  private static void requirePositive(String name, Integer value) {
    if (value != null && value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
    }
  }

  private static ViewKind kindNamed(String name) {
    for (ViewKind kind : ViewKind.values()) {
      if (kind.word().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "as: expected kspace, image, maps, mask or phase, got " + name);
  }

  private static Window windowOf(String text) {
    int colon = text.indexOf(':');
    try {
      return new Window(
          Double.parseDouble(text.substring(0, Math.max(0, colon))),
          Double.parseDouble(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("window: expected LOW:HIGH, two numbers, got " + text, e);
    }
  }

  private void checkOutput() throws IOException {
    if (!output.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(output + ": expected a name ending in .png", null);
    }
    FilePaths.requireDistinct(List.of(input), List.of(output));
    OutputFile.check(output);
  }

  private ArrayView view(Content content) throws IOException {
    try {
      ArrayView.Builder view =
          ArrayView.of(content.source().array())
              .axes(content.source().axes())
              .depth(depth == 8 ? Depth.EIGHT_BIT : Depth.SIXTEEN_BIT);
      if (kind != null) {
        view.kind(kindNamed(kind));
      }
      if (window != null) {
        view.window(windowOf(window));
      }
      if (columns != null) {
        view.columns(columns);
      }
      if (scale != null) {
        view.scale(scale);
      }
      if (!content.choice().entries().isEmpty()) {
        view.entries(content.choice().entries(), content.choice().extent());
      }
      if (slices != null) {
        view.slices(0, content.source().array().shape().extent(0));
      }
      return view.build();
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
  }

  private void print(Shape shape, ArrayView view) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String unit = view.kind() == ViewKind.KSPACE ? "dB" : "";
    if (common.json) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("output", output.toString());
      facts.put("kind", view.kind().word());
      facts.put("shape", shape.extents());
      facts.put("tiles", view.count());
      facts.put("shown", view.shown());
      facts.put("window", List.of(view.window().low(), view.window().high()));
      facts.put("unit", unit);
      facts.put("scale", view.scale());
      facts.put("height", view.shape().extent(0));
      facts.put("width", view.shape().extent(1));
      out.println(Text.json(facts));
    } else if (!common.quiet) {
      out.printf(
          "wrote %s: %s %s, %d of %d tiles, %s, %d x %d pixels%n",
          output,
          view.kind().word(),
          shape,
          view.shown().size(),
          view.count(),
          windowText(view, unit),
          view.shape().extent(1),
          view.shape().extent(0));
    }
  }

  private static String windowText(ArrayView view, String unit) {
    if (view.kind() == ViewKind.PHASE || view.kind() == ViewKind.MASK) {
      return "no window";
    }
    Window window = view.window();
    return "window %s to %s %s"
        .formatted(number(window.low()), number(window.high()), unit)
        .strip();
  }

  private static String number(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e6;
    return (isWhole ? "%.0f" : "%.4g").formatted(value);
  }
}
