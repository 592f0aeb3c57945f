package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges files with an installed BART. */
class BartExchangeTest {
  @TempDir Path folder;

  @BeforeAll
  static void assumeBart() throws Exception {
    ExternalTool.assume("bart", "version");
  }

  @Test
  void bartTakesTheAxesApart() throws Exception {
    ComplexArray array = Fixtures.ramp(Precision.SINGLE, 2, 4, 3, 5);
    CflWriter.write(folder.resolve("in.cfl"), array, List.of("slice", "coil", "y", "x"));
    for (String[] size : new String[][] {{"0", "5"}, {"1", "3"}, {"3", "4"}, {"13", "2"}}) {
      assertEquals(size[1], ExternalTool.run(folder, "bart", "show", "-d", size[0], "in").strip());
    }
    ExternalTool.run(folder, "bart", "slice", "13", "1", "3", "2", "in", "slice");
    ExternalTool.run(folder, "bart", "transpose", "0", "1", "slice", "out");
    try (ArrayFile file = ArrayFile.open(folder.resolve("out"))) {
      assertEquals(List.of("y", "x"), file.axes());
      assertEquals(Shape.of(5, 3), file.shape());
      ComplexArray expected = array.slice(1).slice(2);
      ComplexArray actual = file.complex();
      for (int x = 0; x < 5; x++) {
        for (int y = 0; y < 3; y++) {
          assertEquals(expected.re(y * 5 + x), actual.re(x * 3 + y));
          assertEquals(expected.im(y * 5 + x), actual.im(x * 3 + y));
        }
      }
    }
  }

  @Test
  void bartCopiesExactly() throws Exception {
    ComplexArray array = Fixtures.ramp(Precision.SINGLE, 4, 3, 1);
    CflWriter.write(folder.resolve("in.cfl"), array, List.of("coil", "z", "x"));
    ExternalTool.run(folder, "bart", "copy", "in", "out");
    try (ArrayFile file = ArrayFile.open(folder.resolve("out.hdr"))) {
      assertEquals(List.of("coil", "z", "x"), file.axes());
      assertArrayEquals(array.floats(), file.complex().floats());
    }
  }
}
