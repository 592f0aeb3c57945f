package org.firenet.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.firenet.io.OutputFile;

/**
 * The scan that comes with the project: a brain slice with 8 coils, {@code [8, 230, 180]}, one
 * eighth of k-space sampled. From the SigPy MRI tutorial (mikgroup, BSD 3-Clause).
 */
public final class DemoScan {
  private DemoScan() {}

  /**
   * Writes the k-space to a file.
   *
   * @throws IOException if it can not be written
   */
  public static void copyTo(Path path) throws IOException {
    try (InputStream in =
        DemoScan.class.getResourceAsStream("/org/firenet/demo/brain8/kspace.npy")) {
      if (in == null) {
        throw new IOException("the demo scan is missing from this build");
      }
      OutputFile.write(path, in::transferTo);
    }
  }
}
