package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementBlocksTest {
  private static final int MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "7", "300000", "3,131072", "2,3,70000", "5,1,7", "2,131071", "1,1,1"})
  void coverAnArrayOnceInOrder(String extents) {
    long[] shape = Arrays.stream(extents.split(",")).mapToLong(Long::parseLong).toArray();
    ElementBlocks blocks = ElementBlocks.of(shape, 8);
    assertTrue(blocks.bytes() <= MEBIBYTE, () -> extents + ": " + blocks.bytes());
    long next = 0;
    for (int block = 0; block < blocks.count(); block++) {
      assertEquals(next, blocks.first(block));
      long[] start = blocks.start(block);
      long[] extent = blocks.extent(block);
      long place = 0;
      long elements = 1;
      for (int axis = 0; axis < shape.length; axis++) {
        place = place * shape[axis] + start[axis];
        elements *= extent[axis];
        assertTrue(start[axis] + extent[axis] <= shape[axis], extents);
      }
      assertEquals(next, place);
      assertEquals(elements, blocks.elements(block));
      assertTrue(8 * elements <= blocks.bytes(), extents);
      next += elements;
    }
    assertEquals(Arrays.stream(shape).reduce(1, (a, b) -> a * b), next);
  }

  @Test
  void oneNumberIsOneBlock() {
    ElementBlocks blocks = ElementBlocks.of(new long[0], 4);
    assertEquals(1, blocks.count());
    assertEquals(1, blocks.elements(0));
    assertEquals(0, blocks.first(0));
    assertArrayEquals(new long[0], blocks.start(0));
    assertEquals(4, blocks.bytes());
  }

  @Test
  void chunksStayBelowTheLimitOfTheFormat() {
    Hdf5Extent extent = Hdf5Extent.growing(Shape.of(3, 1 << 29), 1);
    assertArrayEquals(new long[] {1, 1, 1 << 28}, extent.chunk(8));
    Hdf5Extent small = Hdf5Extent.growing(Shape.of(3, 5), 64);
    assertArrayEquals(new long[] {64, 3, 5}, small.chunk(8));
  }
}
