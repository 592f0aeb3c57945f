package org.firenet.io.ismrmrd;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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
 */
public final class IsmrmrdHeaderWriter {
  /** Version of the schema. */
  private static final int VERSION = 2;

  private static final int MAX_SHORT = 0xFFFF;
  private static final String DEFAULT_POSITION = "HFS";
  private static final Set<String> POSITIONS =
      Set.of("HFP", "HFS", "HFDR", "HFDL", "FFP", "FFS", "FFDR", "FFDL");
  private static final Set<String> SEXES = Set.of("M", "F", "O");
  private static final Set<String> TRAJECTORIES =
      Set.of("cartesian", "epi", "radial", "goldenangle", "spiral", "other");
  private static final Set<String> CALIBRATION_MODES =
      Set.of("embedded", "interleaved", "separate", "external", "other");
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

  private static final Predicate<String> WHOLE =
      Pattern.compile("-?(0|[1-9][0-9]{0,17})").asMatchPredicate();
  private static final Predicate<String> REAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")
          .asMatchPredicate()
          .and(Pattern.compile("[.eE]").asPredicate());

  private static final String NAMESPACES =
      " xmlns=\"http://www.ismrm.org/ISMRMRD\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
          + " xsi:schemaLocation=\"http://www.ismrm.org/ISMRMRD ismrmrd.xsd\"";

  private final XmlOutput xml = new XmlOutput();

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
    xml.number("version", VERSION);
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
    ScanMetadata unknown = ScanMetadata.unknown();
    if (subject.equals(unknown.subject())) {
      return;
    }
    xml.begin("subjectInformation");
    xml.text("patientName", subject.name());
    xml.number("patientWeight_kg", subject.weight());
    xml.number("patientHeight_m", subject.height());
    xml.text("patientID", subject.id());
    date("patientBirthdate", subject.birthDate());
    oneOf("patientGender", SEXES, subject.sex());
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
    date("studyDate", study.date());
    time("studyTime", study.time());
    xml.text("studyID", study.id());
    study.accessionNumber().ifPresent(IsmrmrdHeaderWriter::requireWhole);
    xml.text("accessionNumber", study.accessionNumber());
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
    date("seriesDate", study.seriesDate());
    time("seriesTime", study.seriesTime());
    String position = study.patientPosition().orElse(DEFAULT_POSITION);
    oneOf("patientPosition", POSITIONS, Optional.of(position));
    study.seriesNumber().ifPresent(number -> xml.number("initialSeriesNumber", number));
    xml.text("protocolName", study.protocolName());
    xml.text("seriesDescription", study.seriesDescription());
    xml.text("seriesInstanceUIDRoot", study.seriesInstanceUid());
    xml.text("frameOfReferenceUID", study.frameOfReferenceUid());
    xml.end();
  }

  private void scanner(Scanner scanner, OptionalDouble noiseBandwidth) {
    Scanner unknown = ScanMetadata.unknown().scanner();
    Scanner shown =
        new Scanner(
            scanner.vendor(),
            scanner.model(),
            scanner.institution(),
            scanner.station(),
            scanner.fieldStrength(),
            OptionalDouble.empty(),
            scanner.receiverChannels(),
            scanner.coilLabels());
    if (shown.equals(unknown) && noiseBandwidth.isEmpty()) {
      return;
    }
    xml.begin("acquisitionSystemInformation");
    xml.text("systemVendor", scanner.vendor());
    xml.text("systemModel", scanner.model());
    xml.number("systemFieldStrength_T", scanner.fieldStrength());
    xml.number("relativeReceiverNoiseBandwidth", noiseBandwidth);
    OptionalInt channels = scanner.receiverChannels();
    channels.ifPresent(number -> unsignedShort("receiverChannels", number));
    for (int coil = 0; coil < scanner.coilLabels().size(); coil++) {
      xml.begin("coilLabel");
      unsignedShort("coilNumber", coil);
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
    oneOf("trajectory", TRAJECTORIES, Optional.of(encoding.trajectory()));
    encoding.parallelImaging().ifPresent(this::parallelImaging);
    xml.end();
  }

  private void space(String name, Space space) {
    xml.begin(name).begin("matrixSize");
    unsignedShort("x", space.x());
    unsignedShort("y", space.y());
    unsignedShort("z", space.z());
    Vector3 extent = space.fieldOfView();
    xml.end().begin("fieldOfView_mm");
    xml.number("x", extent.x()).number("y", extent.y()).number("z", extent.z());
    xml.end().end();
  }

  private void limits(Map<String, Limits> limits) {
    for (String name : limits.keySet()) {
      requireOneOf("encodingLimits", COUNTERS, name);
    }
    xml.begin("encodingLimits");
    for (String name : COUNTERS) {
      Limits range = limits.get(name);
      if (range != null) {
        xml.begin(name);
        unsignedShort("minimum", range.minimum());
        unsignedShort("maximum", range.maximum());
        unsignedShort("center", range.center());
        xml.end();
      }
    }
    xml.end();
  }

  private void parallelImaging(ParallelImaging parallel) {
    xml.begin("parallelImaging").begin("accelerationFactor");
    unsignedShort("kspace_encoding_step_1", parallel.step1());
    unsignedShort("kspace_encoding_step_2", parallel.step2());
    xml.end();
    oneOf("calibrationMode", CALIBRATION_MODES, parallel.calibrationMode());
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
    userParameters("userParameterLong", parameters, WHOLE);
    userParameters("userParameterDouble", parameters, REAL);
    userParameters("userParameterString", parameters, WHOLE.or(REAL).negate());
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

  private void unsignedShort(String name, int value) {
    if (value < 0 || value > MAX_SHORT) {
      throw new IllegalArgumentException(
          "`%s`: expected 0 to %d, got %d".formatted(name, MAX_SHORT, value));
    }
    xml.number(name, value);
  }

  private void oneOf(String name, Set<String> known, Optional<String> value) {
    value.ifPresent(text -> requireOneOf(name, List.copyOf(known), text));
    xml.text(name, value);
  }

  private static void requireOneOf(String name, List<String> known, String value) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "`%s`: expected one of %s, got '%s'"
              .formatted(name, String.join(", ", known.stream().sorted().toList()), value));
    }
  }

  private static void requireWhole(String number) {
    if (!WHOLE.test(number)) {
      throw new IllegalArgumentException(
          "`accessionNumber`: expected a whole number, got '" + number + "'");
    }
  }

  private void date(String name, Optional<String> date) {
    checked(name, date, "yyyy-MM-dd", text -> LocalDate.parse(text).toString());
  }

  private void time(String name, Optional<String> time) {
    checked(
        name,
        time,
        "HH:mm:ss",
        text -> {
          LocalTime.parse(text);
          return text;
        });
  }

  private void checked(
      String name, Optional<String> value, String form, UnaryOperator<String> parse) {
    if (value.isEmpty()) {
      return;
    }
    try {
      xml.text(name, parse.apply(value.get()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`%s`: expected %s, got '%s'".formatted(name, form, value.get()), e);
    }
  }
}
