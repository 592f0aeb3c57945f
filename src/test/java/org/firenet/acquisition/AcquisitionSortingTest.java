package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.ParallelImaging;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AcquisitionSortingTest {
  private static Encoding encoding(String calibrationMode) {
    Space space = new Space(16, 16, 1, new Vector3(200, 200, 5));
    return new Encoding(
        space,
        space,
        Map.of(),
        "cartesian",
        calibrationMode == null
            ? Optional.empty()
            : Optional.of(new ParallelImaging(2, 1, Optional.of(calibrationMode))));
  }

  private static AcquisitionSorting sort(
      String calibrationMode, boolean averagesApart, AcquisitionHeader... heads) {
    return AcquisitionSorting.of(
        encoding(calibrationMode), 0, heads.length, i -> heads[i], averagesApart);
  }

  private static Acquisitions line() {
    return Acquisitions.line(16, 2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "IS_NAVIGATION_DATA",
        "IS_PHASECORR_DATA",
        "IS_HPFEEDBACK_DATA",
        "IS_DUMMYSCAN_DATA",
        "IS_RTFEEDBACK_DATA",
        "IS_SURFACECOILCORRECTIONSCAN_DATA",
        "IS_PHASE_STABILIZATION_REFERENCE",
        "IS_PHASE_STABILIZATION"
      })
  void leavesOutWhatBelongsToNoImage(AcquisitionFlag flag) {
    AcquisitionSorting sorting =
        sort(null, false, line().header(), line().flags(flag).header(), line().header());
    assertEquals(List.of(0, 2), sorting.images().get(ImageIndex.ofSlice(0)));
    assertEquals(1, sorting.notes().size());
    assertTrue(sorting.notes().get(0).startsWith("1 acquisitions left out"));
  }

  @Test
  void findsNoise() {
    AcquisitionSorting sorting =
        sort(
            null,
            false,
            line().flags(AcquisitionFlag.IS_NOISE_MEASUREMENT).encoding(3).header(),
            line().header());
    assertEquals(List.of(0), sorting.noise());
    assertEquals(List.of(1), sorting.images().get(ImageIndex.ofSlice(0)));
    assertTrue(sorting.notes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    ", true",
    "embedded, true",
    "interleaved, true",
    "separate, false",
    "external, false"
  })
  void calibrationLinesBelongToTheImageByTheMode(String mode, boolean inImage) {
    AcquisitionSorting sorting =
        sort(
            mode,
            false,
            line().header(),
            line().flags(AcquisitionFlag.IS_PARALLEL_CALIBRATION).header(),
            line().flags(AcquisitionFlag.IS_PARALLEL_CALIBRATION_AND_IMAGING).header());
    assertEquals(
        inImage ? List.of(0, 1, 2) : List.of(0, 2), sorting.images().get(ImageIndex.ofSlice(0)));
    assertEquals(inImage ? List.of() : List.of(1), sorting.calibration(0));
    assertEquals(!inImage, sorting.hasCalibrations());
  }

  @Test
  void calibrationOfAnotherEncodingIsSeparate() {
    AcquisitionSorting sorting =
        sort(
            "embedded",
            false,
            line().header(),
            line().flags(AcquisitionFlag.IS_PARALLEL_CALIBRATION).encoding(1).header(),
            line().encoding(1).header());
    assertEquals(List.of(1), sorting.calibration(0));
    assertTrue(sorting.notes().get(0).contains("of other encodings than 0"));
  }

  @Test
  void needsACalibrationForEverySlice() {
    AcquisitionSorting sorting =
        sort(
            "separate",
            false,
            line().header(),
            line().index(ImageIndex.ofSlice(1)).header(),
            line().flags(AcquisitionFlag.IS_PARALLEL_CALIBRATION).header());
    assertFalse(sorting.hasCalibrations());
  }

  @Test
  void combinesAveragesUnlessTheyAreAskedFor() {
    AcquisitionHeader[] heads = {
      line().index(new ImageIndex(0, 0, 0, 0, 0, 0)).header(),
      line().index(new ImageIndex(0, 0, 0, 0, 0, 1)).header(),
      line().index(new ImageIndex(0, 1, 0, 0, 0, 0)).header(),
    };
    assertEquals(2, sort(null, false, heads).images().size());
    assertEquals(3, sort(null, true, heads).images().size());
  }

  @Test
  void ordersVolumesSliceBySlice() {
    AcquisitionSorting sorting =
        sort(
            null,
            false,
            line().index(new ImageIndex(1, 1, 0, 0, 0, 0)).header(),
            line().index(new ImageIndex(1, 0, 0, 0, 0, 0)).header(),
            line().index(new ImageIndex(0, 1, 0, 0, 0, 0)).header(),
            line().index(new ImageIndex(0, 0, 1, 0, 0, 0)).header(),
            line().index(new ImageIndex(0, 0, 0, 0, 0, 0)).header());
    assertEquals(
        List.of(
            new ImageIndex(0, 0, 0, 0, 0, 0),
            new ImageIndex(1, 0, 0, 0, 0, 0),
            new ImageIndex(0, 0, 1, 0, 0, 0),
            new ImageIndex(0, 1, 0, 0, 0, 0),
            new ImageIndex(1, 1, 0, 0, 0, 0)),
        List.copyOf(sorting.images().keySet()));
  }

  @Test
  void tellsOfReversedReadouts() {
    AcquisitionSorting sorting =
        sort(null, false, line().flags(AcquisitionFlag.IS_REVERSE).header());
    assertTrue(sorting.notes().get(0).contains("no phase correction"));
  }
}
