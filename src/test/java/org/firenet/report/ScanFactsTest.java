package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;

class ScanFactsTest {
  private static final String SECRET = "SECRET";
  private static final ImageGeometry GEOMETRY = ImageGeometry.axial(new Vector3(0.9375, 1.875, 5));

  /** Everything that may tell who was scanned, when and where is secret. */
  private static ScanMetadata metadata() {
    Optional<String> secret = Optional.of(SECRET);
    return new ScanMetadata(
        new ScanMetadata.Subject(
            secret, secret, secret, secret, OptionalDouble.of(77.125), OptionalDouble.of(1.8125)),
        new ScanMetadata.Study(
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            secret,
            Optional.of("T1 axial"),
            OptionalInt.of(98765),
            secret,
            secret),
        new ScanMetadata.Scanner(
            Optional.of("Vendor"),
            Optional.of("Model"),
            secret,
            secret,
            OptionalDouble.of(2.8936),
            OptionalDouble.of(123.2e6),
            OptionalInt.of(8),
            List.of()),
        new ScanMetadata.Sequence(
            List.of(500.0),
            List.of(4.6, 9.2),
            List.of(),
            List.of(15.0),
            List.of(),
            Optional.of("flash")));
  }

  @Test
  void tellsQuantitiesWithUnits() {
    Map<String, String> facts =
        ScanFacts.of(Optional.of(Shape.of(128, 256)), 3, 8, Optional.of(GEOMETRY), metadata());
    assertEquals("256 × 128 (x × y)", facts.get("Matrix"));
    assertEquals("240 × 240 mm", facts.get("Field of view"));
    assertEquals("0.94 × 1.88 × 5 mm", facts.get("Voxel"));
    assertEquals("3", facts.get("Images"));
    assertEquals("8", facts.get("Coils"));
    assertEquals("500 ms", facts.get("Repetition time TR"));
    assertEquals("4.6, 9.2 ms", facts.get("Echo time TE"));
    assertEquals("15°", facts.get("Flip angle"));
    assertEquals("2.8936 T", facts.get("Field strength"));
    assertEquals("123.2 MHz", facts.get("Resonance frequency"));
    assertEquals("Vendor Model", facts.get("Scanner"));
    assertEquals("flash", facts.get("Sequence"));
    assertFalse(facts.containsKey("Inversion time TI"));
  }

  @Test
  void tellsNothingOfTheSubject() {
    ComplexArray image = ComplexArray.zeros(Precision.SINGLE, Shape.of(4, 2));
    String html =
        ReconstructionReport.titled("t")
            .images(image)
            .scan(metadata())
            .geometry(GEOMETRY)
            .build()
            .html();
    assertTrue(html.contains("T1 axial"));
    for (String secret : List.of(SECRET, "77.1", "1.81", "98765")) {
      assertFalse(html.contains(secret), secret);
    }
    assertTrue(html.contains("\"pixelAspect\":2.0"));
  }

  @Test
  void leavesOutWhatIsUnknown() {
    assertTrue(
        ScanFacts.of(Optional.empty(), 0, 0, Optional.empty(), ScanMetadata.unknown()).isEmpty());
    Map<String, String> volume =
        ScanFacts.of(
            Optional.of(Shape.of(4, 3, 2)), 1, 0, Optional.of(GEOMETRY), ScanMetadata.unknown());
    assertEquals("2 × 3 × 4 (x × y × z)", volume.get("Matrix"));
    assertEquals("1.88 × 5.63 × 20 mm", volume.get("Field of view"));
    assertFalse(volume.containsKey("Images"));
  }
}
