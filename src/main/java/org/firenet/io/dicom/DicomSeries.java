package org.firenet.io.dicom;

import static org.firenet.io.dicom.DicomTag.*;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.firenet.array.Shape;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;

/** The attributes that all images of a series share, by modules of the MR Image IOD (PS3.3 A.4). */
final class DicomSeries {
  private static final String FIRENET = "FIRENET";

  private final ScanMetadata metadata;
  private final DicomSettings settings;
  private final DicomDataset out = new DicomDataset();

  private DicomSeries(ScanMetadata metadata, DicomSettings settings) {
    this.metadata = metadata;
    this.settings = settings;
  }

  /** The shared attributes. */
  static DicomDataset of(
      ImageSeries series, DicomSettings settings, DicomIdentifiers ids, DicomPixels pixels) {
    DicomSeries shared = new DicomSeries(series.metadata(), settings);
    shared.patient();
    shared.study(ids);
    shared.series(ids);
    shared.equipment();
    shared.image(series.imageShape(), pixels);
    shared.sequence(series.imageShape().rank() > 2);
    return shared.out;
  }

  private void patient() {
    ScanMetadata.Subject subject = metadata.subject();
    out.text(PATIENT_NAME, subject.name().orElse(""))
        .text(PATIENT_ID, subject.id().orElse(""))
        .raw(PATIENT_BIRTH_DATE, subject.birthDate().map(DicomText::date).orElse(""))
        .raw(PATIENT_SEX, subject.sex().filter(List.of("M", "F", "O")::contains).orElse(""))
        .decimal(PATIENT_SIZE, positive(subject.height()))
        .decimal(PATIENT_WEIGHT, positive(subject.weight()));
  }

  private void study(DicomIdentifiers ids) {
    ScanMetadata.Study study = metadata.study();
    out.raw(STUDY_INSTANCE_UID, ids.study())
        .raw(STUDY_DATE, study.date().map(DicomText::date).orElse(""))
        .raw(STUDY_TIME, study.time().map(DicomText::time).orElse(""))
        .text(STUDY_ID, study.id().orElse(""))
        .text(ACCESSION_NUMBER, study.accessionNumber().orElse(""))
        .text(REFERRING_PHYSICIAN_NAME, study.referringPhysician().orElse(""))
        .text(STUDY_DESCRIPTION, study.description());
  }

  private void series(DicomIdentifiers ids) {
    ScanMetadata.Study study = metadata.study();
    String date = study.seriesDate().map(DicomText::date).orElse("");
    String time = study.seriesTime().map(DicomText::time).orElse("");
    out.raw(MODALITY, "MR")
        .raw(SERIES_INSTANCE_UID, ids.series())
        .integer(SERIES_NUMBER, Math.max(0, study.seriesNumber().orElse(1)))
        .text(SERIES_DESCRIPTION, description())
        .text(PROTOCOL_NAME, study.protocolName())
        .text(PATIENT_POSITION, study.patientPosition().orElse("").toUpperCase(Locale.ROOT))
        .raw(FRAME_OF_REFERENCE_UID, ids.frameOfReference())
        .raw(POSITION_REFERENCE_INDICATOR, "")
        .raw(LATERALITY, "")
        .raw(CONTENT_DATE, date)
        .raw(CONTENT_TIME, time);
    if (!date.isEmpty()) {
      out.raw(SERIES_DATE, date);
    }
    if (!time.isEmpty()) {
      out.raw(SERIES_TIME, time);
    }
  }

  /** The given description; else that of the measurement, cut to leave room, and the program. */
  private String description() {
    ScanMetadata.Study study = metadata.study();
    return settings
        .seriesDescription()
        .or(
            () ->
                study
                    .seriesDescription()
                    .or(study::protocolName)
                    .map(text -> DicomText.clean(DicomVr.LO, text))
                    .map(text -> text.substring(0, Math.min(text.length(), 55)) + " " + FIRENET))
        .orElse(FIRENET);
  }

  private void equipment() {
    ScanMetadata.Scanner scanner = metadata.scanner();
    String version = DicomSeries.class.getPackage().getImplementationVersion();
    out.text(MANUFACTURER, scanner.vendor().orElse(""))
        .text(MANUFACTURER_MODEL_NAME, scanner.model())
        .text(INSTITUTION_NAME, scanner.institution())
        .text(STATION_NAME, scanner.station())
        .text(SOFTWARE_VERSIONS, version == null ? FIRENET : FIRENET + " " + version)
        .decimal(MAGNETIC_FIELD_STRENGTH, positive(scanner.fieldStrength()));
    OptionalDouble frequency = positive(scanner.resonanceFrequency());
    if (frequency.isPresent()) {
      out.decimals(IMAGING_FREQUENCY, frequency.getAsDouble() / 1e6).raw(IMAGED_NUCLEUS, "1H");
    }
  }

  private void image(Shape image, DicomPixels pixels) {
    out.raw(SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .raw(IMAGE_TYPE, "DERIVED\\PRIMARY\\OTHER\\M")
        .raw(SOP_CLASS_UID, DicomUid.MR_IMAGE_STORAGE)
        .text(DERIVATION_DESCRIPTION, settings.derivation())
        .raw(BURNED_IN_ANNOTATION, "NO")
        .raw(LOSSY_IMAGE_COMPRESSION, "00")
        .words(SAMPLES_PER_PIXEL, 1)
        .raw(PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .words(ROWS, image.extent(-2))
        .words(COLUMNS, image.extent(-1))
        .words(BITS_ALLOCATED, 16)
        .words(BITS_STORED, 16)
        .words(HIGH_BIT, 15)
        .words(PIXEL_REPRESENTATION, 0)
        .decimals(RESCALE_INTERCEPT, 0)
        .decimals(RESCALE_SLOPE, pixels.slope())
        .raw(RESCALE_TYPE, "US")
        .decimals(WINDOW_CENTER, pixels.white() / 2)
        .decimals(WINDOW_WIDTH, pixels.white());
    if (pixels.white() < 1) {
      // The ordinary function is only defined for widths of at least 1.
      out.raw(VOI_LUT_FUNCTION, "LINEAR_EXACT");
    }
  }

  private void sequence(boolean volume) {
    out.raw(SCANNING_SEQUENCE, "RM")
        .raw(SEQUENCE_VARIANT, "NONE")
        .raw(SCAN_OPTIONS, "")
        .raw(MR_ACQUISITION_TYPE, volume ? "3D" : "2D")
        .raw(ECHO_TRAIN_LENGTH, "")
        .raw(IN_PLANE_PHASE_ENCODING_DIRECTION, "COL")
        .text(SEQUENCE_NAME, metadata.sequence().type());
    settings
        .acquisitionMatrix()
        .ifPresent(
            matrix -> out.words(ACQUISITION_MATRIX, 0, matrix.extent(1), matrix.extent(0), 0));
  }

  private static OptionalDouble positive(OptionalDouble number) {
    boolean known = number.isPresent() && number.getAsDouble() > 0;
    return known && Double.isFinite(number.getAsDouble()) ? number : OptionalDouble.empty();
  }
}
