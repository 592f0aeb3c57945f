package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceRangeTest {
  private static final int SLICES = 7;

  @ParameterizedTest
  @CsvSource({"0:3, 0, 3", "2:, 2, 7", ":4, 0, 4", "5, 5, 6", ":, 0, 7", "6:7, 6, 7"})
  void readsRanges(String text, int from, int end) {
    SliceRange range = SliceRange.parse(text);
    assertEquals(from, range.from());
    assertEquals(end, range.end(SLICES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "1:b", "-1", "-2:3", "3:3", "4:2", "0:-1", "1:2:3", "1.5", "2147483647"})
  void rejectsOtherText(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> SliceRange.parse(text));
    assertTrue(e.getMessage().startsWith("slices: expected A:B"), e.getMessage());
    assertTrue(e.getMessage().endsWith("got " + text), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7:", "0:8", "6:9"})
  void rejectsSlicesThatTheScanDoesNotHave(String text) {
    SliceRange range = SliceRange.parse(text);
    Exception e = assertThrows(IllegalArgumentException.class, () -> range.end(SLICES));
    assertTrue(e.getMessage().contains("the scan has slices 0:7"), e.getMessage());
  }
}
