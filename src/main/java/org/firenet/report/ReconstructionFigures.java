package org.firenet.report;

import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;

/**
 * The pictures of a reconstruction. Pixels that are not finite are shown as 0 and warned of, so
 * that a run that diverged has its report too.
 */
final class ReconstructionFigures {
  private final Consumer<String> warnings;

  ReconstructionFigures(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Moduli of {@code [..., y, x]}.
   *
   * @param plural what the leading axes count
   */
  GreyFigure magnitude(String caption, ComplexArray values, String plural) {
    Tiles tiles = new Tiles(caption, values.shape());
    IntToDoubleFunction modulus = i -> Math.hypot(values.re(i), values.im(i));
    return GreyFigure.of(picture(caption, tiles, modulus, 0), caption).withNote(tiles.note(plural));
  }

  /** Arguments of {@code [..., y, x]}, from −π to π. */
  GreyFigure phase(String caption, ComplexArray values) {
    Tiles tiles = new Tiles(caption, values.shape());
    IntToDoubleFunction argument = i -> Math.atan2(values.im(i), values.re(i));
    return GreyFigure.of(picture(caption, tiles, argument, -Math.PI), caption)
        .withNote("black −π, white π")
        .withWindow(new Window(-Math.PI, Math.PI));
  }

  /** {@code gain · |image − truth|} for two arrays {@code [..., y, x]} of one shape. */
  GreyFigure difference(ComplexArray image, ComplexArray truth, int gain) {
    String caption = "Difference × " + gain;
    IntToDoubleFunction modulus =
        i -> gain * Math.hypot(image.re(i) - truth.re(i), image.im(i) - truth.im(i));
    return GreyFigure.of(picture(caption, new Tiles(caption, image.shape()), modulus, 0), caption)
        .withNote("|reconstruction − truth|");
  }

  /** Sampled points white; of a volume the one plane that tells all, if there is one. */
  static GreyFigure mask(Mask mask) {
    Shape shape = mask.shape();
    int same =
        shape.rank() == 3
            ? IntStream.of(2, 1, 0).filter(mask::isFullAlong).findFirst().orElse(-1)
            : -1;
    GreyFigure figure = same < 0 ? planes(mask) : plane(mask, same);
    String points = "%d of %d points".formatted(mask.samples(), shape.count());
    return figure
        .withNote(figure.note().isEmpty() ? points : points + "; " + figure.note())
        .withWindow(new Window(0, 1));
  }

  private static GreyFigure planes(Mask mask) {
    Tiles tiles = new Tiles("mask", mask.shape());
    RealArray picture = tiles.picture(i -> mask.get(i) ? 1 : 0, 0);
    return GreyFigure.of(picture, "Sampled points").withNote(tiles.note("planes"));
  }

  /** The plane across an axis along which nothing changes. */
  private static GreyFigure plane(Mask mask, int axis) {
    Shape shape = mask.shape();
    int stride = IntStream.range(axis + 1, 3).map(shape::extent).reduce(1, (a, b) -> a * b);
    int jump = stride * shape.extent(axis);
    Shape plane =
        Shape.of(IntStream.range(0, 3).filter(a -> a != axis).map(shape::extent).toArray());
    double[] out = new double[plane.count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = mask.get(i / stride * jump + i % stride) ? 1 : 0;
    }
    return GreyFigure.of(RealArray.of(plane, out), "Sampled points")
        .withNote("the same along " + new String[] {"kz", "ky", "kx"}[axis]);
  }

  private RealArray picture(
      String caption, Tiles tiles, IntToDoubleFunction values, double background) {
    int[] bad = {0};
    IntToDoubleFunction finite =
        i -> {
          double value = values.applyAsDouble(i);
          bad[0] += Double.isFinite(value) ? 0 : 1;
          return Double.isFinite(value) ? value : 0;
        };
    RealArray picture = tiles.picture(finite, background);
    if (bad[0] > 0) {
      warnings.accept(
          "%s: %s not finite, shown as 0."
              .formatted(caption, bad[0] == 1 ? "one pixel is" : bad[0] + " pixels are"));
    }
    return picture;
  }
}
