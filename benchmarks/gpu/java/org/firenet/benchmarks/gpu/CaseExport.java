package org.firenet.benchmarks.gpu;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.io.NpyWriter;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** Writes a case and its image for programs in other languages. */
final class CaseExport {
  private CaseExport() {}

  /**
   * Writes {@code kspace.npy}, {@code mask.npy}, {@code maps.npy} if there are coils, {@code
   * weights.npy} in the shape of the coefficients, {@code image.npy} by the backend at the default
   * parameters, and {@code case.json} with those.
   */
  static void write(Backend backend, GpuCase what, Path folder) throws IOException {
    Files.createDirectories(folder);
    NpyWriter.write(folder.resolve("kspace.npy"), what.kspace());
    NpyWriter.write(folder.resolve("mask.npy"), what.problem().mask().orElseThrow());
    if (what.problem().maps().isPresent()) {
      ComplexArray maps = what.problem().maps().get();
      NpyWriter.write(folder.resolve("maps.npy"), maps.to(Precision.SINGLE));
    }
    if (what.problem().weights().isPresent()) {
      NpyWriter.write(
          folder.resolve("weights.npy"), what.problem().weights().get(), Precision.SINGLE);
    }
    try (Plan plan =
        backend.plan(what.problem(), FirenetParameters.defaults(), PlanOptions.defaults())) {
      NpyWriter.write(folder.resolve("image.npy"), plan.run(PlanInput.of(what.kspace())));
      String json = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json(what, plan));
      Files.writeString(folder.resolve("case.json"), json + "\n", StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Object> json(GpuCase what, Plan plan) {
    FirenetParameters parameters = plan.parameters();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", what.name());
    json.put("solved_by", plan.description());
    json.put("outer", parameters.outer());
    json.put("inner", parameters.inner());
    json.put("nu", parameters.nu());
    json.put("relative_delta", org.firenet.network.Defaults.RELATIVE_DELTA);
    json.put("lambda", what.problem().lambda());
    json.put("norm", parameters.norm().orElseThrow());
    json.put("tau", parameters.tau().orElseThrow());
    json.put("sigma", parameters.sigma().orElseThrow());
    json.put("wavelet", what.problem().wavelet().toString());
    json.put("levels", what.problem().layout().levels());
    json.put("shifts", parameters.shifts().toString());
    json.put("floor_bytes", what.floorBytes());
    return json;
  }
}
