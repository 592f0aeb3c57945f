package org.firenet.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.firenet.array.Shape;
import org.firenet.io.SeriesFixtures;
import org.firenet.scan.SliceStack.Plane;
import org.junit.jupiter.api.Test;

class SliceStackTest {
  /** Rounding of positions of a few hundred millimetres. */
  private static final double ROUNDING = 1e-10;

  private static final Shape IMAGE = Shape.of(6, 5);
  private static final Vector3 VOXEL = new Vector3(1.5, 2, 3);
  private static final ImageGeometry FIRST = SeriesFixtures.oblique(1, 1, VOXEL);

  @Test
  void spacingComesFromThePositions() {
    SliceStack stack = only(SeriesFixtures.slices(5, 1, 1, FIRST, 3.5));
    assertEquals(List.of(0, 1, 2, 3, 4), images(stack));
    ImageGeometry geometry = stack.geometry().orElseThrow();
    assertClose(new Vector3(1.5, 2, 3.5), geometry.voxel());
    assertClose(FIRST.slice(), geometry.slice());
    assertPlanesLieIn(geometry, stack);
    assertClose(VOXEL, stack.planes().get(2).geometry().orElseThrow().voxel());
  }

  @Test
  void slicesThatRunBackwardsTurnTheDirection() {
    SliceStack stack = only(SeriesFixtures.slices(4, 1, 1, FIRST, -3.5));
    assertEquals(List.of(0, 1, 2, 3), images(stack));
    ImageGeometry geometry = stack.geometry().orElseThrow();
    assertClose(FIRST.slice().times(-1), geometry.slice());
    assertPlanesLieIn(geometry, stack);
  }

  @Test
  void interleavedSlicesAreSorted() {
    List<ImageDescription> images = new ArrayList<>();
    double[] places = {0, 8, 16, 4, 12};
    for (int s = 0; s < places.length; s++) {
      images.add(SeriesFixtures.at(ImageIndex.ofSlice(s), SeriesFixtures.moved(FIRST, places[s])));
    }
    SliceStack stack = only(images);
    assertEquals(List.of(0, 3, 1, 4, 2), images(stack));
    assertPlanesLieIn(stack.geometry().orElseThrow(), stack);
  }

  @Test
  void orderOfTheImagesDoesNotMatter() {
    List<ImageDescription> images = new ArrayList<>(SeriesFixtures.slices(5, 2, 1, FIRST, 3));
    Collections.reverse(images);
    List<SliceStack> stacks = SliceStack.of(images, IMAGE);
    assertEquals(List.of(9, 8, 7, 6, 5), images(stacks.get(0)));
    assertEquals(List.of(4, 3, 2, 1, 0), images(stacks.get(1)));
    assertEquals(1, stacks.get(1).volume().repetition());
    assertClose(FIRST.slice(), stacks.get(0).geometry().orElseThrow().slice());
  }

  @Test
  void slicesAtOnePlaceLieSideBySide() {
    for (int slices : new int[] {1, 2, 5}) {
      SliceStack stack = only(SeriesFixtures.slices(slices, 1, 1, FIRST, 0));
      ImageGeometry geometry = stack.geometry().orElseThrow();
      assertClose(VOXEL, geometry.voxel());
      assertClose(FIRST.position(), geometry.position());
      assertPlanesLieIn(geometry, stack);
    }
  }

