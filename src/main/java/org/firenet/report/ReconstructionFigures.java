package org.firenet.report;

import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;

/** Pictures of sampling masks and sensitivities. Pixels that are not finite are shown as 0. */
final class ReconstructionFigures {
  /** Planes of a mask, or coils, shown at most. */
  private static final int MOST_TILES = 32;

  private static final long MOST_PIXELS = 400_000;

  private ReconstructionFigures() {}

  /** Moduli and phases of {@code [..., coil, y, x]}. */
  static ImageFigure[] maps(ComplexArray maps, Consumer<String> warnings) {
    String name = "Coil sensitivities";
    ImageChoice choice = ImageChoice.of(Tiles.count(name, maps.shape()), MOST_TILES);
    Tiles tiles = new Tiles(maps.shape(), choice, MOST_PIXELS);
    FiniteValues finite = new FiniteValues();
    IntToDoubleFunction modulus = i -> Math.hypot(maps.re(i), maps.im(i));
    RealArray magnitude = tiles.picture(finite.of(modulus), 0);
    if (!finite.isClean()) {
      warnings.accept(finite.warning(name));
    }
    double high = magnitude.max() > 0 ? magnitude.max() : 1;
    ImageFigure grey =
        ImageFigure.grey(magnitude, name + ", magnitude", new Window(0, high))
            .withNote(tiles.note("maps"))
            .with(new ColourBar(ColourMap.GREY, "0", NumberText.of(high)));
    ImageFigure hue = ImageFigure.phase(complex(tiles, maps), name + ", phase", high);
    return new ImageFigure[] {grey, hue.withNote("brightness: magnitude")};
  }

  private static ComplexArray complex(Tiles tiles, ComplexArray maps) {
    IntToDoubleFunction realPart = maps::re;
    IntToDoubleFunction imaginaryPart = maps::im;
    RealArray re = tiles.picture(new FiniteValues().of(realPart), 0);
    RealArray im = tiles.picture(new FiniteValues().of(imaginaryPart), 0);
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, re.shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, re.get(i), im.get(i));
    }
    return out;
  }

  /** Sampled points white; of a volume the one plane that tells all, if there is one. */
  static ImageFigure mask(Mask mask) {
    Shape shape = mask.shape();
    int same =
        shape.rank() == 3
            ? IntStream.of(2, 1, 0).filter(mask::isFullAlong).findFirst().orElse(-1)
            : -1;
    ImageFigure figure = same < 0 ? planes(mask) : plane(mask, same);
    String points = "%d of %d points".formatted(mask.samples(), shape.count());
    return figure.withNote(figure.note().isEmpty() ? points : points + "; " + figure.note());
  }

  private static ImageFigure planes(Mask mask) {
    ImageChoice choice = ImageChoice.of(Tiles.count("mask", mask.shape()), MOST_TILES);
    Tiles tiles = new Tiles(mask.shape(), choice, MOST_PIXELS);
    return sampled(tiles.picture(i -> mask.get(i) ? 1 : 0, 0)).withNote(tiles.note("planes"));
  }

  /** The plane across an axis along which nothing changes. */
  private static ImageFigure plane(Mask mask, int axis) {
    Shape shape = mask.shape();
    int stride = IntStream.range(axis + 1, 3).map(shape::extent).reduce(1, (a, b) -> a * b);
    int jump = stride * shape.extent(axis);
    Shape plane =
        Shape.of(IntStream.range(0, 3).filter(a -> a != axis).map(shape::extent).toArray());
    Tiles tiles = new Tiles(plane, ImageChoice.of(1, 1), MOST_PIXELS);
    return sampled(tiles.picture(i -> mask.get(i / stride * jump + i % stride) ? 1 : 0, 0))
        .withNote("the same along " + new String[] {"kz", "ky", "kx"}[axis]);
  }

  private static ImageFigure sampled(RealArray picture) {
    return ImageFigure.grey(picture, "Sampled points", new Window(0, 1));
  }
}
