package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.firenet.io.fastmri.FastMriFile;
import org.firenet.io.hdf5.Hdf5Type.Kind;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.io.ismrmrd.IsmrmrdImages;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files: every reader reads what it can or refuses with one line that begins with the path,
 * and does not use memory out of proportion.
 */
class DamagedFileTest {
  private static final long SEED = 7101;
  private static final int DAMAGES = 25;
  private static final int TRUNCATIONS = 12;

  /** Reading everything a few times over: inflated chunks, and windows of 1 MB for each dataset. */
  private static final long MAX_BYTES = 1L << 26;

  private static final List<byte[]> SIGNATURES =
      List.of("TREE", "SNOD", "HEAP", "GCOL", "OHDR", "FRHP", "BTHD", "FADB", "EAIB").stream()
          .map(signature -> signature.getBytes(StandardCharsets.US_ASCII))
          .toList();
  private static final long[] NUMBERS = {
    0, 1, 2, 1 << 20, Integer.MAX_VALUE, 0xffffffffL, 1L << 31, 1L << 40, Long.MAX_VALUE, -1
  };

  @TempDir Path folder;

  private interface Action {
    void run() throws IOException;
  }

  private Path damaged;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types.h5",
        "types-latest.h5",
        "userblock.h5",
        "paged.h5",
        "../ismrmrd/generated.h5",
        "../ismrmrd/trajectory.h5",
        "../ismrmrd/chunks.h5",
        "../ismrmrd/latest.h5",
        "../ismrmrd/images.h5",
        "../fastmri/multicoil.h5",
        "../fastmri/singlecoil.h5",
        "../fastmri/latest.h5",
      })
  void isReadOrRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Hdf5Fixtures.file(DamagedFileTest.class, name));
    damaged = folder.resolve("damaged.h5");
    Files.write(damaged, whole);
    assertEquals(0, failures(), "what is whole is read, except what is broken on purpose");
    for (int i = 0; i < DAMAGES; i++) {
      Files.write(damaged, damage(whole, new Random(SEED + i)));
      requireRefusals(name + ", damage " + i);
    }
    for (int i = 0; i < TRUNCATIONS; i++) {
      int length = 1 + (int) ((long) i * i * (whole.length - 1) / (TRUNCATIONS * TRUNCATIONS));
      Files.write(damaged, Arrays.copyOf(whole, length));
      requireRefusals(name + ", first bytes " + length);
    }
  }

  private void requireRefusals(String what) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    try {
      failures();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(allocated <= MAX_BYTES, () -> what + ": " + allocated + " bytes");
  }

  /** Reads everything with every reader; the number of refusals that tell of damage. */
  private int failures() throws IOException {
    int[] count = {0};
    attempt(count, this::readDatasets);
    attempt(count, this::readImages);
    attempt(count, this::readRawData);
    attempt(count, this::readFastMri);
    return count[0];
  }

  private void attempt(int[] failures, Action action) {
    try {
      action.run();
    } catch (IOException e) {
      String message = e.getMessage();
      if (!message.startsWith(damaged + ": ") || message.lines().count() != 1) {
        throw new AssertionError("not one line beginning with the path: " + message, e);
      }
      boolean expected =
          message.contains(": not an ISMRMRD file: it")
              || message.contains(": not a fastMRI file: it")
              || message.contains("elements at once, got [0");
      failures[0] += expected ? 0 : 1;
    }
  }

  private void readDatasets() throws IOException {
    int[] ignored = {0};
    try (Hdf5File file = Hdf5File.open(damaged)) {
      for (Hdf5File.Entry entry : file.entries()) {
        attempt(ignored, () -> file.attributes(entry.path()));
        if (entry.isDataset()) {
          attempt(ignored, () -> readDataset(file.dataset(entry.path())));
        }
      }
    }
  }

  private static void readDataset(Hdf5Dataset dataset) throws IOException {
    Hdf5Type type = dataset.type();
    if (type.isComplex() || type.isReal()) {
      dataset.complex();
      if (dataset.rank() > 0) {
        dataset.complex(0, 1);
      }
    } else if (type.kind() == Kind.STRING || type.kind() == Kind.VARIABLE_STRING) {
      dataset.strings();
    }
  }

  private void readImages() throws IOException {
    try (Hdf5File file = Hdf5File.open(damaged)) {
      for (String group : IsmrmrdImages.groups(file)) {
        IsmrmrdImages.open(file, group).read(0, 1);
      }
    }
  }

  private void readRawData() throws IOException {
    IsmrmrdFile.isIsmrmrd(damaged);
    try (IsmrmrdFile file = IsmrmrdFile.open(damaged)) {
      file.table();
      for (String name : file.arrays()) {
        file.array(name);
      }
      file.read(0, file.acquisitions(), (number, samples, trajectory) -> {});
    }
  }

  private void readFastMri() throws IOException {
    FastMriFile.isFastMri(damaged);
    try (FastMriFile file = FastMriFile.open(damaged)) {
      file.mask();
      file.kspace(0, file.slices());
      if (file.truthName().isPresent()) {
        file.truth(0, 1);
      }
    }
  }

  /** Changes a few places, mostly at the front, where most of the structure is. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(random.nextInt(3) == 0 ? bytes.length : 1 << 12);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 40), (byte) 0);
        case 3 -> put(bytes, at, NUMBERS[random.nextInt(NUMBERS.length)], 1 << random.nextInt(4));
        case 4 -> swap(bytes, at, random.nextInt(bytes.length), 1 + random.nextInt(512));
        default -> put(bytes, at, find(bytes, random), Long.BYTES);
      }
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, long number, int width) {
    int aligned = at / width * width;
    for (int i = 0; i < width && aligned + i < bytes.length; i++) {
      bytes[aligned + i] = (byte) (number >>> (8 * i));
    }
  }

  private static void swap(byte[] bytes, int a, int b, int length) {
    int count = Math.min(length, bytes.length - Math.max(a, b));
    byte[] kept = Arrays.copyOfRange(bytes, a, a + count);
    System.arraycopy(bytes, b, bytes, a, count);
    System.arraycopy(kept, 0, bytes, b, count);
  }

  /** A place with a signature, so that an address may lead to something of the wrong kind. */
  private static long find(byte[] bytes, Random random) {
    byte[] signature = SIGNATURES.get(random.nextInt(SIGNATURES.size()));
    for (int at = random.nextInt(bytes.length); at + 4 <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + 4, signature, 0, 4)) {
        return at;
      }
    }
    return bytes.length;
  }
}
