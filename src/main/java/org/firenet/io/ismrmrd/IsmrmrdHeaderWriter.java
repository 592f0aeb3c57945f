package org.firenet.io.ismrmrd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.ParallelImaging;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.ScanMetadata.Scanner;
import org.firenet.scan.ScanMetadata.Sequence;
import org.firenet.scan.ScanMetadata.Study;
import org.firenet.scan.ScanMetadata.Subject;
import org.firenet.scan.Vector3;

/**
 * Makes the flexible header of an ISMRMRD file: XML in ASCII, valid under the format's schema.
 *
 * <p>The schema demands two things that need not be known: the resonance frequency is 0 then, and
 * the patient's position {@code HFS} if anything of the measurement is known. A user parameter that
 * reads as a number becomes one.
 *
 * <p>There is no {@code version}: ISMRMRD's library refuses to pass on a header that names another
 * version than its own, and every version reads one that names none.
 */
public final class IsmrmrdHeaderWriter {
  private static final String DEFAULT_POSITION = "HFS";
  private static final List<String> POSITIONS =
      List.of("HFP", "HFS", "HFDR", "HFDL", "FFP", "FFS", "FFDR", "FFDL");
  private static final List<String> SEXES = List.of("M", "F", "O");
  private static final List<String> TRAJECTORIES =
      List.of("cartesian", "epi", "radial", "goldenangle", "spiral", "other");
  private static final List<String> CALIBRATION_MODES =
      List.of("embedded", "interleaved", "separate", "external", "other");
  private static final List<String> COUNTERS =
      List.of(
          "kspace_encoding_step_0",
          "kspace_encoding_step_1",
          "kspace_encoding_step_2",
          "average",
          "slice",
          "contrast",
          "phase",
          "repetition",
          "set",
          "segment",
          "user_0",
          "user_1",
          "user_2",
          "user_3",
          "user_4",
          "user_5",
          "user_6",
          "user_7");

  private static final Predicate<String> REAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")
          .asMatchPredicate()
          .and(Pattern.compile("[.eE]").asPredicate());

  private static final String NAMESPACES =
      " xmlns=\"http://www.ismrm.org/ISMRMRD\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
          + " xsi:schemaLocation=\"http://www.ismrm.org/ISMRMRD ismrmrd.xsd\"";

  private final HeaderElements xml = new HeaderElements();

  private IsmrmrdHeaderWriter() {}

  /**
   * The header as XML.
   *
   * @throws IllegalArgumentException naming an element, if the schema has no place for its value
   */
  public static String write(IsmrmrdHeader header) {
    if (header.encodings().isEmpty()) {
      throw new IllegalArgumentException("`encodings`: expected at least one");
    }
    IsmrmrdHeaderWriter writer = new IsmrmrdHeaderWriter();
    writer.header(header);
    return writer.xml.toString();
  }