  @Test
  void unknownGeometryIsUnknown() {
    List<ImageDescription> images = new ArrayList<>(SeriesFixtures.slices(3, 1, 1, FIRST, 3));
    images.set(1, ImageDescription.of(ImageIndex.ofSlice(1)));
    SliceStack stack = only(images);
    assertTrue(stack.geometry().isEmpty() && stack.fault().isEmpty());
    assertTrue(stack.planes().stream().allMatch(plane -> plane.geometry().isEmpty()));
    Vector3 zero = Vector3.ZERO;
    Vector3 nowhere = new Vector3(Double.NaN, 0, 0);
    for (ImageGeometry useless :
        List.of(
            new ImageGeometry(zero, zero, zero, zero, VOXEL),
            new ImageGeometry(zero, FIRST.read(), FIRST.read(), FIRST.slice(), VOXEL),
            new ImageGeometry(zero, FIRST.read(), FIRST.phase(), FIRST.phase(), VOXEL),
            new ImageGeometry(zero, FIRST.read(), FIRST.phase(), FIRST.slice().times(2), VOXEL),
            new ImageGeometry(zero, FIRST.read(), FIRST.phase(), nowhere, VOXEL),
            new ImageGeometry(nowhere, FIRST.read(), FIRST.phase(), FIRST.slice(), VOXEL),
            new ImageGeometry(
                zero, FIRST.read(), FIRST.phase(), FIRST.slice(), new Vector3(1, 0, 1)))) {
      List<ImageDescription> one = List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), useless));
      assertTrue(only(one).geometry().isEmpty(), useless::toString);
    }
  }

  @Test
  void roundedDirectionsAreMadeExact() {
    ImageGeometry rounded =
        new ImageGeometry(
            FIRST.position(),
            FIRST.read().times(1.001),
            FIRST.phase().plus(FIRST.read().times(0.001)),
            FIRST.slice(),
            VOXEL);
    ImageGeometry exact =
        only(List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), rounded))).geometry().orElseThrow();
    assertClose(FIRST.read(), exact.read());
    assertClose(FIRST.phase(), exact.phase());
    assertClose(FIRST.slice(), exact.slice());
  }

  @Test
  void planesOfAVolumeCountOneByOne() {
    Shape volume = Shape.of(4, 6, 5);
    for (int handedness : new int[] {1, -1}) {
      ImageGeometry slab = SeriesFixtures.oblique(2, handedness, VOXEL);
      List<SliceStack> one =
          SliceStack.of(List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), slab)), volume);
      ImageGeometry geometry = one.get(0).geometry().orElseThrow();
      assertClose(slab.position(), geometry.position());
      assertClose(slab.slice(), geometry.slice());
      assertEquals(List.of(0, 1, 2, 3), one.get(0).planes().stream().map(Plane::z).toList());
      SliceStack two = SliceStack.of(SeriesFixtures.slices(2, 1, 1, slab, 12), volume).get(0);
      assertEquals(8, two.planes().size());
      assertPlanesLieIn(two.geometry().orElseThrow(), two);
      assertFault("where equal spacing puts it", SeriesFixtures.slices(2, 1, 1, slab, 10), volume);
      assertFault("where equal spacing puts it", SeriesFixtures.slices(2, 1, 1, slab, 0), volume);
    }
  }

  @Test
  void namesWhatIsNotABox() {
    List<ImageDescription> images = new ArrayList<>(SeriesFixtures.slices(4, 1, 1, FIRST, 3));
    images.set(3, SeriesFixtures.at(ImageIndex.ofSlice(3), SeriesFixtures.moved(FIRST, 12)));
    assertFault("not where equal spacing puts it", images, IMAGE);
    images.set(3, SeriesFixtures.at(ImageIndex.ofSlice(3), SeriesFixtures.moved(FIRST, 6)));
    assertFault("not where equal spacing puts it", images, IMAGE);
    ImageGeometry aside =
        new ImageGeometry(
            FIRST.position().plus(FIRST.slice().times(9)).plus(FIRST.read().times(1)),
            FIRST.read(),
            FIRST.phase(),
            FIRST.slice(),
            VOXEL);
    images.set(3, SeriesFixtures.at(ImageIndex.ofSlice(3), aside));
    assertFault("not where equal spacing puts it", images, IMAGE);
    images.set(3, SeriesFixtures.at(ImageIndex.ofSlice(3), SeriesFixtures.oblique(9, 1, VOXEL)));
    assertFault("not parallel", images, IMAGE);
    ImageGeometry larger =
        new ImageGeometry(
            FIRST.position(), FIRST.read(), FIRST.phase(), FIRST.slice(), VOXEL.times(1.1));
    images.set(3, SeriesFixtures.at(ImageIndex.ofSlice(3), larger));
    assertFault("other voxels", images, IMAGE);
  }

  @Test
  void refusesTheSameIndexTwice() {
    List<ImageDescription> images =
        List.of(
            ImageDescription.of(ImageIndex.ofSlice(0)), ImageDescription.of(ImageIndex.ofSlice(0)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> SliceStack.of(images, IMAGE))
            .getMessage();
    assertTrue(message.startsWith("`descriptions`: expected different indices"), message);
  }

  private static void assertFault(String words, List<ImageDescription> images, Shape image) {
    SliceStack stack = SliceStack.of(images, image).get(0);
    assertTrue(stack.geometry().isEmpty());
    String fault = stack.fault().orElseThrow();
    assertTrue(fault.contains(words), fault);
    assertTrue(stack.planes().stream().allMatch(plane -> plane.geometry().isPresent()));
  }

  private static SliceStack only(List<ImageDescription> images) {
    List<SliceStack> stacks = SliceStack.of(images, IMAGE);
    assertEquals(1, stacks.size());
    assertEquals(Optional.empty(), stacks.get(0).fault());
    return stacks.get(0);
  }

  private static List<Integer> images(SliceStack stack) {
    return stack.planes().stream().map(Plane::image).toList();
  }

  private static void assertPlanesLieIn(ImageGeometry geometry, SliceStack stack) {
    Shape volume = IMAGE.prepend(stack.planes().size());
    for (int k = 0; k < stack.planes().size(); k++) {
      ImageGeometry plane = stack.planes().get(k).geometry().orElseThrow();
      for (int[] pixel : new int[][] {{0, 0}, {5, 0}, {0, 4}}) {
        assertClose(
            plane.centre(IMAGE, 0, pixel[0], pixel[1]),
            geometry.centre(volume, k, pixel[0], pixel[1]));
      }
    }
  }

  private static void assertClose(Vector3 expected, Vector3 actual) {
    assertTrue(
        expected.minus(actual).norm() <= ROUNDING,
        () -> "expected " + expected + ", got " + actual);
  }
}
