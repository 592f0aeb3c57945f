package org.firenet.io.ismrmrd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsmrmrdHeaderWriterTest {
  private static final Space SPACE = new Space(512, 255, 1, new Vector3(600.5, 300, 6));

  @Test
  void everyFieldReadsBack() throws IOException {
    IsmrmrdHeader header = full("Mü<ller> & \"Söhne\" ]]> 'x' \uD83D\uDE00");
    String xml = IsmrmrdHeaderWriter.write(header);
    assertEquals(header, parse(xml));
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(xml), xml);
  }

  @Test
  void elementsStandInTheOrderOfTheSchema() {
    String names =
        IsmrmrdHeaderWriter.write(full("name"))
            .lines()
            .filter(line -> line.matches("  ?( {2})?<[A-Za-z].*"))
            .map(line -> line.replaceAll("[ <]|>.*", ""))
            .distinct()
            .collect(Collectors.joining(" "));
    assertEquals(
        "subjectInformation patientName patientWeight_kg patientHeight_m patientID"
            + " patientBirthdate patientGender"
            + " studyInformation studyDate studyTime studyID accessionNumber"
            + " referringPhysicianName studyDescription studyInstanceUID"
            + " measurementInformation seriesDate seriesTime patientPosition initialSeriesNumber"
            + " protocolName seriesDescription seriesInstanceUIDRoot frameOfReferenceUID"
            + " acquisitionSystemInformation systemVendor systemModel systemFieldStrength_T"
            + " relativeReceiverNoiseBandwidth receiverChannels coilLabel institutionName"
            + " stationName"
            + " experimentalConditions H1resonanceFrequency_Hz"
            + " encoding encodedSpace reconSpace encodingLimits trajectory parallelImaging"
            + " sequenceParameters TR TE TI flipAngle_deg sequence_type echo_spacing"
            + " userParameters userParameterLong userParameterDouble userParameterString",
        names);
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    String xml = IsmrmrdHeaderWriter.write(minimal(UnaryOperator.identity()));
    List<String> names =
        xml.lines()
            .filter(line -> line.matches("  <[a-z].*"))
            .map(line -> line.strip().replaceAll("[<>]", ""))
            .toList();
    assertEquals(List.of("experimentalConditions", "encoding"), names);
    assertTrue(xml.contains("<H1resonanceFrequency_Hz>0<"), xml);
    assertEquals(
        List.of(encoding("cartesian", Map.of(), Optional.empty())), parse(xml).encodings());
  }

  @Test
  void aMeasurementHasAPosition() {
    String xml =
        IsmrmrdHeaderWriter.write(
            minimal(study -> study(study, Optional.empty(), Optional.of("protocol"))));
    assertTrue(xml.contains("<patientPosition>HFS<"), xml);
  }

  @ParameterizedTest
  @CsvSource({
    "12, Long",
    "-3, Long",
    "0, Long",
    "999999999999999999, Long",
    "9999999999999999999, String",
    "007, String",
    "-0, String",
    "1.5, Double",
    "-.5e-3, Double",
    "1e5, Double",
    "1d, String",
    "NaN, String",
    "., String",
    "0x10, String",
    "text, String",
  })
  void userParametersHaveTheTypeTheyReadAs(String value, String type) throws IOException {
    IsmrmrdHeader header =
        new IsmrmrdHeader(
            ScanMetadata.unknown(),
            List.of(encoding("cartesian", Map.of(), Optional.empty())),
            OptionalDouble.empty(),
            Map.of("name", value));
    String xml = IsmrmrdHeaderWriter.write(header);
    assertTrue(xml.contains("<userParameter" + type + ">"), xml);
    assertEquals(Map.of("name", value), parse(xml).userParameters());
  }

  @ParameterizedTest
  @CsvSource({
    "'\u0001', \uFFFD",
    "a\rb, a\rb",
    "\uD800, \uFFFD",
    "\uFFFF, \uFFFD",
    "'\u0085', '\u0085'"
  })
  void everyCharacterIsWrittenSomehow(String name, String read) throws IOException {
    IsmrmrdHeader header = full("a" + name + "z");
    String xml = IsmrmrdHeaderWriter.write(header);
    assertEquals("a" + read + "z", parse(xml).metadata().subject().name().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HFV", "hfs"})
  void refusesUnknownPositions(String position) {
    assertEquals(
        "`patientPosition`: expected one of HFP, HFS, HFDR, HFDL, FFP, FFS, FFDR, FFDL, got '"
            + position
            + "'",
        messageOf(minimal(study -> study(study, Optional.of(position), Optional.empty()))));
  }

  @Test
  void refusesWhatTheSchemaHasNoPlaceFor() {
    assertEquals(
        "`trajectory`: expected one of cartesian, epi, radial, goldenangle, spiral, other, got"
            + " 'zigzag'",
        messageOf(header(encoding("zigzag", Map.of(), Optional.empty()))));
    String limits =
        messageOf(header(encoding("epi", Map.of("time", new Limits(0, 1, 0)), Optional.empty())));
    assertTrue(limits.startsWith("`encodingLimits`: expected one of kspace_"), limits);
    assertEquals(
        "`maximum`: expected 0 to 65535, got 65536",
        messageOf(
            header(encoding("epi", Map.of("slice", new Limits(0, 65536, 0)), Optional.empty()))));
    assertEquals(
        "`kspace_encoding_step_2`: expected 0 to 65535, got -1",
        messageOf(
            header(
                encoding(
                    "epi", Map.of(), Optional.of(new ParallelImaging(1, -1, Optional.empty()))))));
    assertEquals(
        "`encodings`: expected at least one",
        messageOf(
            new IsmrmrdHeader(
                ScanMetadata.unknown(), List.of(), OptionalDouble.empty(), Map.of())));
    assertEquals(
        "`relativeReceiverNoiseBandwidth`: expected a number, got NaN",
        messageOf(
            new IsmrmrdHeader(
                ScanMetadata.unknown(),
                List.of(encoding("epi", Map.of(), Optional.empty())),
                OptionalDouble.of(Double.NaN),
                Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "20240229, 10:11:12, 1, '`studyDate`: expected yyyy-MM-dd, got ''20240229'''",
    "2023-02-29, 10:11:12, 1, '`studyDate`: expected yyyy-MM-dd, got ''2023-02-29'''",
    "2024-02-29, 25:00:00, 1, '`studyTime`: expected HH:mm:ss, got ''25:00:00'''",
    "2024-02-29, 10:11:12, A1, '`accessionNumber`: expected a whole number, got ''A1'''",
  })
  void refusesGarbledStudies(String date, String time, String accession, String message) {
    assertEquals(
        message,
        messageOf(
            minimal(
                study ->
                    new Study(
                        Optional.of(date),
                        Optional.of(time),
                        study.id(),
                        Optional.of(accession),
                        study.referringPhysician(),
                        study.description(),
                        study.instanceUid(),
                        study.seriesInstanceUid(),
                        study.seriesDate(),
                        study.seriesTime(),
                        study.seriesDescription(),
                        study.protocolName(),
                        study.seriesNumber(),
                        study.frameOfReferenceUid(),
                        study.patientPosition()))));
  }

  private static String messageOf(IsmrmrdHeader header) {
    return assertThrows(IllegalArgumentException.class, () -> IsmrmrdHeaderWriter.write(header))
        .getMessage();
  }

  private static IsmrmrdHeader parse(String xml) throws IOException {
    return IsmrmrdHeaderParser.parse(Path.of("a.h5"), "/dataset/xml", xml);
  }

  private static IsmrmrdHeader header(Encoding encoding) {
    return new IsmrmrdHeader(
        ScanMetadata.unknown(), List.of(encoding), OptionalDouble.empty(), Map.of());
  }

  private static IsmrmrdHeader minimal(UnaryOperator<Study> change) {
    ScanMetadata unknown = ScanMetadata.unknown();
    ScanMetadata metadata =
        new ScanMetadata(
            unknown.subject(),
            change.apply(unknown.study()),
            unknown.scanner(),
            unknown.sequence());
    return new IsmrmrdHeader(
        metadata,
        List.of(encoding("cartesian", Map.of(), Optional.empty())),
        OptionalDouble.empty(),
        Map.of());
  }

  private static Study study(Study study, Optional<String> position, Optional<String> protocol) {
    return new Study(
        study.date(),
        study.time(),
        study.id(),
        study.accessionNumber(),
        study.referringPhysician(),
        study.description(),
        study.instanceUid(),
        study.seriesInstanceUid(),
        study.seriesDate(),
        study.seriesTime(),
        study.seriesDescription(),
        protocol,
        study.seriesNumber(),
        study.frameOfReferenceUid(),
        position);
  }

  private static Encoding encoding(
      String trajectory, Map<String, Limits> limits, Optional<ParallelImaging> parallel) {
    return new Encoding(SPACE, SPACE, limits, trajectory, parallel);
  }

  private static IsmrmrdHeader full(String name) {
    Map<String, Limits> limits = new LinkedHashMap<>();
    limits.put("kspace_encoding_step_1", new Limits(0, 254, 127));
    limits.put("slice", new Limits(1, 9, 5));
    limits.put("user_7", new Limits(0, 65535, 0));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("long", "12");
    parameters.put("double", "1.5e3");
    parameters.put("text", "x & y");
    return new IsmrmrdHeader(
        metadata(name),
        List.of(
            encoding(
                "cartesian",
                limits,
                Optional.of(new ParallelImaging(4, 2, Optional.of("embedded")))),
            encoding("other", Map.of(), Optional.empty())),
        OptionalDouble.of(0.793),
        parameters);
  }

  private static ScanMetadata metadata(String name) {
    return new ScanMetadata(
        new Subject(
            Optional.of(name),
            Optional.of("007"),
            Optional.of("1970-01-02"),
            Optional.of("O"),
            OptionalDouble.of(71.5),
            OptionalDouble.of(1.75)),
        new Study(
            Optional.of("2024-02-29"),
            Optional.of("10:11:12"),
            Optional.of("study"),
            Optional.of("123456789012"),
            Optional.of("physician"),
            Optional.of("description"),
            Optional.of("1.2.3"),
            Optional.of("1.2.4"),
            Optional.of("2024-03-01"),
            Optional.of("23:59:59.125"),
            Optional.of("series"),
            Optional.of("protocol"),
            OptionalInt.of(7),
            Optional.of("1.2.5"),
            Optional.of("FFS")),
        new Scanner(
            Optional.of("vendor"),
            Optional.of("model"),
            Optional.of("institution"),
            Optional.of("station"),
            OptionalDouble.of(2.89362),
            OptionalDouble.of(123252331),
            OptionalInt.of(2),
            List.of("C1", "C2")),
        new Sequence(
            List.of(1000.5, 2.0),
            List.of(3.3, 1e-5),
            List.of(900.0),
            List.of(15.0),
            List.of(0.5),
            Optional.of("GRE")));
  }
}
