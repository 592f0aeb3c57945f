package org.firenet.report;

import java.util.Locale;
import java.util.Map;

/** What the parameters of records are called for people. */
final class ParameterNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("calibration", "Calibration region (ESPIRiT)"),
          Map.entry("kernel", "Kernel (ESPIRiT)"),
          Map.entry("crop", "Crop of maps (ESPIRiT)"),
          Map.entry("softCrop", "Soft crop (ESPIRiT)"),
          Map.entry("calibrationThreshold", "Threshold (ESPIRiT)"),
          Map.entry("maps", "Coil maps"),
          Map.entry("levels", "Wavelet levels"),
          Map.entry("lambda", "Regularisation λ"),
          Map.entry("outer", "Blocks n"),
          Map.entry("inner", "Layers of a block p"),
          Map.entry("nu", "Decrease of ε per block ν"),
          Map.entry("delta", "δ"),
          Map.entry("tau", "Primal step τ"),
          Map.entry("sigma", "Dual step σ"),
          Map.entry("norm", "Norm L"),
          Map.entry("shifts", "Shifts of the wavelet grid"));

  private ParameterNames() {}

  /** The name for people; of one not known, its words apart. */
  static String of(String name) {
    String known = NAMES.get(name);
    if (known != null || name.isEmpty()) {
      return known == null ? "" : known;
    }
    String words = name.replaceAll("(?<=\\p{Lower})(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
