package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayViewTest {
  private static final long SEED = 3;

  private static BufferedImage picture(ArrayView view) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(view.png()));
  }

  private static ComplexArray zeros(int... extents) {
    return ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
  }

  private static ComplexArray noise(int... extents) {
    Random random = new Random(SEED);
    ComplexArray out = zeros(extents);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  /** Falls off from the middle like k-space of a smooth object. */
  private static ComplexArray kspace(int coils, int height, int width) {
    ComplexArray out = noise(coils, height, width);
    for (int i = 0; i < out.count(); i++) {
      double y = (i / width % height - height / 2) / (double) height;
      double x = (i % width - width / 2) / (double) width;
      double scale = Math.exp(-30 * Math.hypot(x, y));
      out.set(i, scale * out.re(i), scale * out.im(i));
    }
    return out;
  }

  private static ComplexArray maps(int coils, int height, int width) {
    ComplexArray out = noise(coils, height, width);
    int pixels = height * width;
    for (int p = 0; p < pixels; p++) {
      double sum = 0;
      for (int c = 0; c < coils; c++) {
        sum += Math.pow(Math.hypot(out.re(c * pixels + p), out.im(c * pixels + p)), 2);
      }
      for (int c = 0; c < coils; c++) {
        int i = c * pixels + p;
        out.set(i, out.re(i) / Math.sqrt(sum), out.im(i) / Math.sqrt(sum));
      }
    }
    return out;
  }

  private static ComplexArray real(ComplexArray array) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, array.shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, array.re(i), 0);
    }
    return out;
  }

  @Test
  void tellsWhatAnArrayIs() {
    assertEquals(ViewKind.KSPACE, ViewKind.of(kspace(3, 31, 37), List.of()));
    assertEquals(
        ViewKind.KSPACE, ViewKind.of(kspace(1, 64, 16).reshape(Shape.of(64, 16)), List.of()));
    assertEquals(ViewKind.IMAGE, ViewKind.of(noise(3, 31, 37), List.of()));
    assertEquals(ViewKind.IMAGE, ViewKind.of(real(kspace(3, 31, 37)), List.of()));
    assertEquals(ViewKind.KSPACE, ViewKind.of(noise(3, 4), List.of("ky", "kx")));
    assertEquals(ViewKind.MAPS, ViewKind.of(maps(4, 5, 7), List.of()));
    assertEquals(
        ViewKind.MAPS,
        ViewKind.of(maps(4, 6, 7).reshape(Shape.of(4, 2, 3, 7)), List.of("coil", "z", "y", "x")));
    assertEquals(ViewKind.IMAGE, ViewKind.of(maps(1, 5, 7), List.of()), "one coil tells nothing");
    ComplexArray mask = zeros(3, 3);
    assertEquals(ViewKind.IMAGE, ViewKind.of(mask, List.of()));
    mask.set(4, 1, 0);
    assertEquals(ViewKind.MASK, ViewKind.of(mask, List.of()));
    mask.set(5, 0.5, 0);
    assertEquals(ViewKind.IMAGE, ViewKind.of(mask, List.of()));
    assertEquals(ViewKind.IMAGE, ViewKind.of(noise(5), List.of()));
    assertEquals(ViewKind.IMAGE, ViewKind.of(zeros(), List.of()));
  }

  @Test
  void kspaceIsInDecibels() throws IOException {
    ComplexArray array = ComplexArray.of(Shape.of(1, 3), new double[] {0, 100, 1, 0, 0, 0});
    ArrayView view =
        ArrayView.of(array).kind(ViewKind.KSPACE).window(new Window(-80, 0)).scale(1).build();
    BufferedImage picture = picture(view);
    assertEquals(255, picture.getRaster().getSample(0, 0, 0));
    assertEquals(128, picture.getRaster().getSample(1, 0, 0), "40 dB less");
    assertEquals(0, picture.getRaster().getSample(2, 0, 0), "nothing");
    Window own = ArrayView.of(array).kind(ViewKind.KSPACE).build().window();
    assertEquals(0, own.high());
    assertEquals(-46, own.low(), 1e-9);
  }

  @Test
  void imagesAreMagnitudesOrTheNumbersThemselves() throws IOException {
    ComplexArray image = ComplexArray.of(Shape.of(1, 2), new double[] {3, 4, 0, 10});
    ArrayView view = ArrayView.of(image).depth(Depth.SIXTEEN_BIT).scale(1).build();
    assertEquals(new Window(0, 10), view.window());
    assertEquals(32768, picture(view).getRaster().getSample(0, 0, 0));
    ComplexArray signed = ComplexArray.of(Shape.of(1, 3), new double[] {-1, 0, 0, 0, 3, 0});
    view = ArrayView.of(signed).scale(1).build();
    assertEquals(new Window(-1, 3), view.window());
    assertEquals(64, picture(view).getRaster().getSample(1, 0, 0));
  }

  @Test
  void mapsAndPhasesAreInColour() throws IOException {
    ComplexArray array = ComplexArray.of(Shape.of(1, 2), new double[] {0, 0.5, 0, 0});
    int rgb = ColourMap.PHASE.rgb(0.75);
    ArrayView phase = ArrayView.of(array).kind(ViewKind.PHASE).scale(1).build();
    assertEquals(rgb, picture(phase).getRGB(0, 0) & 0xffffff);
    assertEquals(0, picture(phase).getRGB(1, 0) & 0xffffff, "no phase");
    ArrayView maps =
        ArrayView.of(array).kind(ViewKind.MAPS).window(new Window(0, 1)).scale(1).build();
    assertEquals(ColourMap.dimmed(rgb, 0.5), picture(maps).getRGB(0, 0) & 0xffffff);
    assertTrue(phase.kind().isColoured() && maps.kind().isColoured());
    assertEquals(
        "depth: expected 8 for maps, which is in colour, got 16",
        error(() -> ArrayView.of(array).kind(ViewKind.MAPS).depth(Depth.SIXTEEN_BIT).build()));
  }

  @Test
  void arrangesTiles() throws IOException {
    ComplexArray stack = zeros(5, 2, 3);
    for (int i = 0; i < stack.count(); i++) {
      stack.set(i, i / 6 + 1.0, 0);
    }
    ArrayView.Builder builder = ArrayView.of(stack).window(new Window(0, 255)).scale(2);
    ArrayView view = builder.build();
    assertEquals(Shape.of(8, 18), view.shape(), "two rows of three");
    BufferedImage picture = picture(view);
    int[] corners = new int[6];
    for (int tile = 0; tile < 6; tile++) {
      corners[tile] = picture.getRaster().getSample(tile % 3 * 6 + 5, tile / 3 * 4 + 3, 0);
    }
    assertEquals(List.of(1, 2, 3, 4, 5, 0), java.util.Arrays.stream(corners).boxed().toList());
    assertEquals(Shape.of(20, 6), builder.columns(1).build().shape());
    assertEquals(List.of(1, 2, 3), builder.slices(1, 4).build().shown());
    assertEquals(2, picture(builder.build()).getRaster().getSample(0, 0, 0));
    assertEquals(5, builder.build().count());
  }

  @Test
  void choosesAmongManyTiles() {
    assertEquals(ArrayView.MOST_TILES, ArrayView.of(zeros(40, 2, 2)).build().shown().size());
    assertEquals(40, ArrayView.of(zeros(40, 2, 2)).slices(0, 40).build().shown().size());
    assertEquals(List.of(2, 3, 4, 5), ArrayView.of(zeros(4, 2, 2, 2)).slices(1, 3).build().shown());
  }

  @ParameterizedTest
  @EnumSource(ViewKind.class)
  void anyShapeHasAPicture(ViewKind kind) throws IOException {
    for (int[] extents :
        new int[][] {{}, {1}, {7}, {1, 1}, {1, 13}, {13, 1}, {3, 1, 1}, {2, 3, 5, 7}, {17, 11}}) {
      for (ComplexArray array : List.of(zeros(extents), noise(extents))) {
        ArrayView view = ArrayView.of(array).kind(kind).build();
        BufferedImage picture = picture(view);
        assertEquals(view.shape(), Shape.of(picture.getHeight(), picture.getWidth()));
        assertTrue(Math.max(picture.getHeight(), picture.getWidth()) <= 768);
      }
    }
  }

  @Test
  void zeroIsBlack() throws IOException {
    for (ViewKind kind : ViewKind.values()) {
      BufferedImage picture = picture(ArrayView.of(zeros(3, 2)).kind(kind).scale(1).build());
      assertEquals(0, picture.getRGB(1, 1) & 0xffffff, kind.word());
    }
  }

  @Test
  void enlargesByWholeNumbers() {
    assertEquals(64, ArrayView.of(zeros(1, 1)).build().scale());
    assertEquals(3, ArrayView.of(zeros(230, 180)).build().scale());
    assertEquals(1, ArrayView.of(zeros(769, 2)).build().scale());
    assertEquals(5, ArrayView.of(zeros(769, 2)).scale(5).build().scale());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(double value) {
    ComplexArray array = zeros(2, 3);
    array.set(4, 0, value);
    assertEquals(
        "`array`: element 4 of [2, 3] is 0.0 + " + value + "i", error(() -> ArrayView.of(array)));
  }

  @Test
  void rejectsWhatDoesNotFit() {
    ArrayView.Builder flat = ArrayView.of(zeros(2, 3));
    ArrayView.Builder stack = ArrayView.of(zeros(4, 2, 3));
    assertEquals(
        "slices: expected an array of more than two axes, got [2, 3]",
        error(() -> flat.slices(0, 1)));
    assertEquals("slices: expected a range within 0:4, got 3:5", error(() -> stack.slices(3, 5)));
    assertThrows(IllegalArgumentException.class, () -> stack.slices(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> stack.slices(2, 2));
    assertEquals("columns: expected at least 1, got 0", error(() -> stack.columns(0)));
    assertEquals("scale: expected at least 1, got -2", error(() -> stack.scale(-2)));
    assertEquals(
        "picture: expected at most 33554432 pixels, got 20000 x 30000; show fewer slices or"
            + " enlarge less",
        error(() -> flat.scale(10_000).build()));
    assertThrows(IllegalArgumentException.class, () -> flat.scale(Integer.MAX_VALUE).build());
    assertThrows(IllegalArgumentException.class, () -> stack.columns(Integer.MAX_VALUE).build());
  }

  private static String error(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
