package org.firenet.scan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whom, where, with what and how: the part of a scan's header that images carry on. Everything may
 * be unknown; texts are never empty.
 *
 * @param subject the person
 * @param study the examination and series
 * @param scanner the machine
 * @param sequence the measurement
 */
public record ScanMetadata(Subject subject, Study study, Scanner scanner, Sequence sequence) {
  private static final ScanMetadata UNKNOWN =
      new ScanMetadata(
          new Subject(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty()),
          new Study(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalInt.empty(),
              Optional.empty(),
              Optional.empty()),
          new Scanner(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalInt.empty(),
              List.of()),
          new Sequence(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty()));

  /** Nothing is known. */
  public static ScanMetadata unknown() {
    return UNKNOWN;
  }

  /**
   * The person.
   *
   * @param name as the scanner has it
   * @param id of the patient
   * @param birthDate {@code yyyy-MM-dd}
   * @param sex {@code M}, {@code F} or {@code O}
   * @param weight in kilograms
   * @param height in metres
   */
  public record Subject(
      Optional<String> name,
      Optional<String> id,
      Optional<String> birthDate,
      Optional<String> sex,
      OptionalDouble weight,
      OptionalDouble height) {}

  /**
   * The examination and the series.
   *
   * @param date of the study, {@code yyyy-MM-dd}
   * @param time of the study, {@code HH:mm:ss}
   * @param id of the study
   * @param accessionNumber of the order
   * @param referringPhysician who asked for it
   * @param description of the study
   * @param instanceUid DICOM's UID of the study
   * @param seriesInstanceUid DICOM's UID of the series that was measured
   * @param seriesDate {@code yyyy-MM-dd}
   * @param seriesTime {@code HH:mm:ss}
   * @param seriesDescription of the series
   * @param protocolName of the measurement
   * @param seriesNumber the first one that images of it may have
   * @param frameOfReferenceUid DICOM's UID of the coordinate system
   * @param patientPosition {@code HFS} and so on
   */
  public record Study(
      Optional<String> date,
      Optional<String> time,
      Optional<String> id,
      Optional<String> accessionNumber,
      Optional<String> referringPhysician,
      Optional<String> description,
      Optional<String> instanceUid,
      Optional<String> seriesInstanceUid,
      Optional<String> seriesDate,
      Optional<String> seriesTime,
      Optional<String> seriesDescription,
      Optional<String> protocolName,
      OptionalInt seriesNumber,
      Optional<String> frameOfReferenceUid,
      Optional<String> patientPosition) {}

  /**
   * The machine.
   *
   * @param vendor who made it
   * @param model its name
   * @param institution where it stands
   * @param station its name in the hospital
   * @param fieldStrength in tesla
   * @param resonanceFrequency of hydrogen, in hertz
   * @param receiverChannels number of receiver coils
   * @param coilLabels names of the coils, in order of the channels; empty if unknown
   */
  public record Scanner(
      Optional<String> vendor,
      Optional<String> model,
      Optional<String> institution,
      Optional<String> station,
      OptionalDouble fieldStrength,
      OptionalDouble resonanceFrequency,
      OptionalInt receiverChannels,
      List<String> coilLabels) {
    /** Copies the list. */
    public Scanner {
      coilLabels = List.copyOf(coilLabels);
    }
  }

  /**
   * The measurement.
   *
   * @param repetitionTimes TR in milliseconds
   * @param echoTimes TE in milliseconds, one for each contrast
   * @param inversionTimes TI in milliseconds
   * @param flipAngles in degrees
   * @param echoSpacings in milliseconds
   * @param type name of the sequence
   */
  public record Sequence(
      List<Double> repetitionTimes,
      List<Double> echoTimes,
      List<Double> inversionTimes,
      List<Double> flipAngles,
      List<Double> echoSpacings,
      Optional<String> type) {
    /** Copies the lists. */
    public Sequence {
      repetitionTimes = List.copyOf(repetitionTimes);
      echoTimes = List.copyOf(echoTimes);
      inversionTimes = List.copyOf(inversionTimes);
      flipAngles = List.copyOf(flipAngles);
      echoSpacings = List.copyOf(echoSpacings);
    }
  }
}
