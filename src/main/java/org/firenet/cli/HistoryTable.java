package org.firenet.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.firenet.io.OutputFile;
import org.firenet.network.History;

/** Writes histories as CSV. */
final class HistoryTable {
  private HistoryTable() {}

  /** One row for each image and layer; an unknown error is empty. */
  static void write(Path path, List<History> histories) throws IOException {
    OutputFile.write(
        path,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
          writer.write("image,layer,objective,residual,norm1,error\n");
          for (int image = 0; image < histories.size(); image++) {
            History history = histories.get(image);
            for (int layer = 0; layer < history.layers(); layer++) {
              double error = history.error()[layer];
              writer.write(
                  image
                      + ","
                      + (layer + 1)
                      + ","
                      + history.objective()[layer]
                      + ","
                      + history.residual()[layer]
                      + ","
                      + history.norm1()[layer]
                      + ","
                      + (Double.isNaN(error) ? "" : error)
                      + "\n");
            }
          }
          writer.flush();
        });
  }
}
