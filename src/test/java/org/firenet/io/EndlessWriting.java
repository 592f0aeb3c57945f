package org.firenet.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Extent;
import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Writer;

/**
 * Writes files for ever: some over and over, some half and no further. To be run in a JVM of its
 * own, which a test ends; it says "writing" when everything has begun.
 */
final class EndlessWriting {
  private static final ComplexArray ARRAY =
      ComplexArray.zeros(Precision.SINGLE, Shape.of(64, 64, 4));

  /** Something that may fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private EndlessWriting() {}

  /** Takes the folder to write to. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    CountDownLatch begun = new CountDownLatch(7);
    loop(begun, () -> NpyWriter.write(folder.resolve("again.npy"), ARRAY));
    loop(
        begun,
        () -> CflWriter.write(folder.resolve("again.cfl"), ARRAY, List.of("slice", "y", "x")));
    loop(begun, () -> writeHdf5(folder.resolve("again.h5")));
    half(begun, waiting -> OutputFile.write(folder.resolve("half"), out -> write(out, waiting)));
    half(
        begun,
        waiting ->
            OutputDirectory.write(
                folder.resolve("series"),
                files -> {
                  files.write("1", out -> out.write(1));
                  files.write("2", out -> write(out, waiting));
                }));
    half(begun, waiting -> halfHdf5(folder.resolve("half.h5"), waiting));
    half(begun, waiting -> OutputFile.open(folder.resolve("open")).fill(o -> write(o, waiting)));
    begun.await();
    System.out.println("writing");
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void loop(CountDownLatch begun, Step action) {
    start(
        () -> {
          for (boolean first = true; ; first = false) {
            action.run();
            if (first) {
              begun.countDown();
            }
          }
        });
  }

  /** Something that stops when it calls what it is given. */
  @FunctionalInterface
  private interface Half {
    void run(Runnable waiting) throws IOException;
  }

  private static void half(CountDownLatch begun, Half action) {
    start(
        () ->
            action.run(
                () -> {
                  begun.countDown();
                  try {
                    Thread.sleep(Long.MAX_VALUE);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private static void start(Step action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (IOException e) {
                System.out.println(e.getMessage());
              }
            });
    thread.start();
  }

  private static void write(OutputStream out, Runnable waiting) throws IOException {
    out.write(new byte[1 << 20]);
    waiting.run();
  }

  private static void writeHdf5(Path path) throws IOException {
    try (Hdf5Writer writer = Hdf5Writer.create(path)) {
      writer.dataset("a", Hdf5Layout.COMPLEX, Hdf5Extent.fixed(ARRAY.shape())).append(ARRAY);
      writer.commit();
    }
  }

  private static void halfHdf5(Path path, Runnable waiting) throws IOException {
    try (Hdf5Writer writer = Hdf5Writer.create(path)) {
      writer.dataset("a", Hdf5Layout.COMPLEX, Hdf5Extent.growing(ARRAY.shape(), 1)).append(ARRAY);
      waiting.run();
    }
  }
}
