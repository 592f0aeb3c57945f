package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.firenet.scan.ImageIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSelectionTest {
  private static final List<ImageIndex> SCAN = scan();

  /** Three slices, four repetitions, two contrasts. */
  private static List<ImageIndex> scan() {
    List<ImageIndex> images = new ArrayList<>();
    for (int slice = 0; slice < 3; slice++) {
      for (int repetition = 0; repetition < 4; repetition++) {
        for (int contrast = 0; contrast < 2; contrast++) {
          images.add(new ImageIndex(slice, repetition, contrast, 0, 0, 0));
        }
      }
    }
    return images;
  }

  private static long selected(ImageSelection selection) {
    selection.check(SCAN);
    return SCAN.stream().filter(selection::includes).count();
  }

  @ParameterizedTest
  @CsvSource({
    "slice=0, 8",
    "slice=0:2, 16",
    "slice=1:, 16",
    "slice=:1, 8",
    "slice=:, 24",
    "'repetition=3,contrast=0', 3",
    "' repetition = 1:3 , slice=2', 4",
    "average=0, 24",
    "'phase=0,set=0', 24"
  })
  void selectsRanges(String text, int count) {
    assertEquals(count, selected(ImageSelection.parse(text)));
  }

  @Test
  void selectsAllByDefault() {
    assertEquals(SCAN.size(), selected(ImageSelection.all()));
    assertFalse(ImageSelection.all().namesAverages());
    assertTrue(ImageSelection.parse("average=1").namesAverages());
  }

  @Test
  void addsSlicesOnce() {
    ImageSelection selection = ImageSelection.parse("repetition=1").slices("1:3");
    assertEquals(4, selected(selection));
    assertEquals("slice=1:3,repetition=1", selection.toString());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> selection.slices("0"));
    assertTrue(e.getMessage().startsWith("slices: "), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'', expected name=A:B",
    "slice, expected name=A:B",
    "Slice=1, expected name=A:B",
    "segment=1, expected name=A:B",
    "'slice=1,', expected name=A:B",
    "'slice=1,slice=2', slice is given twice",
    "slice=-1, slices: expected A:B",
    "slice=2:1, slices: expected A:B",
    "slice=1:1, slices: expected A:B",
    "repetition=a:b, repetition: expected A:B",
    "slice=, slices: expected A:B",
    "slice=1:2:3, slices: expected A:B",
    "slice=2147483647, slices: expected A:B",
    "slice=99999999999, slices: expected A:B"
  })
  void rejectsOtherTexts(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ImageSelection.parse(text));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "slice=3, 'slices: the scan has 0:3, asked for 3'",
    "slice=2:4, 'slices: the scan has 0:3, asked for 2:4'",
    "repetition=9:, 'repetition: the scan has 0:4, asked for 9:'",
    "average=1, 'average: the scan has 0:1, asked for 1'"
  })
  void saysWhatThereIs(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ImageSelection.parse(text).check(SCAN));
    assertEquals(message, e.getMessage());
  }

  @Test
  void noticesAnEmptyIntersection() {
    List<ImageIndex> ragged =
        List.of(new ImageIndex(0, 1, 0, 0, 0, 0), new ImageIndex(1, 0, 0, 0, 0, 0));
    ImageSelection selection = ImageSelection.parse("slice=1,repetition=1");
    assertThrows(IllegalArgumentException.class, () -> selection.check(ragged));
  }
}
