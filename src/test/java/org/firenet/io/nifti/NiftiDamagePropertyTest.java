package org.firenet.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.SeriesFixtures;
import org.firenet.scan.Vector3;

/** A damaged file is read or refused, and never takes more memory than it deserves. */
class NiftiDamagePropertyTest {
  /** An 8-bit integer becomes two numbers of 4 bytes; growing keeps three halves of that. */
  private static final long BYTES_PER_BYTE = 24;

  /** Buffers, messages, and the first room of a compressed file. */
  private static final long CONSTANT_BYTES = 3 << 20;

  private static Path folder;
  private static byte[] whole;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("nifti");
    NiftiWriter.write(
        folder.resolve("damaged.nii"),
        SeriesFixtures.series(
            Precision.SINGLE,
            Shape.of(6, 5),
            SeriesFixtures.slices(3, 2, 1, SeriesFixtures.oblique(1, 1, new Vector3(1, 2, 3)), 3)),
        NiftiPart.MAGNITUDE);
    whole = Files.readAllBytes(folder.resolve("damaged.nii"));
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    for (String name : List.of("damaged.nii", "damaged.nii.gz")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Property(seed = "8101", tries = 500, shrinking = ShrinkingMode.OFF)
  void plain(@ForAll Random random) throws IOException {
    byte[] bytes = damage(whole, random);
    requireBounded(Files.write(folder.resolve("damaged.nii"), bytes), bytes.length);
  }

  @Property(seed = "8102", tries = 200, shrinking = ShrinkingMode.OFF)
  void damagedThenCompressed(@ForAll Random random) throws IOException {
    byte[] bytes = damage(whole, random);
    Path path = Files.write(folder.resolve("damaged.nii.gz"), zip(bytes));
    requireBounded(path, bytes.length);
  }

  @Property(seed = "8103", tries = 200, shrinking = ShrinkingMode.OFF)
  void compressedThenDamaged(@ForAll Random random) throws IOException {
    byte[] bytes = damage(zip(whole), random);
    Path path = Files.write(folder.resolve("damaged.nii.gz"), bytes);
    requireBounded(path, whole.length);
  }

  /** Changes a bit, a byte or a whole number, or cuts, a few times, mostly in the header. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int[] fields = {0, 40, 42, 44, 46, 48, 70, 72, 76, 80, 108, 112, 116, 123, 252, 254, 256, 280};
    long[] extremes = {0, 1, -1, 2, 7, 348, 540, 32767, 0x7fffffffL, 0x7f800000L, 0x4f000000L};
    for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 8; times--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(352, bytes.length) : bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          int field = Math.min(fields[random.nextInt(fields.length)], bytes.length - 4);
          long value = extremes[random.nextInt(extremes.length)];
          ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          if (random.nextBoolean()) {
            buffer.putShort(field, (short) value);
          } else {
            buffer.putInt(field, (int) value);
          }
        }
      }
    }
    return bytes;
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static void requireBounded(Path path, long size) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    try {
      NiftiReader.read(path);
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(
        allocated <= BYTES_PER_BYTE * size + CONSTANT_BYTES,
        () -> allocated + " bytes for a file of " + size);
  }
}
