package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
  @TempDir Path folder;

  @AfterEach
  void leavesNothingBeside() throws IOException {
    try (var files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void appearsOnlyWhenComplete() throws IOException {
    for (String name : new String[] {"new", "empty"}) {
      Path path = folder.resolve(name);
      if (name.equals("empty")) {
        Files.createDirectory(path);
      }
      OutputDirectory.write(
          path,
          files -> {
            files.write("a", out -> out.write('a'));
            assertFalse(Files.exists(path.resolve("a")));
            files.write("b", out -> out.write(new byte[1 << 17]));
          });
      assertEquals("a", Files.readString(path.resolve("a")));
      assertEquals(1 << 17, Files.size(path.resolve("b")));
    }
  }

  @Test
  void throughALink() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    OutputDirectory.write(link, files -> files.write("a", out -> out.write('a')));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("a", Files.readString(target.resolve("a")));
  }

  @Test
  void nothingIsLeftAfterAFailure() throws IOException {
    IOException cause = new IOException("cause");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path path : new Path[] {folder.resolve("new"), empty}) {
      assertSame(
          cause,
          assertThrows(
              IOException.class,
              () ->
                  OutputDirectory.write(
                      path,
                      files -> {
                        files.write("a", out -> out.write('a'));
                        throw cause;
                      })));
    }
    assertFalse(Files.exists(folder.resolve("new")));
    assertTrue(Files.isDirectory(empty));
  }

  @Test
  void whatAppearsMeanwhileIsNotLost() throws IOException {
    Path path = folder.resolve("new");
    assertThrows(
        IOException.class,
        () ->
            OutputDirectory.write(
                path,
                files -> {
                  files.write("a", out -> out.write('a'));
                  Files.createDirectory(path);
                  Files.writeString(path.resolve("other"), "other");
                }));
    assertEquals("other", Files.readString(path.resolve("other")));
  }

  @Test
  void refusesWhatIsThere() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.createFile(full.resolve(".hidden"));
    assertEquals("expected a new or an empty directory, it has files in it", messageOf(full));
    assertEquals("expected a directory to write, got a file", messageOf(full.resolve(".hidden")));
    Path missing = folder.resolve("missing");
    assertEquals("no such directory: " + missing, messageOf(missing.resolve("a")));
  }

  @Test
  void refusesWhereItMayNotWrite() {
    assumeTrue(folder.toFile().setWritable(false), "no write permission to take away here");
    try {
      assumeFalse(Files.isWritable(folder), "this user writes everything");
      assertEquals("not permitted to write in " + folder, messageOf(folder.resolve("a")));
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  @Test
  void namesTheFileThatTheSystemRefuses() {
    Path path = folder.resolve("a");
    String name = "n".repeat(300);
    String message =
        assertThrows(
                IOException.class,
                () -> OutputDirectory.write(path, files -> files.write(name, out -> out.write(1))))
            .getMessage();
    assertEquals(path + ": could not be written: File name too long", message);
  }

  private static String messageOf(Path path) {
    return Fixtures.messageOf(path, () -> OutputDirectory.write(path, files -> {}));
  }
}
