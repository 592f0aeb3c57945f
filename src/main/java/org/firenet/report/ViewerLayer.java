package org.firenet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;

/** What one panel of a viewer shows: images, or differences of images. */
sealed interface ViewerLayer {
  /** Pixels of a picture at most. */
  long STILL_PIXELS = 400_000;

  /** Factors by which differences are shown. */
  int[] GAINS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  /**
   * What the leading axes count.
   *
   * @param singular for one
   * @param plural for several
   * @param first number of the first
   */
  record Counting(String singular, String plural, int first) {}

  String name();

  /** {@code [..., y, x]}. */
  Shape shape();

  /** Bytes that a pixel takes before it is deflated. */
  int bytesOfPixel();

  /** The value shown at a place in memory order. */
  double value(int index);

  /** The picture where no script runs. */
  ImageFigure still(ImageChoice choice, Counting counting, Window window);

  /** Embeds the pixels and describes them to the script. */
  Map<String, Object> embed(ViewerPixels pixels, Window window, Consumer<String> warnings);

  /** The window of the images shown. */
  default Window window(ImageChoice choice) {
    return Window.of(shown(choice));
  }

  /** All values of the images shown, one after the other. */
  default RealArray shown(ImageChoice choice) {
    int size = shape().last(2).count();
    double[] out = new double[choice.size() * size];
    FiniteValues finite = new FiniteValues();
    Arrays.setAll(out, i -> finite.of(value(choice.get(i / size) * size + i % size)));
    return RealArray.of(Shape.of(out.length), out);
  }

  /**
   * Embeds values in 16 bits; describes name, and where they are, and the largest of each image.
   */
  default Map<String, Object> embedValues(ViewerPixels pixels, Consumer<String> warnings) {
    FiniteValues finite = new FiniteValues();
    List<Integer> places = new ArrayList<>();
    List<Double> largest = new ArrayList<>();
    for (int image = 0; image < pixels.choice().size(); image++) {
      double[] values = pixels.image(image, finite.of(this::value));
      double max = Arrays.stream(values).max().orElse(0);
      places.add(pixels.add(PixelData.grey(values, max), 2));
      largest.add(max);
    }
    if (!finite.isClean()) {
      warnings.accept(finite.warning(name()));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", name());
    out.put("values", places);
    out.put("largest", largest);
    return out;
  }

  /**
   * Complex images, their moduli and arguments.
   *
   * @param images {@code [..., y, x]}
   */
  record Images(String name, String note, ComplexArray images) implements ViewerLayer {
    @Override
    public Shape shape() {
      return images.shape();
    }

    @Override
    public int bytesOfPixel() {
      return hasPhase() ? 3 : 2;
    }

    private boolean hasPhase() {
      for (int i = 0; i < images.count(); i++) {
        if (images.im(i) != 0 || images.re(i) < 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public double value(int index) {
      return Math.hypot(images.re(index), images.im(index));
    }

    @Override
    public ImageFigure still(ImageChoice choice, Counting counting, Window window) {
      Tiles tiles = new Tiles(shape(), choice, STILL_PIXELS);
      RealArray picture = tiles.picture(new FiniteValues().of(this::value), 0);
      String which = tiles.note(counting.plural(), counting.first());
      String both = note.isEmpty() || which.isEmpty() ? note + which : note + "; " + which;
      return ImageFigure.grey(picture, name, window).withNote(both);
    }

    @Override
    public Map<String, Object> embed(
        ViewerPixels pixels, Window window, Consumer<String> warnings) {
      Map<String, Object> out = embedValues(pixels, warnings);
      out.put("note", note);
      if (hasPhase()) {
        List<Integer> places = new ArrayList<>();
        for (int image = 0; image < pixels.choice().size(); image++) {
          places.add(pixels.add(angles(pixels, image), 1));
        }
        out.put("phases", places);
      }
      return out;
    }

    private int[] angles(ViewerPixels pixels, int image) {
      FiniteValues finite = new FiniteValues();
      IntToDoubleFunction realPart = images::re;
      IntToDoubleFunction imaginaryPart = images::im;
      double[] re = pixels.image(image, finite.of(realPart));
      double[] im = pixels.image(image, finite.of(imaginaryPart));
      int[] out = new int[re.length];
      Arrays.setAll(out, i -> PixelData.angle(re[i], im[i]));
      return out;
    }
  }

  /**
   * Differences of moduli, without sign.
   *
   * @param a {@code [..., y, x]}
   * @param b likewise
   */
  record Difference(String name, ComplexArray a, ComplexArray b) implements ViewerLayer {
    @Override
    public Shape shape() {
      return a.shape();
    }

    @Override
    public int bytesOfPixel() {
      return 2;
    }

    @Override
    public double value(int index) {
      double first = Math.hypot(a.re(index), a.im(index));
      return Math.abs(first - Math.hypot(b.re(index), b.im(index)));
    }

    /** The largest factor at which nearly all differences stay within a window; 1 without any. */
    private int gain(ImageChoice choice, Window window) {
      if (shown(choice).max() == 0) {
        return 1;
      }
      double room = window.high() / window(choice).high();
      return Arrays.stream(GAINS).filter(gain -> gain <= room).max().orElse(1);
    }

    @Override
    public ImageFigure still(ImageChoice choice, Counting counting, Window window) {
      Tiles tiles = new Tiles(shape(), choice, STILL_PIXELS);
      RealArray picture = tiles.picture(new FiniteValues().of(this::value), 0);
      int gain = gain(choice, window);
      Window own = new Window(0, window.high() / gain);
      return ImageFigure.coloured(picture, name + " × " + gain, own, ColourMap.HEAT)
          .withNote(tiles.note(counting.plural(), counting.first()));
    }

    @Override
    public Map<String, Object> embed(
        ViewerPixels pixels, Window window, Consumer<String> warnings) {
      Map<String, Object> out = embedValues(pixels, warnings);
      out.put("note", "");
      out.put("gain", gain(pixels.choice(), window));
      return out;
    }
  }
}
