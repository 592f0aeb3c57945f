package org.firenet.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.metrics.ImageMetrics;
import org.firenet.mri.ZeroFilled;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.sampling.RandomPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeExampleTest {
  /** Share of the zero-filled error that may be left, of half the samples and four coils. */
  private static final double LEFT = 1.0 / 3;

  @Test
  void exampleReconstructs() {
    Shape shape = Shape.of(64, 64);
    ComplexArray truth = ComplexArray.ofReal(SheppLogan.image(shape));
    ComplexArray maps = BirdcageCoils.maps(4, shape);
    Mask mask = RandomPoints.variableDensity(shape, 2, 12).draw(1);
    ComplexArray coils = new CoilOperator(maps).forward(truth);
    ComplexArray kspace =
        new MaskOperator(coils.shape(), mask)
            .forward(new FourierOperator(coils.shape(), 2).forward(coils));
    ComplexArray image = ReadmeExample.reconstruct(kspace, maps);
    assertEquals(shape, image.shape());
    assertEquals(Precision.SINGLE, image.precision());
    double error = ImageMetrics.nrmse(image.copy(Precision.DOUBLE), truth);
    double zeroFilled = ImageMetrics.nrmse(ZeroFilled.image(kspace, maps), truth);
    assertTrue(error < LEFT * zeroFilled, "error " + error + ", zero-filled " + zeroFilled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReadmeExample", "ReadmeGpuExample", "ReadmeDerivativeExample"})
  void readmeShowsTheExamplesThatAreCompiled(String name) throws IOException {
    String source = Files.readString(Path.of("src/test/java/org/firenet/readme", name + ".java"));
    String example =
        source.substring(
            source.indexOf("// example: begin") + "// example: begin".length(),
            source.indexOf("// example: end"));
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains(example.strip()), "README.md does not show the tested example");
  }
}
