package org.firenet.cuda.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firenet.cuda.device.KernelSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources come with all they include. */
class KernelSourcesTest {
  @TempDir Path folder;

  private KernelSources sources() throws IOException {
    URL[] urls = {folder.toUri().toURL()};
    return new KernelSources(new URLClassLoader(urls, null), "kernels");
  }

  private void put(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("kernels"));
    Files.writeString(folder.resolve("kernels").resolve(name), text);
  }

  @Test
  void headersAreCollectedOnceThroughHeaders() throws IOException {
    put("rows.cu", "#include \"fft.cuh\"\n#include \"firenet.cuh\"\nKERNEL");
    put("fft.cuh", "#pragma once\n  #include \"firenet.cuh\"\n");
    put("firenet.cuh", "#ifdef FIRENET_HOST\n#include \"host_cuda.h\"\n#endif\n");
    KernelSources.Source source = sources().source("rows");
    assertEquals("rows.cu", source.name());
    assertEquals(Set.of("fft.cuh", "firenet.cuh"), source.headers().keySet());
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    put("rows.cu", "#include \"lost.cuh\"\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> sources().source("rows")).getMessage();
    assertTrue(message.contains("rows.cu includes") && message.contains("lost.cuh"), message);
    assertThrows(IllegalArgumentException.class, () -> sources().source("columns"));
  }

  @Test
  void precompiledKernelsGoByTheirConstants() throws IOException {
    put("rows-N_8-REAL_float.fatbin", "code");
    KernelSpecification wanted = KernelSpecification.of("rows", Map.of("REAL", "float", "N", "8"));
    assertArrayEquals("code".getBytes(), sources().precompiled(wanted).orElseThrow());
    KernelSpecification other = KernelSpecification.of("rows", Map.of("REAL", "double", "N", "8"));
    assertEquals(Optional.empty(), sources().precompiled(other));
  }

  @Test
  void theJarHasTheHeaderOfAll() {
    assertTrue(
        KernelSourcesTest.class.getResource("/org/firenet/cuda/kernels/firenet.cuh") != null);
  }
}
