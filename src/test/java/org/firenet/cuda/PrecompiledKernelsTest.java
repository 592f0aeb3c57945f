package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of precompiled kernels is what the solvers ask for. */
class PrecompiledKernelsTest {
  private static final Path FILE = Path.of("kernels/precompiled.txt");

  @Test
  void theListIsWhatTheSolversAskFor() throws IOException {
    String text = PrecompiledKernels.text();
    if (System.getProperty("firenet.write", "").equals("precompiled")) {
      Files.writeString(FILE, text);
    }
    assertEquals(text, Files.readString(FILE));
  }
}
