package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.firenet.acquisition.LinePlacement.Readout;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;

class LinePlacementTest {
  private static Encoding encoding(int x, int y, int z, Map<String, Limits> limits) {
    Space space = new Space(x, y, z, new Vector3(200, 200, 5));
    return new Encoding(space, space, limits, "cartesian", Optional.empty());
  }

  private static AcquisitionHeader line(int samples, int centre, int step1, int step2) {
    return Acquisitions.line(samples, 1).centre(centre).steps(step1, step2).header();
  }

  @Test
  void putsTheCentreAtTheMiddle() {
    LinePlacement placement =
        new LinePlacement(
            encoding(16, 9, 1, Map.of("kspace_encoding_step_1", new Limits(0, 6, 2))));
    assertEquals(Shape.of(9, 16), placement.grid());
    assertEquals(4, placement.line(line(16, 8, 2, 0), 0));
    assertEquals(2, placement.line(line(16, 8, 0, 0), 0));
    assertEquals(8, placement.line(line(16, 8, 6, 0), 0));
    assertThrows(IllegalArgumentException.class, () -> placement.line(line(16, 8, 7, 0), 3));
  }

  @Test
  void usesTheMiddleOfTheMatrixWithoutLimits() {
    LinePlacement placement = new LinePlacement(encoding(16, 10, 4, Map.of()));
    assertEquals(Shape.of(4, 10, 16), placement.grid());
    assertEquals(3 * 10 + 7, placement.line(line(16, 8, 7, 3), 0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> placement.line(line(16, 8, 10, 0), 41));
    assertTrue(e.getMessage().startsWith("acquisition 41: encoding steps 10 and 0"));
  }

  @Test
  void ignoresTheSecondStepInTwoDimensions() {
    LinePlacement placement = new LinePlacement(encoding(16, 10, 1, Map.of()));
    assertEquals(7, placement.line(line(16, 8, 7, 3), 0));
  }

  @Test
  void placesAsymmetricEchoes() {
    LinePlacement placement = new LinePlacement(encoding(16, 4, 1, Map.of()));
    Readout readout = placement.readout(line(12, 4, 0, 0), 0);
    assertEquals(new Readout(4, 1, 0, 12), readout);
    assertFalse(readout.covers(16));
  }

  @Test
  void leavesDiscardedSamplesOut() {
    LinePlacement placement = new LinePlacement(encoding(16, 4, 1, Map.of()));
    AcquisitionHeader head = Acquisitions.line(20, 1).centre(10).discarding(2, 2).header();
    Readout readout = placement.readout(head, 0);
    assertEquals(new Readout(0, 1, 2, 16), readout);
    assertTrue(readout.covers(16));
  }

  @Test
  void mirrorsReversedReadouts() {
    LinePlacement placement = new LinePlacement(encoding(16, 4, 1, Map.of()));
    AcquisitionHeader head =
        Acquisitions.line(16, 1).centre(8).flags(AcquisitionFlag.IS_REVERSE).header();
    assertEquals(new Readout(15, -1, 0, 16), placement.readout(head, 0));
  }

  @Test
  void takesTheMiddleOfACompleteReadoutWithoutCentre() {
    LinePlacement placement = new LinePlacement(encoding(16, 4, 1, Map.of()));
    assertEquals(new Readout(0, 1, 0, 16), placement.readout(line(16, 0, 0, 0), 0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> placement.readout(line(12, 0, 0, 0), 7));
    assertTrue(e.getMessage().startsWith("acquisition 7: 12 samples"), e.getMessage());
  }

  @Test
  void rejectsReadoutsThatDoNotFit() {
    LinePlacement placement = new LinePlacement(encoding(16, 4, 1, Map.of()));
    assertThrows(IllegalArgumentException.class, () -> placement.readout(line(17, 8, 0, 0), 0));
    assertThrows(IllegalArgumentException.class, () -> placement.readout(line(8, 12, 0, 0), 0));
    AcquisitionHeader nothing = Acquisitions.line(4, 1).centre(2).discarding(2, 2).header();
    assertThrows(IllegalArgumentException.class, () -> placement.readout(nothing, 0));
  }
}
