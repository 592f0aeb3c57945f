package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;

/** Random files, whole and damaged. */
class ArrayFilePropertyTest {
  private static final List<String> TYPES =
      List.of("c8", "c16", "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");

  /** One byte of a file becomes at most this many in memory: 16 for each number of 1 byte. */
  private static final int BYTES_PER_BYTE = 64;

  /** Paths, streams, messages. */
  private static final int CONSTANT_BYTES = 1 << 20;

  private static Path folder;

  @BeforeContainer
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("firenet-io");
    for (String type : TYPES) {
      readEverything(Fixtures.numpy(type + "-big.npy"));
    }
    CflWriter.write(
        folder.resolve("b.cfl"), Fixtures.ramp(Precision.SINGLE, 3, 2), List.of("y", "x"));
    readEverything(folder.resolve("b"));
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(0).ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(TYPES);
  }

  @Property(seed = "7001", tries = 300)
  void readsAnyShapeAndTypeInAnyOrder(
      @ForAll("shapes") int[] extents,
      @ForAll("types") String type,
      @ForAll boolean fortran,
      @ForAll boolean big,
      @ForAll Random random)
      throws IOException {
    Shape shape = Shape.of(extents);
    int[] re = random.ints(shape.count(), 0, 2).toArray();
    int[] im = random.ints(shape.count(), -9, 9).toArray();
    Path path = folder.resolve("whole.npy");
    byte[] data = encode(shape, type, fortran, big, re, im);
    Files.write(
        path, Fixtures.npy(1, Fixtures.header((big ? ">" : "<") + type, fortran, extents), data));
    try (ArrayFile file = ArrayFile.open(path)) {
      ComplexArray all = file.complex();
      assertEquals(shape, all.shape());
      for (int i = 0; i < all.count(); i++) {
        assertEquals(re[i], all.re(i));
        assertEquals(file.kind() == Kind.COMPLEX ? im[i] : 0, all.im(i));
      }
      if (extents.length > 0) {
        int from = random.nextInt(extents[0]);
        int to = from + 1 + random.nextInt(extents[0] - from);
        ComplexArray expected = all.slices(from, to);
        ComplexArray slices = file.slices(from, to);
        assertEquals(expected.shape(), slices.shape());
        for (int i = 0; i < slices.count(); i++) {
          assertEquals(expected.re(i), slices.re(i));
          assertEquals(expected.im(i), slices.im(i));
        }
      }
    }
  }

  /** The numbers as NumPy would put them into the file, found from each place in C order. */
  private static byte[] encode(
      Shape shape, String type, boolean fortran, boolean big, int[] re, int[] im) {
    int size = Integer.parseInt(type.substring(1));
    ByteBuffer out = ByteBuffer.allocate(shape.count() * size);
    out.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shape.count(); i++) {
      int place = 0;
      int rest = i;
      for (int axis = shape.rank() - 1, before = shape.count(); axis >= 0; axis--) {
        before /= shape.extent(axis);
        place += rest % shape.extent(axis) * before;
        rest /= shape.extent(axis);
      }
      int at = size * (fortran ? place : i);
      switch (type) {
        case "c8" -> out.putFloat(at, re[i]).putFloat(at + 4, im[i]);
        case "c16" -> out.putDouble(at, re[i]).putDouble(at + 8, im[i]);
        case "f2" -> out.putShort(at, (short) (re[i] * 0x3c00));
        case "f4" -> out.putFloat(at, re[i]);
        case "f8" -> out.putDouble(at, re[i]);
        case "i8", "u8" -> out.putLong(at, re[i]);
        case "i4", "u4" -> out.putInt(at, re[i]);
        case "i2", "u2" -> out.putShort(at, (short) re[i]);
        default -> out.put(at, (byte) re[i]);
      }
    }
    return out.array();
  }

  @Property(seed = "7002", tries = 3000, shrinking = ShrinkingMode.OFF)
  void aDamagedNumPyFileIsReadOrRefused(@ForAll("types") String type, @ForAll Random random)
      throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.numpy(type + "-little.npy"));
    Path path = Files.write(folder.resolve("damaged.npy"), damage(bytes, random));
    requireBounded(path, Files.size(path));
  }

  @Property(seed = "7003", tries = 1000, shrinking = ShrinkingMode.OFF)
  void aDamagedBartFileIsReadOrRefused(@ForAll Random random) throws IOException {
    byte[] header = Files.readAllBytes(folder.resolve("b.hdr"));
    Path damaged = Files.write(folder.resolve("damaged.hdr"), damage(header, random));
    Path data = Files.copy(folder.resolve("b.cfl"), folder.resolve("damaged.cfl"));
    try {
      requireBounded(damaged, Files.size(damaged) + Files.size(data));
    } finally {
      Files.delete(data);
    }
  }

  /** Changes, removes, repeats or replaces by a number a few of the bytes, mostly at the front. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole;
    List<String> numbers =
        List.of("0", "-1", "1", "2147483647", "4294967296", "99999999999999999", "9".repeat(30));
    for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(75, bytes.length) : bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> {
          bytes = bytes.clone();
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        case 1 -> {
          bytes = bytes.clone();
          bytes[at] = (byte) random.nextInt(256);
        }
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, bytes.length));
        default -> {
          int digit = firstDigit(bytes, at);
          String number = numbers.get(random.nextInt(numbers.size()));
          bytes =
              splice(
                  bytes,
                  digit,
                  Math.min(bytes.length, digit + 1),
                  number.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
    return bytes;
  }

  private static int firstDigit(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (Character.isDigit(bytes[i])) {
        return i;
      }
    }
    return from;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    byte[] out = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, out, from, middle.length);
    System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
    return out;
  }

  private static void requireBounded(Path path, long size) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    try {
      readEverything(path);
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(
        allocated <= BYTES_PER_BYTE * size + CONSTANT_BYTES,
        () -> allocated + " bytes for a file of " + size);
  }

  private static void readEverything(Path path) throws IOException {
    try (ArrayFile file = ArrayFile.open(path)) {
      file.complex();
      file.mask();
      if (file.shape().rank() > 0) {
        file.slices(0, 1);
      }
      if (file.kind() != Kind.COMPLEX) {
        file.real();
      }
    }
  }
}
