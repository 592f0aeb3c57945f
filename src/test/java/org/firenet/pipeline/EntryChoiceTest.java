package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryChoiceTest {
  @TempDir Path folder;

  /** Entries of 2 x 1 points that hold their number; remembers what was asked for. */
  private static ComplexArray numbered(List<Integer> asked, int from, int to) {
    asked.add(to - from);
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, Shape.of(to - from, 2, 1));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, from + i / 2, 0);
    }
    return out;
  }

  @Test
  void readsAFewOfVeryMany() throws IOException {
    int count = 1 << 30;
    List<Integer> asked = new ArrayList<>();
    EntryChoice choice = EntryChoice.atMost(3);
    ComplexArray read = choice.read(count, Shape.of(2, 1), (from, to) -> numbered(asked, from, to));
    assertEquals(List.of(0, (count - 1) / 2, count - 1), choice.entries());
    assertEquals(count, choice.extent());
    assertEquals(List.of(1, 1, 1), asked);
    assertEquals(Shape.of(3, 2, 1), read.shape());
    assertEquals(count - 1, read.re(5), 64, "as single precision has it");
  }

  @Test
  void readsSmallArraysWhole() throws IOException {
    List<Integer> asked = new ArrayList<>();
    EntryChoice choice = EntryChoice.atMost(3);
    choice.read(100, Shape.of(2, 1), (from, to) -> numbered(asked, from, to));
    assertEquals(List.of(100), asked);
    assertTrue(choice.entries().isEmpty());
    assertEquals(0, choice.extent());
  }

  @Test
  void readsARangeOfAFile() throws IOException {
    Path path = folder.resolve("a.npy");
    NpyWriter.write(path, numbered(new ArrayList<>(), 0, 9));
    EntryChoice choice = EntryChoice.range(4, 6);
    ArraySource source = ArraySource.read(path, choice);
    assertEquals(Shape.of(2, 2, 1), source.array().shape());
    assertEquals(4, source.array().re(0));
    assertEquals(List.of(4, 5), choice.entries());
    assertEquals(9, choice.extent());
    assertEquals(
        2, ArraySource.read(path, EntryChoice.range(7, -1)).array().shape().extent(0), "open end");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> ArraySource.read(path, EntryChoice.range(4, 10)));
    assertEquals("slices: expected a range within 0:9, got 4:10", e.getMessage());
  }
}
