package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Precompiled kernels, kernels compiled here, and those compiled here before. */
class KernelLoaderTest extends StandInTest {
  @Test
  void precompiledKernelsNeedNoCompiler() throws Exception {
    putKernels("KERNEL", "CODE");
    run("kernels");
    assertEquals(0, count("nvrtc"));
    assertEquals(1, count("cuModuleLoadDataEx CODE"));
  }

  @Test
  void whatDoesNotLoadIsCompiledOnce() throws Exception {
    putKernels("KERNEL", "REFUSED");
    run("kernels");
    assertEquals(1, count("nvrtcCreateProgram tiny.cu 1 firenet.cuh with text"));
    assertEquals(
        1,
        count(
            "COMPILED --gpu-architecture=sm_90 --std=c++17"
                + " --device-as-default-execution-space -DN=8 -DREAL=float"),
        log()::toString);
    run("kernels");
    assertEquals(1, count("nvrtcCreateProgram"), "the second process finds it on disk");
    assertEquals(2, count("cuModuleLoadDataEx COMPILED"));
  }

  @Test
  void damagedAndOutdatedEntriesAreMadeAnew() throws Exception {
    putKernels("KERNEL", null);
    run("kernels");
    Path entry;
    try (Stream<Path> files = Files.list(cache())) {
      entry = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(entry);
    whole[whole.length - 2] ^= 1;
    Files.write(entry, whole);
    run("kernels");
    assertEquals(2, count("nvrtcCreateProgram"), "damaged");
    run("kernels");
    assertEquals(2, count("nvrtcCreateProgram"), "mended");
    putKernels("KERNEL other", null);
    run("kernels");
    assertEquals(3, count("nvrtcCreateProgram"), "the source changed");
  }

  @Test
  void aCacheThatCanNotBeWrittenIsNoFailure() throws Exception {
    putKernels("KERNEL", null);
    Path file = Files.writeString(folder.resolve("file"), "");
    StandIns.Outcome outcome =
        child("kernels", Map.of(), "-Dfirenet.cuda.cache=" + file.resolve("below"));
    assertEquals(0, outcome.status(), outcome.output());
  }

  @Test
  void newerDevicesGetPtx() throws Exception {
    putKernels("KERNEL", null);
    run("kernels", "STANDIN_ARCHITECTURES", "75 86");
    assertEquals(1, count("COMPILED --gpu-architecture=compute_86"), log()::toString);
  }

  @Test
  void reasonsSayWhatWasTried() throws Exception {
    putKernels("#error", "REFUSED");
    String output = run("unavailableKernels");
    for (String part :
        new String[] {
          "no kernels tiny.cu {N=8, REAL=float} on Stand-in 0 (device 0), compute capability 9.0",
          "precompiled: CUDA_ERROR_NO_BINARY_FOR_GPU: the stand-in refuses this image",
          "NVRTC_ERROR_COMPILATION, tiny.cu",
          "line 1: #error here"
        }) {
      assertTrue(output.contains(part), output);
    }
  }

  @Test
  void devicesThatTheCompilerNoLongerKnowsAreNamed() throws Exception {
    putKernels("KERNEL", null);
    String output = run("unavailableKernels", "STANDIN_ARCHITECTURES", "100 120");
    assertTrue(output.contains("they are not precompiled"), output);
    assertTrue(
        output.contains(
            "NVRTC 13.7 makes code for compute capability 10.0 and newer, this device has 9.0"),
        output);
  }

  @Test
  void theCompilerOfThisMachineTakesEveryFamily() throws Exception {
    String named = System.getProperty(LibrarySearch.PROPERTY, "");
    StandIns.Outcome outcome =
        child("compiler", Map.of("LD_LIBRARY_PATH", ""), "-Dfirenet.cuda.libraries=" + named);
    assumeFalse(outcome.output().contains("absent: "), outcome.output());
    assertEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains(" families compiled by NVRTC"), outcome.output());
  }
}
