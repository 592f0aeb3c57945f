package org.firenet.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.io.ismrmrd.AcquisitionTable;
import org.firenet.io.ismrmrd.IsmrmrdFile;

/**
 * Times reading a file of ISMRM raw data, from the first time on: opening it, the headers of all
 * acquisitions, all samples.
 *
 * <pre>
 *   FILE REPETITIONS
 * </pre>
 *
 * <p>Prints a line of JSON with the milliseconds of every repetition; the first one is that of a
 * JVM that has just started.
 */
public final class ReadTiming {
  private ReadTiming() {}

  /**
   * Runs the program.
   *
   * @throws IOException if the file can not be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: FILE REPETITIONS");
      System.exit(2);
    }
    Path path = Path.of(arguments[0]);
    List<Double> open = new ArrayList<>();
    List<Double> table = new ArrayList<>();
    List<Double> samples = new ArrayList<>();
    long acquisitions = 0;
    double[] sum = new double[1];
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      long begin = System.nanoTime();
      try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
        long opened = System.nanoTime();
        AcquisitionTable headers = file.table();
        long listed = System.nanoTime();
        file.read(0, headers.count(), (number, numbers, trajectory) -> sum[0] += numbers[0]);
        long end = System.nanoTime();
        acquisitions = headers.count();
        open.add((opened - begin) / 1e6);
        table.add((listed - opened) / 1e6);
        samples.add((end - listed) / 1e6);
      }
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", "read");
    line.put("bytes", Files.size(path));
    line.put("acquisitions", acquisitions);
    line.put("open_ms", open);
    line.put("table_ms", table);
    line.put("samples_ms", samples);
    line.put("peak_heap_mb", peakHeap() / 1e6);
    line.put("checksum", sum[0]);
    System.out.println(JSON.std.asString(line));
  }

  private static double peakHeap() {
    double bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return bytes;
  }
}
