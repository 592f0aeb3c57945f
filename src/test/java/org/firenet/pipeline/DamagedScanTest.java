package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scans whose headers and tables were damaged, from the file to finished images: read, or refused
 * in one line, in bounded memory.
 */
class DamagedScanTest {
  private static final long SEED = 911;
  private static final int DAMAGES = 100;

  /** The files have at most 100 kB, of which 128-fold undersampled grids may be made. */
  private static final long MAX_BYTES = 1L << 27;

  @TempDir Path folder;

  private Path damaged;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ismrmrd/generated.h5",
        "ismrmrd/chunks.h5",
        "ismrmrd/latest.h5",
        "fastmri/multicoil.h5",
        "fastmri/singlecoil.h5"
      })
  void isReadOrRefused(String name) throws Exception {
    byte[] whole =
        Files.readAllBytes(Path.of(ArraySource.class.getResource("../io/" + name).toURI()));
    damaged = folder.resolve("damaged.h5");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int read = 0;
    for (int i = 0; i < DAMAGES; i++) {
      Files.write(damaged, damage(whole, new Random(SEED + i)));
      long before = threads.getThreadAllocatedBytes(thread);
      try {
        read += readScan() ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("damage " + i, e);
      }
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertTrue(allocated <= MAX_BYTES, "damage " + i + ": " + allocated + " bytes");
    }
    assertTrue(read > DAMAGES / 10 && read < DAMAGES * 9 / 10, read + " were read");
  }

  /** Whether there were images. */
  private boolean readScan() {
    try (Scan scan = Scan.open(damaged, ScanOptions.defaults())) {
      scan.descriptions();
      scan.preparation();
      scan.read(0, 1);
      scan.finish(ComplexArray.zeros(Precision.SINGLE, scan.grid().prepend(1)));
      return true;
    } catch (IOException e) {
      String message = e.getMessage();
      if (!message.startsWith(damaged + ": ") || message.lines().count() != 1) {
        throw new AssertionError("not one line beginning with the path: " + message, e);
      }
    } catch (IllegalArgumentException e) {
      // What options and scan do not have in common: the command adds the path.
      assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
    }
    return false;
  }

  /** Changes numbers of the header's text, or bytes of the rows. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int header = Math.max(0, text.indexOf("<ismrmrdHeader"));
    int end = text.indexOf("</ismrmrdHeader>");
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      boolean rows = random.nextInt(3) == 0;
      int at = rows ? random.nextInt(bytes.length) : header + random.nextInt(end - header);
      if (rows) {
        bytes[at] = (byte) random.nextInt(256);
        continue;
      }
      while (at < end && !Character.isDigit(bytes[at])) {
        at++;
      }
      bytes[at] = (byte) "0123456789-.eN <".charAt(random.nextInt(16));
    }
    return bytes;
  }
}
