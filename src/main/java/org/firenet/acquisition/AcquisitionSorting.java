package org.firenet.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.ParallelImaging;
import org.firenet.scan.ImageIndex;

/**
 * Tells which acquisitions of a scan belong to which image, which to calibration and which are
 * noise.
 *
 * <p>Navigators, phase-correction and phase-stabilisation lines, dummy scans, feedback lines and
 * scans for surface coils belong to no image. Lines for calibration only are lines of their image
 * where the header's calibration mode is embedded, interleaved or not told; they make a separate
 * calibration where it is separate, external or other, or where they belong to another encoding.
 */
final class AcquisitionSorting {
  private static final long BELONGS_TO_NO_IMAGE =
      AcquisitionFlag.IS_NAVIGATION_DATA.mask()
          | AcquisitionFlag.IS_PHASECORR_DATA.mask()
          | AcquisitionFlag.IS_HPFEEDBACK_DATA.mask()
          | AcquisitionFlag.IS_DUMMYSCAN_DATA.mask()
          | AcquisitionFlag.IS_RTFEEDBACK_DATA.mask()
          | AcquisitionFlag.IS_SURFACECOILCORRECTIONSCAN_DATA.mask()
          | AcquisitionFlag.IS_PHASE_STABILIZATION_REFERENCE.mask()
          | AcquisitionFlag.IS_PHASE_STABILIZATION.mask();

  private static final List<String> SAME_CONTRAST = List.of("embedded", "interleaved");

  private final int encoding;
  private final boolean calibrationInImage;
  private final boolean averagesApart;
  private final List<Integer> noise = new ArrayList<>();
  private final TreeMap<ImageIndex, List<Integer>> images = new TreeMap<>();
  private final TreeMap<ImageIndex, List<Integer>> calibrations = new TreeMap<>();
  private int leftOut;
  private int otherEncodings;
  private boolean reversed;

  private AcquisitionSorting(Encoding encoding, int number, boolean averagesApart) {
    this.encoding = number;
    this.averagesApart = averagesApart;
    this.calibrationInImage =
        encoding
            .parallelImaging()
            .flatMap(ParallelImaging::calibrationMode)
            .map(SAME_CONTRAST::contains)
            .orElse(true);
  }

  /**
   * Sorts all acquisitions of a scan.
   *
   * @param encoding the encoding of the images
   * @param number its place in the header
   * @param count of acquisitions
   * @param header of an acquisition by its number
   * @param averagesApart whether averages are images of their own
   */
  static AcquisitionSorting of(
      Encoding encoding,
      int number,
      int count,
      IntFunction<AcquisitionHeader> header,
      boolean averagesApart) {
    AcquisitionSorting sorting = new AcquisitionSorting(encoding, number, averagesApart);
    for (int i = 0; i < count; i++) {
      sorting.add(i, header.apply(i));
    }
    return sorting;
  }

  private void add(int number, AcquisitionHeader head) {
    if (head.is(AcquisitionFlag.IS_NOISE_MEASUREMENT)) {
      noise.add(number);
    } else if ((head.flags() & BELONGS_TO_NO_IMAGE) != 0) {
      leftOut++;
    } else if (isCalibration(head)) {
      add(calibrations, head, number);
    } else if (head.encoding() != encoding) {
      otherEncodings++;
    } else {
      reversed |= head.is(AcquisitionFlag.IS_REVERSE);
      add(images, head, number);
    }
  }

  private boolean isCalibration(AcquisitionHeader head) {
    return head.is(AcquisitionFlag.IS_PARALLEL_CALIBRATION)
        && (head.encoding() != encoding || !calibrationInImage);
  }

  private void add(TreeMap<ImageIndex, List<Integer>> map, AcquisitionHeader head, int number) {
    ImageIndex index = head.index();
    if (!averagesApart && index.average() != 0) {
      index =
          new ImageIndex(
              index.slice(), index.repetition(), index.contrast(), index.phase(), index.set(), 0);
    }
    map.computeIfAbsent(index, key -> new ArrayList<>()).add(number);
  }

  /** Numbers of the noise acquisitions. */
  List<Integer> noise() {
    return noise;
  }

  /** Numbers of the acquisitions of each image, in order. */
  TreeMap<ImageIndex, List<Integer>> images() {
    return images;
  }

  /** Numbers of the acquisitions of the first separate calibration of a slice; empty for none. */
  List<Integer> calibration(int slice) {
    for (Map.Entry<ImageIndex, List<Integer>> entry : calibrations.entrySet()) {
      if (entry.getKey().slice() == slice) {
        return entry.getValue();
      }
    }
    return List.of();
  }

  /** Whether every image's slice has a separate calibration. */
  boolean hasCalibrations() {
    return !images.isEmpty()
        && images.keySet().stream().noneMatch(image -> calibration(image.slice()).isEmpty());
  }

  /** What a user should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (leftOut > 0) {
      notes.add(
          leftOut
              + " acquisitions left out: navigators, phase correction, dummy scans or feedback");
    }
    if (otherEncodings > 0) {
      notes.add(otherEncodings + " acquisitions left out: of other encodings than " + encoding);
    }
    if (reversed) {
      notes.add("reversed readouts are mirrored; no phase correction between directions");
    }
    return notes;
  }
}
