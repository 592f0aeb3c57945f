package org.firenet.io.dicom;

import static org.firenet.io.dicom.DicomTag.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/** The attributes of one image after another of a series. */
final class DicomImageAttributes {
  private static final byte[] META_VERSION = {0, 1};

  private final ImageSeries series;
  private final DicomSettings settings;
  private final DicomIdentifiers ids;
  private final DicomPixels pixels;
  private final DicomDataset shared;

  /** The numbers that each index takes in the series, by its name; no slices. */
  private final Map<String, TreeSet<Integer>> indices = new LinkedHashMap<>();

  DicomImageAttributes(
      ImageSeries series, DicomSettings settings, DicomIdentifiers ids, DicomPixels pixels) {
    this.series = series;
    this.settings = settings;
    this.ids = ids;
    this.pixels = pixels;
    this.shared = DicomSeries.of(series, settings, ids, pixels);
    series
        .descriptions()
        .forEach(
            description ->
                description
                    .index()
                    .volume()
                    .byName()
                    .forEach(
                        (name, value) ->
                            indices.computeIfAbsent(name, n -> new TreeSet<>()).add(value)));
  }

  /** The file's meta information with its own identifier, encoded. */
  byte[] meta(DicomImage image) {
    byte[] rest =
        new DicomDataset()
            .bytes(FILE_META_INFORMATION_VERSION, META_VERSION)
            .raw(MEDIA_STORAGE_SOP_CLASS_UID, DicomUid.MR_IMAGE_STORAGE)
            .raw(MEDIA_STORAGE_SOP_INSTANCE_UID, ids.instance(image.number()))
            .raw(TRANSFER_SYNTAX_UID, DicomUid.EXPLICIT_LITTLE_ENDIAN)
            .raw(IMPLEMENTATION_CLASS_UID, DicomUid.IMPLEMENTATION)
            .raw(IMPLEMENTATION_VERSION_NAME, "FIRENET")
            .encode();
    byte[] length =
        new DicomDataset()
            .bytes(
                FILE_META_INFORMATION_GROUP_LENGTH,
                (byte) rest.length,
                (byte) (rest.length >> 8),
                (byte) 0,
                (byte) 0)
            .encode();
    byte[] meta = new byte[length.length + rest.length];
    System.arraycopy(length, 0, meta, 0, length.length);
    System.arraycopy(rest, 0, meta, length.length, rest.length);
    return meta;
  }

  /** All attributes but the pixels, encoded. */
  byte[] attributes(DicomImage image) {
    DicomDataset out = new DicomDataset(shared);
    out.raw(SOP_INSTANCE_UID, ids.instance(image.number()))
        .integer(INSTANCE_NUMBER, image.number());
    plane(image, out);
    times(image, out);
    counts(image, out);
    comments(image, out);
    return out.encode();
  }

  private void plane(DicomImage image, DicomDataset out) {
    ImageGeometry geometry = image.geometry();
    Shape flat = series.imageShape().last(2);
    Vector3 corner = geometry.centre(flat, 0, 0, 0);
    Vector3 x = geometry.read();
    Vector3 y = geometry.phase();
    out.decimals(IMAGE_POSITION_PATIENT, corner.x(), corner.y(), corner.z())
        .decimals(IMAGE_ORIENTATION_PATIENT, x.x(), x.y(), x.z(), y.x(), y.y(), y.z())
        .decimals(PIXEL_SPACING, geometry.voxel().y(), geometry.voxel().x())
        .decimals(SLICE_THICKNESS, geometry.voxel().z())
        .decimals(SLICE_LOCATION, corner.dot(x.cross(y)));
    image.spacing().ifPresent(spacing -> out.decimals(SPACING_BETWEEN_SLICES, spacing));
  }

  private void times(DicomImage image, DicomDataset out) {
    ScanMetadata.Sequence sequence = series.metadata().sequence();
    int contrast = image.index().contrast();
    out.integer(ECHO_NUMBERS, contrast + 1).raw(REPETITION_TIME, "").raw(ECHO_TIME, "");
    time(REPETITION_TIME, sequence.repetitionTimes(), contrast, out);
    time(ECHO_TIME, sequence.echoTimes(), contrast, out);
    time(FLIP_ANGLE, sequence.flipAngles(), contrast, out);
    if (time(INVERSION_TIME, sequence.inversionTimes(), contrast, out)) {
      out.raw(SCANNING_SEQUENCE, "RM\\IR");
    }
  }

  /** Sets the value of a contrast, or the only one, if it is known and positive. */
  private static boolean time(DicomTag tag, List<Double> values, int contrast, DicomDataset out) {
    int at = values.size() == 1 ? 0 : contrast;
    boolean known = at < values.size() && values.get(at) > 0 && Double.isFinite(values.get(at));
    if (known) {
      out.decimals(tag, values.get(at));
    }
    return known;
  }

  private void counts(DicomImage image, DicomDataset out) {
    int repetitions = indices.get("repetition").size();
    int repetition = indices.get("repetition").headSet(image.index().repetition()).size() + 1;
    out.integer(ACQUISITION_NUMBER, repetition);
    if (repetitions > 1) {
      out.integer(TEMPORAL_POSITION_IDENTIFIER, repetition)
          .integer(NUMBER_OF_TEMPORAL_POSITIONS, repetitions);
    }
    if (indices.get("phase").size() > 1) {
      out.integer(CARDIAC_NUMBER_OF_IMAGES, indices.get("phase").size());
    }
    if (indices.get("average").size() > 1) {
      out.decimals(NUMBER_OF_AVERAGES, 1);
    }
  }

  /** The given comments, which image it is where no attribute says so, and what was made up. */
  private void comments(DicomImage image, DicomDataset out) {
    List<String> comments = new ArrayList<>();
    settings.comments().ifPresent(comments::add);
    image
        .index()
        .volume()
        .byName()
        .forEach(
            (name, value) -> {
              if (indices.get(name).size() > 1) {
                comments.add(name + " " + (value + 1));
              }
            });
    if (pixels.scale() != 1) {
      comments.add("values are " + DicomText.decimal(pixels.scale()) + " times the magnitude");
    }
    if (image.assumed()) {
      comments.add("position, orientation and size of the voxels are not known but made up");
    }
    if (!comments.isEmpty()) {
      out.text(IMAGE_COMMENTS, String.join("; ", comments));
    }
  }
}
