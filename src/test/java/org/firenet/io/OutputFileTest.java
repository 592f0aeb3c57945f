package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path folder;

  @AfterEach
  void leavesNothingBeside() throws IOException {
    try (var files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void appearsOnlyWhenComplete() throws IOException {
    Path path = folder.resolve("a");
    OutputFile.write(
        path,
        out -> {
          out.write(new byte[1 << 17]);
          out.write('x');
          out.flush();
          assertFalse(Files.exists(path));
        });
    assertEquals((1 << 17) + 1, Files.size(path));
    OutputFile.write(path, out -> out.write('y'));
    assertEquals("y", Files.readString(path));
  }

  @Test
  void leavesWhatWasThereAfterAFailure() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    IOException cause = new IOException("cause");
    assertSame(
        cause,
        assertThrows(
            IOException.class,
            () ->
                OutputFile.write(
                    path,
                    out -> {
                      out.write(new byte[1 << 17]);
                      throw cause;
                    })));
    assertThrows(
        ArithmeticException.class,
        () ->
            OutputFile.write(
                folder.resolve("b"),
                out -> {
                  throw new ArithmeticException();
                }));
    assertEquals("old", Files.readString(path));
    assertFalse(Files.exists(folder.resolve("b")));
  }

  @Test
  void replacesWhatALinkPointsTo() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    OutputFile.write(link, out -> out.write('x'));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("x", Files.readString(target));
  }

  @Test
  void refusesWhatIsNotAFileInADirectory() throws IOException {
    assertEquals("expected a file to write, got a directory", messageOf(folder));
    Path missing = folder.resolve("missing");
    assertEquals("no such directory: " + missing, messageOf(missing.resolve("a")));
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals("no such directory: " + file, messageOf(file.resolve("a")));
    assumeTrue(Files.exists(Path.of("/dev/null")), "no /dev/null here");
    assertEquals("expected a regular file to write", messageOf(Path.of("/dev/null")));
  }

  @Test
  void namesTheFileThatTheSystemRefuses() {
    Path path = folder.resolve("n".repeat(300));
    assertEquals("could not be written: File name too long", messageOf(path));
    Path proc = Path.of("/proc/firenet");
    assumeTrue(Files.isDirectory(proc.getParent()), "no /proc here");
    String message = messageOf(proc);
    assertTrue(
        message.startsWith("could not be written: ") || message.startsWith("not permitted"),
        message);
  }

  @Test
  void refusesWhatMayNotBeWritten() throws IOException {
    Path path = Files.createFile(folder.resolve("a"));
    assumeTrue(path.toFile().setWritable(false), "no write permission to take away here");
    assumeFalse(Files.isWritable(path), "this user writes everything");
    assertEquals("not permitted to replace it", messageOf(path));
    assertTrue(folder.toFile().setWritable(false));
    try {
      assertEquals("not permitted to write in " + folder, messageOf(folder.resolve("b")));
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  @Test
  void errorsOfTheStreamNameTheFile() {
    Path path = Path.of("a.npy");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    OutputFile.NamedStream out = new OutputFile.NamedStream(path, full);
    String expected = "could not be written: No space left on device";
    assertEquals(expected, Fixtures.messageOf(path, () -> out.write(new byte[1 << 17])));
    assertEquals(
        expected,
        Fixtures.messageOf(
            path,
            () -> {
              for (int i = 0; i <= 1 << 16; i++) {
                out.write(i);
              }
            }));
    assertEquals(expected, Fixtures.messageOf(path, out::close));
  }

  @Test
  void takesAPartThatOthersWrote() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    try (OutputFile file = OutputFile.open(path)) {
      assertEquals(path, file.path());
      assertTrue(Files.isHidden(file.part()));
      Files.writeString(file.part(), "lost");
    }
    assertEquals("old", Files.readString(path));
    try (OutputFile file = OutputFile.open(path)) {
      Files.writeString(file.part(), "new");
      assertEquals("old", Files.readString(path));
      file.commit();
      assertEquals("new", Files.readString(path));
    }
    assertEquals("new", Files.readString(path));
  }

  @Test
  void saysWhatHappenedMeanwhile() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path path = inner.resolve("a");
    try (OutputFile file = OutputFile.open(path)) {
      Files.delete(file.part());
      Files.delete(inner);
      assertEquals(
          "could not be written: its directory is gone",
          Fixtures.messageOf(path, () -> file.commit()));
    }
    Path other = folder.resolve("b");
    try (OutputFile file = OutputFile.open(other)) {
      Files.createDirectory(other);
      assertTrue(Fixtures.messageOf(other, () -> file.commit()).startsWith("could not be written"));
    }
  }

  @Test
  void namesTheCauseOfAFailure() throws IOException {
    Path path = folder.resolve("a");
    try (OutputFile file = OutputFile.open(path)) {
      assertEquals(
          path + ": could not be written: not permitted",
          file.failure(new AccessDeniedException("x")).getMessage());
      assertEquals(
          path + ": could not be written: ClosedByInterruptException",
          file.failure(new ClosedByInterruptException()).getMessage());
    }
  }

  private static String messageOf(Path path) {
    return Fixtures.messageOf(path, () -> OutputFile.write(path, out -> out.write(1)));
  }
}
