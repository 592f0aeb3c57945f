package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class ImageViewerTest {
  private static final long SEED = 5;
  private static final String BAD = "</script><script>alert(\"1\")</script>&'";

  private static ComplexArray noise(int... extents) {
    Random random = new Random(SEED);
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  private static Document page(ImageViewer.Builder viewer) {
    return Parsing.parse(HtmlReport.titled("t").add(viewer.build()).build().html());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 13, 7", "3, 5, 8", "5, 1, 31"})
  void embedsEveryPixelOfEveryImage(int count, int height, int width) {
    ComplexArray images = noise(count, height, width);
    ComplexArray truth = noise(count, height, width);
    truth.set(0, 9, 0);
    Unpacking pixels =
        new Unpacking(
            page(
                ImageViewer.titled("i")
                    .images("a", "", images)
                    .images("b", "", truth)
                    .difference("d", images, truth)));
    assertEquals(height, pixels.number("height"));
    assertEquals(width, pixels.number("width"));
    int size = height * width;
    for (int image = 0; image < count; image++) {
      double[] moduli = new double[size];
      double[] differences = new double[size];
      int[] angles = new int[size];
      for (int i = 0; i < size; i++) {
        int at = image * size + i;
        moduli[i] = Math.hypot(images.re(at), images.im(at));
        differences[i] = Math.abs(moduli[i] - Math.hypot(truth.re(at), truth.im(at)));
        angles[i] = PixelData.angle(images.re(at), images.im(at));
      }
      double largest = Arrays.stream(moduli).max().orElseThrow();
      assertEquals(largest, pixels.largest(0, image));
      assertArrayEquals(PixelData.grey(moduli, largest), pixels.values(0, image));
      assertArrayEquals(angles, pixels.phases(0, image));
      double most = Arrays.stream(differences).max().orElseThrow();
      assertArrayEquals(PixelData.grey(differences, most), pixels.values(2, image));
    }
    assertNull(pixels.layer(2).get("phases"));
  }

  @Test
  void leavesOutPhasesThatAreNone() {
    ComplexArray image = ComplexArray.of(Shape.of(1, 2), new double[] {0, 0, 3, 0});
    Unpacking pixels = new Unpacking(page(ImageViewer.titled("i").images("a", "", image)));
    assertNull(pixels.layer(0).get("phases"));
    image.set(0, -1, 0);
    pixels = new Unpacking(page(ImageViewer.titled("i").images("a", "", image)));
    assertArrayEquals(new int[] {0, 128}, pixels.phases(0, 0));
  }

  @Test
  void describesWhatItShows() {
    Unpacking pixels =
        new Unpacking(
            page(
                ImageViewer.titled("i")
                    .images("a", "note", noise(40, 2, 3))
                    .counted("echo", "echoes", 100)
                    .window(new Window(-1, 2.5))
                    .pixelAspect(1.5)));
    assertEquals(List.of(-1.0, 2.5), pixels.get("window"));
    assertEquals(1.5, pixels.get("pixelAspect"));
    assertEquals("echo", pixels.get("counted"));
    assertEquals(40, pixels.number("count"));
    List<?> numbers = (List<?>) pixels.get("numbers");
    assertEquals(ImageViewer.MOST_IMAGES, numbers.size());
    assertEquals(100, numbers.get(0));
    assertEquals(139, numbers.get(15));
    assertEquals("note", pixels.layer(0).get("note"));
  }

  @Test
  void enlargesDifferencesToFitTheWindow() {
    ComplexArray truth = noise(32, 32);
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, truth.shape());
    for (int i = 0; i < image.count(); i++) {
      image.set(i, 0.97 * truth.re(i), 0.97 * truth.im(i));
    }
    ImageViewer.Builder viewer =
        ImageViewer.titled("i").images("t", "", truth).difference("d", image, truth);
    assertEquals(20, new Unpacking(page(viewer)).layer(1).get("gain"));
    assertTrue(viewer.build().html().contains("d × 20"));
  }

  @Test
  void zeroIsShownToo() {
    ComplexArray zero = ComplexArray.zeros(Precision.SINGLE, Shape.of(3, 2));
    Unpacking pixels =
        new Unpacking(
            page(ImageViewer.titled("i").images("a", "", zero).difference("d", zero, zero)));
    assertArrayEquals(new int[6], pixels.values(0, 0));
    assertEquals(List.of(0.0, 1.0), pixels.get("window"));
    assertEquals(0.0, pixels.largest(1, 0));
  }

  @Test
  void warnsOfWhatIsNotFinite() {
    ComplexArray image = noise(2, 2);
    image.set(1, Double.NaN, 0);
    image.set(2, 0, Double.NEGATIVE_INFINITY);
    ImageViewer viewer = ImageViewer.titled("i").images("a", "", image).build();
    assertEquals(List.of("a: 2 pixels are not finite, shown as 0."), viewer.warnings());
    int[] values = new Unpacking(page(ImageViewer.titled("i").images("a", "", image))).values(0, 0);
    assertEquals(0, values[1]);
    assertEquals(0, values[2]);
  }

  @Test
  void escapesEveryText() {
    String html =
        HtmlReport.titled("t")
            .add(
                ImageViewer.titled(BAD)
                    .images(BAD, BAD, noise(2, 2, 2))
                    .counted(BAD, BAD, 0)
                    .build())
            .build()
            .html();
    Document page = Parsing.parse(html);
    Unpacking pixels = new Unpacking(page);
    assertEquals(BAD, pixels.get("title"));
    assertEquals(BAD, pixels.layer(0).get("name"));
    assertFalse(html.contains("alert(\"1\")"));
    assertEquals(1 + 4 + 1, Parsing.elements(page, "script").size());
  }

  @Test
  void needsNothingFromElsewhere() {
    ImageViewer viewer = ImageViewer.titled("i").images("a", "", noise(2, 2)).build();
    String html = HtmlReport.titled("t").add(viewer).build().html();
    assertFalse(html.contains("fetch(") || html.contains("XMLHttpRequest"));
    assertFalse(html.contains("import(") || html.contains("innerHTML") || html.contains("eval("));
    for (String name : viewer.scripts()) {
      String script = ReportResources.text(name);
      assertFalse(script.contains("]]>") || script.contains("</script"), name);
      assertFalse(script.contains("http:") || script.contains("https:"), name);
    }
    assertFalse(html.replaceAll("<script type=\"text/plain\">[^<]*", "").contains("src=\"http"));
  }

  @Test
  void thousandsOfSlicesMakeNoHugeReport() {
    ComplexArray images = noise(3000, 16, 20);
    String html =
        ReconstructionReport.titled("t")
            .images(images)
            .zeroFilled(images)
            .truth(images)
            .mask(Mask.full(Shape.of(3000, 16, 20)))
            .build()
            .html();
    assertEquals(16, ((List<?>) new Unpacking(Parsing.parse(html)).get("numbers")).size());
    assertTrue(html.length() < 1 << 20, () -> "length " + html.length());
  }

  @Test
  void largeImagesStayBelowTheLimit() {
    ComplexArray images = noise(2, 1024, 1024);
    String html =
        ReconstructionReport.titled("t")
            .images(images)
            .zeroFilled(images)
            .truth(images)
            .maps(noise(2, 1024, 1024))
            .mask(Mask.full(Shape.of(1024, 1024)))
            .build()
            .html();
    Unpacking pixels = new Unpacking(Parsing.parse(html));
    assertEquals(List.of(1), pixels.get("numbers"));
    assertEquals(1, pixels.number("reduction"));
    assertTrue(html.length() < HtmlReport.MOST_BYTES, () -> "length " + html.length());
  }

  @Test
  void largerImagesAreReduced() {
    ComplexArray image = ComplexArray.zeros(Precision.SINGLE, Shape.of(2300, 2049));
    for (int i = 0; i < image.count(); i++) {
      image.set(i, i % 2049 % 2 == 0 ? 1 : 3, 0);
    }
    Unpacking pixels =
        new Unpacking(page(ImageViewer.titled("i").images("a", "", image).images("b", "", image)));
    assertEquals(2, pixels.number("reduction"));
    assertEquals(1025, pixels.number("width"));
    int[] values = pixels.values(0, 0);
    assertEquals(65535, values[0], "mean of 1 and 3");
    assertEquals(32768, values[1024], "what is left at the edge");
  }

  @Test
  void rejectsWhatDoesNotFit() {
    ImageViewer.Builder viewer = ImageViewer.titled("i");
    assertThrows(IllegalArgumentException.class, viewer::build);
    assertThrows(IllegalArgumentException.class, () -> viewer.pixelAspect(0));
    assertThrows(IllegalArgumentException.class, () -> viewer.images("a", "", noise(3)));
    viewer.images("a", "", noise(2, 3));
    assertEquals(
        "`b`: expected [2, 3], got [3, 2]",
        assertThrows(IllegalArgumentException.class, () -> viewer.images("b", "", noise(3, 2)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> viewer.difference("d", noise(2, 3), noise(3, 2)));
  }
}
