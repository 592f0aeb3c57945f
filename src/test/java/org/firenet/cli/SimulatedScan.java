package org.firenet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.network.Problem;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.PhaseEncodeLines;

/**
 * A phantom seen by four coils in three slices, of which the last has a mask of its own.
 *
 * @param truth {@code [slice, y, x]}; slice s is 1 + s/2 times the phantom
 * @param maps {@code [coil, y, x]}
 * @param kspace {@code [slice, coil, ky, kx]}
 */
record SimulatedScan(ComplexArray truth, ComplexArray maps, ComplexArray kspace) {
  static final Shape IMAGE = Shape.of(32, 40);
  static final int COILS = 4;
  static final int SLICES = 3;

  private static final int CALIBRATION_LINES = 12;

  /** The mask of a slice. */
  static Mask mask(int slice) {
    return new PhaseEncodeLines(IMAGE, 0, 2, CALIBRATION_LINES).random(slice < 2 ? 1 : 2);
  }

  /** Makes the scan. */
  static SimulatedScan make() {
    ComplexArray maps = BirdcageCoils.maps(COILS, IMAGE);
    ComplexArray phantom = SmoothPhase.apply(SheppLogan.image(IMAGE), 1);
    ComplexArray truth = ComplexArray.zeros(Precision.DOUBLE, IMAGE.prepend(SLICES));
    ComplexArray kspace =
        ComplexArray.zeros(Precision.DOUBLE, IMAGE.prepend(COILS).prepend(SLICES));
    for (int slice = 0; slice < SLICES; slice++) {
      ComplexArray image = scaled(phantom, 1 + slice / 2.0);
      truth.setSlice(slice, image);
      kspace.setSlice(slice, sampled(image, maps, mask(slice)));
    }
    return new SimulatedScan(truth, maps, kspace);
  }

  /** K-space {@code [coil, ...]} of an image. */
  static ComplexArray sampled(ComplexArray image, ComplexArray maps, Mask mask) {
    return Problem.of(image.shape())
        .mask(mask)
        .maps(maps)
        .levels(0)
        .build()
        .samplingOperator(null)
        .forward(image);
  }

  /** The array times a number. */
  static ComplexArray scaled(ComplexArray array, double factor) {
    ComplexArray out = ComplexArray.zeros(array.precision(), array.shape());
    for (int i = 0; i < array.count(); i++) {
      out.set(i, factor * array.re(i), factor * array.im(i));
    }
    return out;
  }

  /** Reads a complex array. */
  static ComplexArray read(Path path) {
    try (ArrayFile file = ArrayFile.open(path)) {
      return file.complex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
