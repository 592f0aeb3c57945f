package org.firenet.io.dicom;

import java.util.Optional;
import org.firenet.scan.ScanMetadata;

/**
 * The identifiers of a series: study and frame of reference those of the scan where it has valid
 * ones, the series new; what is missing is made, repeatably from a seed.
 *
 * @param study of the study
 * @param series of the new series
 * @param frameOfReference of the coordinate system
 */
record DicomIdentifiers(String study, String series, String frameOfReference) {
  static DicomIdentifiers of(ScanMetadata.Study study, DicomSettings settings) {
    return new DicomIdentifiers(
        given(study.instanceUid(), settings, "study"),
        given(settings.seriesInstanceUid(), settings, "series"),
        given(study.frameOfReferenceUid(), settings, "frame of reference"));
  }

  /** Of an image: the same series and number give the same one. */
  String instance(int number) {
    return DicomUid.named(series + "/" + number);
  }

  /** One that came; of a text that is no identifier always the same one. */
  private static String given(Optional<String> text, DicomSettings settings, String what) {
    return text.map(String::strip)
        .map(came -> DicomUid.isValid(came) ? came : DicomUid.named(what + "/" + came))
        .orElseGet(
            () ->
                settings
                    .seed()
                    .map(seed -> DicomUid.named(what + "/seed/" + seed))
                    .orElseGet(DicomUid::random));
  }
}
