package org.firenet.acquisition;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.acquisition.LinePlacement.Readout;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.InputFile;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.AcquisitionTable;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.io.ismrmrd.IsmrmrdHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.mri.CalibrationRegion;
import org.firenet.mri.ImageResizing;
import org.firenet.mri.NoiseWhitening;
import org.firenet.mri.ReadoutOversampling;
import org.firenet.scan.Vector3;

/**
 * Calibration lines that were measured apart from the images, one set for each slice, whitened as
 * the images are and cut to the fully sampled middle.
 */
final class SeparateCalibration {
  /** Points along each axis that are kept; more do not make better maps. */
  private static final int LARGEST = 64;

  /** Fields of view may differ by this share and count as the same. */
  private static final double SAME_FIELD = 0.02;

  private final AcquisitionTable table;
  private final AcquisitionSorting sorting;
  private final Encoding encoding;
  private final int readout;
  private final boolean exists;
  private final Map<Integer, ComplexArray> bySlice = new HashMap<>();

  /**
   * Looks for them.
   *
   * @param images the encoding of the images
   * @param notes gets what a user should know. Modified.
   */
  SeparateCalibration(
      AcquisitionTable table,
      IsmrmrdHeader header,
      Encoding images,
      AcquisitionSorting sorting,
      List<String> notes) {
    this.table = table;
    this.sorting = sorting;
    if (!sorting.hasCalibrations()) {
      exists = false;
      encoding = images;
      readout = 0;
      return;
    }
    int slice = sorting.images().firstKey().slice();
    AcquisitionHeader head = table.header(sorting.calibration(slice).get(0));
    encoding = header.encodings().get(head.encoding());
    double shown = images.recon().fieldOfView().x();
    double field = encoding.encoded().fieldOfView().x();
    readout = (int) Math.round(encoding.encoded().x() * shown / field);
    exists = readout > 0 && readout <= encoding.encoded().x() && sameFields(images, encoding);
    if (!exists) {
      notes.add("separate calibration is not used: its field of view differs from the images'");
    }
  }

  private static boolean sameFields(Encoding images, Encoding calibration) {
    Vector3 one = images.encoded().fieldOfView();
    Vector3 other = calibration.encoded().fieldOfView();
    boolean volume = images.encoded().z() > 1;
    return near(one.y(), other.y())
        && (!volume || near(one.z(), other.z()))
        && images.encoded().z() > 1 == calibration.encoded().z() > 1;
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= SAME_FIELD * Math.abs(one);
  }

  /** Whether there are any that can be used. */
  boolean exists() {
    return exists;
  }

  /** The data of a slice, {@code [coil, cy, cx]} or {@code [coil, cz, cy, cx]}. */
  ComplexArray read(IsmrmrdFile file, int slice, int coils, Optional<NoiseWhitening> whitening)
      throws IOException {
    ComplexArray known = bySlice.get(slice);
    if (known == null) {
      known = readSlice(file, slice, coils, whitening);
      bySlice.put(slice, known);
    }
    return known;
  }

  private ComplexArray readSlice(
      IsmrmrdFile file, int slice, int coils, Optional<NoiseWhitening> whitening)
      throws IOException {
    LinePlacement placement = new LinePlacement(encoding).middle(LARGEST);
    List<Integer> numbers =
        sorting.calibration(slice).stream()
            .filter(number -> placement.holds(table.header(number)))
            .toList();
    MeasuredLines lines = new MeasuredLines(file.path(), table, placement);
    lines.add(numbers);
    if (lines.channels() != coils) {
      throw InputFile.failure(
          file.path(),
          "calibration: expected lines of %d channels around the centre of k-space, got %d"
              .formatted(coils, lines.channels()));
    }
    GridBuffer buffer = new GridBuffer(1, coils, placement.grid());
    file.read(
        numbers.stream().mapToInt(Integer::intValue).toArray(),
        (number, samples, trajectory) -> {
          AcquisitionHeader head = table.header(number);
          Readout place = placement.readout(head, number);
          buffer.add(0, placement.line(head, number), place, samples, head.samples());
        });
    ComplexArray data = buffer.averaged().slice(0);
    try {
      data.requireFinite("calibration");
    } catch (IllegalArgumentException e) {
      throw new IOException(file.path() + ": " + e.getMessage(), e);
    }
    if (whitening.isPresent()) {
      data = whitening.get().apply(data);
    }
    return middle(data, buffer.mask(0), placement.readout());
  }

  private ComplexArray middle(ComplexArray data, Mask mask, int points) {
    if (readout < points) {
      data = ReadoutOversampling.remove(data, -1, readout);
    }
    CalibrationRegion region = CalibrationRegion.find(mask, 1, LARGEST);
    int[] extents = region.extent().extents();
    int last = extents.length - 1;
    extents[last] = Math.min(extents[last], readout);
    return ImageResizing.crop(data, Shape.of(extents));
  }
}