  private void header(IsmrmrdHeader header) {
    ScanMetadata metadata = header.metadata();
    xml.declare("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    xml.begin("ismrmrdHeader", NAMESPACES);
    subject(metadata.subject());
    study(metadata.study());
    measurement(metadata.study());
    scanner(metadata.scanner(), header.relativeNoiseBandwidth());
    xml.begin("experimentalConditions");
    double frequency = metadata.scanner().resonanceFrequency().orElse(0);
    xml.number("H1resonanceFrequency_Hz", Math.round(frequency)).end();
    header.encodings().forEach(this::encoding);
    sequence(metadata.sequence());
    userParameters(header.userParameters());
    xml.end();
  }

  private void subject(Subject subject) {
    if (subject.equals(ScanMetadata.unknown().subject())) {
      return;
    }
    xml.begin("subjectInformation");
    xml.text("patientName", subject.name());
    xml.number("patientWeight_kg", subject.weight());
    xml.number("patientHeight_m", subject.height());
    xml.text("patientID", subject.id());
    xml.date("patientBirthdate", subject.birthDate());
    xml.oneOf("patientGender", SEXES, subject.sex());
    xml.end();
  }

  private void study(Study study) {
    List<Optional<String>> known =
        List.of(
            study.date(),
            study.time(),
            study.id(),
            study.accessionNumber(),
            study.referringPhysician(),
            study.description(),
            study.instanceUid());
    if (known.stream().noneMatch(Optional::isPresent)) {
      return;
    }
    xml.begin("studyInformation");
    xml.date("studyDate", study.date());
    xml.time("studyTime", study.time());
    xml.text("studyID", study.id());
    xml.whole("accessionNumber", study.accessionNumber());
    xml.text("referringPhysicianName", study.referringPhysician());
    xml.text("studyDescription", study.description());
    xml.text("studyInstanceUID", study.instanceUid());
    xml.end();
  }

  private void measurement(Study study) {
    List<Optional<String>> known =
        List.of(
            study.seriesDate(),
            study.seriesTime(),
            study.patientPosition(),
            study.protocolName(),
            study.seriesDescription(),
            study.seriesInstanceUid(),
            study.frameOfReferenceUid());
    if (known.stream().noneMatch(Optional::isPresent) && study.seriesNumber().isEmpty()) {
      return;
    }
    xml.begin("measurementInformation");
    xml.date("seriesDate", study.seriesDate());
    xml.time("seriesTime", study.seriesTime());
    String position = study.patientPosition().orElse(DEFAULT_POSITION);
    xml.oneOf("patientPosition", POSITIONS, Optional.of(position));
    study.seriesNumber().ifPresent(number -> xml.number("initialSeriesNumber", number));
    xml.text("protocolName", study.protocolName());
    xml.text("seriesDescription", study.seriesDescription());
    xml.text("seriesInstanceUIDRoot", study.seriesInstanceUid());
    xml.text("frameOfReferenceUID", study.frameOfReferenceUid());
    xml.end();
  }

  private void scanner(Scanner scanner, OptionalDouble noiseBandwidth) {
    boolean texts =
        Stream.of(scanner.vendor(), scanner.model(), scanner.institution(), scanner.station())
            .anyMatch(Optional::isPresent);
    boolean numbers =
        scanner.fieldStrength().isPresent()
            || noiseBandwidth.isPresent()
            || scanner.receiverChannels().isPresent();
    if (!texts && !numbers && scanner.coilLabels().isEmpty()) {
      return;
    }
    xml.begin("acquisitionSystemInformation");
    xml.text("systemVendor", scanner.vendor());
    xml.text("systemModel", scanner.model());
    xml.number("systemFieldStrength_T", scanner.fieldStrength());
    xml.number("relativeReceiverNoiseBandwidth", noiseBandwidth);
    OptionalInt channels = scanner.receiverChannels();
    channels.ifPresent(number -> xml.unsignedShort("receiverChannels", number));
    for (int coil = 0; coil < scanner.coilLabels().size(); coil++) {
      xml.begin("coilLabel");
      xml.unsignedShort("coilNumber", coil);
      xml.text("coilName", scanner.coilLabels().get(coil)).end();
    }
    xml.text("institutionName", scanner.institution());
    xml.text("stationName", scanner.station());
    xml.end();
  }

  private void encoding(Encoding encoding) {
    xml.begin("encoding");
    space("encodedSpace", encoding.encoded());
    space("reconSpace", encoding.recon());
    limits(encoding.limits());
    xml.oneOf("trajectory", TRAJECTORIES, Optional.of(encoding.trajectory()));
    encoding.parallelImaging().ifPresent(this::parallelImaging);
    xml.end();
  }

  private void space(String name, Space space) {
    xml.begin(name).begin("matrixSize");
    xml.unsignedShort("x", space.x());
    xml.unsignedShort("y", space.y());
    xml.unsignedShort("z", space.z());
    Vector3 extent = space.fieldOfView();
    xml.end().begin("fieldOfView_mm");
    xml.number("x", extent.x()).number("y", extent.y()).number("z", extent.z());
    xml.end().end();
  }

  private void limits(Map<String, Limits> limits) {
    for (String name : limits.keySet()) {
      HeaderElements.requireOneOf("encodingLimits", COUNTERS, name);
    }
    xml.begin("encodingLimits");
    for (String name : COUNTERS) {
      Limits range = limits.get(name);
      if (range != null) {
        xml.begin(name);
        xml.unsignedShort("minimum", range.minimum());
        xml.unsignedShort("maximum", range.maximum());
        xml.unsignedShort("center", range.center());
        xml.end();
      }
    }
    xml.end();
  }

  private void parallelImaging(ParallelImaging parallel) {
    xml.begin("parallelImaging").begin("accelerationFactor");
    xml.unsignedShort("kspace_encoding_step_1", parallel.step1());
    xml.unsignedShort("kspace_encoding_step_2", parallel.step2());
    xml.end();
    xml.oneOf("calibrationMode", CALIBRATION_MODES, parallel.calibrationMode());
    xml.end();
  }

  private void sequence(Sequence sequence) {
    if (sequence.equals(ScanMetadata.unknown().sequence())) {
      return;
    }
    xml.begin("sequenceParameters");
    numbers("TR", sequence.repetitionTimes());
    numbers("TE", sequence.echoTimes());
    numbers("TI", sequence.inversionTimes());
    numbers("flipAngle_deg", sequence.flipAngles());
    xml.text("sequence_type", sequence.type());
    numbers("echo_spacing", sequence.echoSpacings());
    xml.end();
  }

  private void numbers(String name, List<Double> values) {
    values.forEach(value -> xml.number(name, value));
  }

  private void userParameters(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    xml.begin("userParameters");
    userParameters("userParameterLong", parameters, HeaderElements::isWhole);
    userParameters("userParameterDouble", parameters, REAL);
    userParameters(
        "userParameterString",
        parameters,
        value -> !HeaderElements.isWhole(value) && !REAL.test(value));
    xml.end();
  }

  private void userParameters(String kind, Map<String, String> all, Predicate<String> which) {
    all.forEach(
        (name, value) -> {
          if (which.test(value)) {
            xml.begin(kind).text("name", name).text("value", value).end();
          }
        });
  }
}
