package org.firenet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.firenet.acquisition.Scan;
import org.firenet.network.PlanForecast;
import org.firenet.network.Problem;
import org.firenet.pipeline.ReconstructionForecast;

/** What {@code firenet plan} says. */
final class PlanOutput {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final double GIGA = 1e9;

  private final Scan scan;
  private final ReconstructionForecast forecast;

  PlanOutput(Scan scan, ReconstructionForecast forecast) {
    this.scan = scan;
    this.forecast = forecast;
  }

  /** For people. */
  List<String> lines() {
    Problem problem = forecast.problem();
    List<String> lines = new ArrayList<>();
    lines.add(
        "scan        %s, %s%s"
            .formatted(
                count(scan.images(), "image"),
                scan.coils() > 0 ? count(scan.coils(), "coil") + ", " : "",
                ScanDescription.extents(scan.grid())));
    lines.add(
        "problem     %s of %s, %s, %s sampling of %.1f %%, %s x %d"
            .formatted(
                count(forecast.count(), forecast.parts()),
                ScanDescription.extents(problem.image()),
                problem.coils() > 0 ? count(problem.coils(), "coil") : "no coil maps",
                problem.sampling(),
                100 * problem.mask().orElseThrow().fraction(),
                problem.wavelet(),
                problem.layout().levels()));
    for (PlanForecast one : forecast.forecasts()) {
      lines.add("");
      add(lines, one);
    }
    if (!forecast.notes().isEmpty()) {
      lines.add("");
      forecast.notes().forEach(note -> lines.add("note        " + note));
    }
    return lines;
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static void add(List<String> lines, PlanForecast one) {
    PlanForecast.Work work = one.work();
    lines.add("%-11s %s".formatted(one.backend(), one.device()));
    lines.add("  way       " + one.description());
    lines.add(
        "  groups    %s of %s%s"
            .formatted(
                count(work.groups(), "group"),
                count(work.group(), "image"),
                work.devices() > 1 ? " on each device" : ""));
    if (!one.memory().device().isEmpty()) {
      lines.add(
          "  device    %s of %s free"
              .formatted(mib(one.memory().deviceTotal()), mib(one.memory().deviceFree())));
      one.memory()
          .device()
          .forEach((purpose, bytes) -> lines.add("    %12s  %s".formatted(mib(bytes), purpose)));
    }
    lines.add("  host      " + mib(one.memory().host()) + " beside the arrays of the scan");
    lines.add("  layers    " + work.layers() + " for each image" + moved(one));
    if (work.launches() > 0) {
      lines.add("  launches  %d for a group".formatted(work.launches()));
    }
    lines.add("  time      " + time(one.time()));
    one.notes().forEach(note -> lines.add("  note      " + note));
  }

  private static String moved(PlanForecast one) {
    double bytes = one.work().bytesPerLayer();
    return bytes > 0
        ? ", each moves %.2f MB".formatted(bytes / 1e6) + bandwidth(one.time().bandwidth())
        : "";
  }

  private static String bandwidth(OptionalDouble bandwidth) {
    return bandwidth.isPresent() ? " at %.0f GB/s".formatted(bandwidth.getAsDouble() / GIGA) : "";
  }

  private static String time(PlanForecast.Time time) {
    if (time.seconds().isEmpty()) {
      return "not known";
    }
    String text = seconds(time.seconds().getAsDouble());
    if (time.transfers().isPresent()) {
      text +=
          " (layers %s, under them copies from and to the host %s)"
              .formatted(
                  seconds(time.layers().getAsDouble()), seconds(time.transfers().getAsDouble()));
    }
    return text;
  }

  private static String seconds(double value) {
    return value < 1 ? "%.3g ms".formatted(1e3 * value) : "%.3g s".formatted(value);
  }

  private static String mib(long bytes) {
    return bytes < MIB ? "%,.1f KiB".formatted(bytes / KIB) : "%,.1f MiB".formatted(bytes / MIB);
  }

  /** For programs. */
  Map<String, Object> json() {
    Problem problem = forecast.problem();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("input", scan.path().toString());
    out.put("images", scan.images());
    out.put("solved", forecast.count());
    out.put("parts", forecast.parts());
    out.put("shape", problem.image().extents());
    out.put("padded", problem.layout().padded().extents());
    out.put("coils", problem.coils());
    out.put("sampled", problem.mask().orElseThrow().fraction());
    out.put("sampling", problem.sampling().toString());
    out.put("wavelet", problem.wavelet().toString().toLowerCase(Locale.ROOT));
    out.put("levels", problem.layout().levels());
    List<Object> backends = new ArrayList<>();
    forecast.forecasts().forEach(one -> backends.add(json(one)));
    out.put("backends", backends);
    out.put("notes", forecast.notes());
    return out;
  }

  private static Map<String, Object> json(PlanForecast one) {
    PlanForecast.Work work = one.work();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("backend", one.backend());
    out.put("device", one.device());
    out.put("description", one.description());
    out.put("devices", work.devices());
    out.put("group", work.group());
    out.put("groups", work.groups());
    out.put("layers", work.layers());
    out.put("deviceBytes", one.memory().deviceTotal());
    out.put("deviceFreeBytes", one.memory().deviceFree());
    out.put("deviceBytesByPurpose", one.memory().device());
    out.put("hostBytes", one.memory().host());
    out.put("bytesPerLayer", work.bytesPerLayer());
    out.put("launches", work.launches());
    out.put("bandwidth", number(one.time().bandwidth()));
    out.put("layerSeconds", number(one.time().layers()));
    out.put("transferSeconds", number(one.time().transfers()));
    out.put("seconds", number(one.time().seconds()));
    out.put("notes", one.notes());
    return out;
  }

  private static Double number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
