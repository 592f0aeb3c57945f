package org.firenet.benchmarks.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.firenet.cpu.CpuBackend;
import org.firenet.io.ExternalTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in Python that the GPU benchmark runs, as far as they go without a GPU. */
class PeersTest {
  private static final String PEER = "benchmarks/peers/firenet_cupy.py";

  @TempDir Path folder;

  @Test
  void peersMakeTheImagesOfFirenet() throws Exception {
    ExternalTool.assume("python3", "-c", "import numpy");
    List<String> command = new ArrayList<>(List.of("python3", PEER, "--numpy"));
    for (String name : List.of("mask-1x16x12", "mask-3x20x24", "lines-2x16x22", "mask-2x8x6x10")) {
      Path made = folder.resolve(name);
      CaseExport.write(new CpuBackend(), GpuCase.of(name), made);
      command.add(made.toString());
    }
    String output = ExternalTool.run(Path.of("."), command.toArray(new String[0]));
    assertEquals(4, output.lines().filter(line -> line.contains("relative difference")).count());
  }

  @Test
  void tablesAreMadeFromTheParts() throws Exception {
    ExternalTool.assume("python3", "--version");
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Files.writeString(parts.resolve("facts.txt"), "date 2026-11-30\ngpu A GPU, 1.0, 1000 MHz\n");
    Files.writeString(parts.resolve("layers.step"), "passed 12 status 0\n");
    Map<String, Object> fused = row("fused", 2.0);
    fused = new java.util.HashMap<>(fused);
    fused.put("floor_us", 1.5);
    write(parts.resolve("layers.json"), List.of(fused, row("generic", 8.0)));
    write(parts.resolve("cupy.json"), List.of(row("cupy", 30.0)));
    Files.writeString(
        parts.resolve("ncu-mask-FUSED.csv"),
        "==PROF== a line of the profiler\n"
            + "\"ID\",\"Kernel Name\",\"gpu__time_duration.sum\",\"dram__bytes_read.sum\","
            + "\"dram__bytes_write.sum\",\"smsp__sass_thread_inst_executed_op_ffma_pred_on.sum\","
            + "\"smsp__sass_thread_inst_executed_op_fadd_pred_on.sum\","
            + "\"smsp__sass_thread_inst_executed_op_fmul_pred_on.sum\"\n"
            + "\"\",\"\",\"ns\",\"byte\",\"byte\",\"inst\",\"inst\",\"inst\"\n"
            + "\"0\",\"rows_layer\",\"2,000\",\"1,000,000\",\"500,000\",\"4,000\",\"10\",\"20\"\n");
    ExternalTool.run(
        Path.of("."), "python3", "benchmarks/gpu/table.py", parts.toString(), folder.toString());
    String text = Files.readString(folder.resolve("results.md"));
    assertTrue(text.contains("| case | 4 | 2 | 1.5 | 0.75 | 8 | 4 | 30 | 15 |  |  |"), text);
    assertTrue(text.contains("| rows_layer | 1 | 2 | 1.5 | 750 |"), text);
    assertTrue(Files.readString(folder.resolve("roofline.svg")).contains("rows_layer"));
    String again = folder.resolve("results.json").toString();
    ExternalTool.run(
        Path.of("."), "python3", "benchmarks/gpu/table.py", again, folder.resolve("b").toString());
    assertEquals(text, Files.readString(folder.resolve("b/results.md")));
  }

  private static Map<String, Object> row(String program, double microseconds) {
    return Map.of(
        "case",
        "case",
        "program",
        program,
        "batch",
        4,
        "median_us_per_layer_and_image",
        microseconds);
  }

  private static void write(Path file, List<Map<String, Object>> rows) throws Exception {
    Map<String, Object> device = Map.of("compute_capability", "9.0", "multiprocessors", 100);
    Map<String, Object> copy = Map.of("median_gb_per_s", 2000.0);
    Files.writeString(
        file, JSON.std.asString(Map.of("rows", rows, "device", device, "copy", copy)));
  }
}
