package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrivenFileTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  @Test
  void writesReadsAndEndsAFile() throws IOException {
    Path path = Files.createFile(folder.resolve("a"));
    try (DrivenFile file = new DrivenFile(path)) {
      write(file, 3, "abc");
      assertEquals(6, file.end());
      assertEquals("bc\0\0", read(file, 4, 4));
      assertEquals("\0\0\0\0", read(file, 100, 4));
      file.allocate(8);
      file.truncate();
      assertEquals(8, file.end());
      assertEquals(8, Files.size(path));
      file.allocate(5);
      assertEquals(5, file.allocated());
      file.truncate();
      assertNull(file.failure());
    }
    assertArrayEquals(new byte[] {0, 0, 0, 'a', 'b'}, Files.readAllBytes(path));
  }

  @Test
  void onAFullDiskWhatIsWrittenIsStillThereToRead() throws IOException {
    assumeTrue(Files.isWritable(FULL), "no /dev/full here");
    try (DrivenFile file = new DrivenFile(FULL)) {
      write(file, 0, "abcdef");
      IOException first = file.failure();
      assertEquals("No space left on device", first.getMessage());
      write(file, 2, "XY");
      assertEquals("bXYe", read(file, 1, 4));
      assertEquals("ef\0", read(file, 4, 3));
      file.allocate(100);
      file.truncate();
      assertEquals(100, file.end());
      assertTrue(file.failure() == first);
    }
  }

  @Test
  void keepsTheFailuresOfAFileThatWasClosed() throws IOException {
    DrivenFile file = new DrivenFile(Files.createFile(folder.resolve("a")));
    file.close();
    assertNull(file.failure());
    assertEquals("\0\0", read(file, 0, 2));
    assertEquals("ClosedChannelException", file.failure().getClass().getSimpleName());
    file.allocate(3);
    file.truncate();
  }

  private static void write(DrivenFile file, long place, String text) {
    file.write(place, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String read(DrivenFile file, long place, int bytes) {
    byte[] target = new byte[bytes];
    file.read(place, ByteBuffer.wrap(target));
    return new String(target, StandardCharsets.US_ASCII);
  }
}
