package org.firenet.io.ismrmrd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.ParallelImaging;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as scanners' converters write them, and every way in which one can be refused. */
class IsmrmrdHeaderParserTest {
  private static final Path FILE = Path.of("scan.h5");

  private static final String SPACES =
      """
      <encodedSpace>
        <matrixSize><x>640</x><y>322</y><z>1</z></matrixSize>
        <fieldOfView_mm><x>440.0</x><y>221.375</y><z>5</z></fieldOfView_mm>
      </encodedSpace>
      <reconSpace>
        <matrixSize><x>320</x><y>320</y><z>1</z></matrixSize>
        <fieldOfView_mm><x>220</x><y>220</y><z>5e0</z></fieldOfView_mm>
      </reconSpace>
      """;

  private static final String MINIMAL =
      "<ismrmrdHeader><encoding>"
          + SPACES
          + "<trajectory>cartesian</trajectory></encoding></ismrmrdHeader>";

  private static final String FULL =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <!-- converted -->
      <ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://www.ismrm.org/ISMRMRD ismrmrd.xsd">
        <version>2</version>
        <subjectInformation>
          <patientName>Doe^Jane &amp; Co</patientName>
          <patientWeight_kg>61.5</patientWeight_kg>
          <patientHeight_m>1.70</patientHeight_m>
          <patientID>P-7</patientID>
          <patientBirthdate>1970-01-31</patientBirthdate>
          <patientGender>F</patientGender>
        </subjectInformation>
        <studyInformation>
          <studyDate>2019-06-24</studyDate>
          <studyTime>10:11:12</studyTime>
          <studyID>S1</studyID>
          <accessionNumber>123</accessionNumber>
          <referringPhysicianName>Dr Who</referringPhysicianName>
          <studyDescription>HEAD</studyDescription>
          <studyInstanceUID>1.2.3</studyInstanceUID>
          <bodyPartExamined>BRAIN</bodyPartExamined>
        </studyInformation>
        <measurementInformation>
          <measurementID>45311_1_2_3</measurementID>
          <seriesDate>2019-06-25</seriesDate>
          <seriesTime>10:20:30</seriesTime>
          <patientPosition>HFS</patientPosition>
          <initialSeriesNumber>4</initialSeriesNumber>
          <protocolName>AXT2</protocolName>
          <seriesDescription>axial T2</seriesDescription>
          <measurementDependency>
            <dependencyType>Noise</dependencyType>
            <measurementID>45311_1_2_1</measurementID>
          </measurementDependency>
          <seriesInstanceUIDRoot>1.2.3.4</seriesInstanceUIDRoot>
          <frameOfReferenceUID>1.2.9</frameOfReferenceUID>
          <referencedImageSequence><referencedSOPInstanceUID>1.1</referencedSOPInstanceUID>\
      </referencedImageSequence>
        </measurementInformation>
        <acquisitionSystemInformation>
          <systemVendor>SIEMENS</systemVendor>
          <systemModel>Aera</systemModel>
          <systemFieldStrength_T>1.494</systemFieldStrength_T>
          <relativeReceiverNoiseBandwidth>0.793</relativeReceiverNoiseBandwidth>
          <receiverChannels>3</receiverChannels>
          <coilLabel><coilNumber>2</coilNumber><coilName>H:3</coilName></coilLabel>
          <coilLabel><coilNumber>0</coilNumber><coilName>H:1</coilName></coilLabel>
          <coilLabel><coilNumber>1</coilNumber><coilName>H:2</coilName></coilLabel>
          <institutionName>Hospital</institutionName>
          <stationName>MR1</stationName>
          <deviceID>9</deviceID>
        </acquisitionSystemInformation>
        <experimentalConditions>
          <H1resonanceFrequency_Hz>63642459</H1resonanceFrequency_Hz>
        </experimentalConditions>
        <encoding>
      %s
          <encodingLimits>
            <kspace_encoding_step_0><minimum>0</minimum><maximum>639</maximum><center>320</center>\
      </kspace_encoding_step_0>
            <kspace_encoding_step_1>
              <minimum>0</minimum><maximum>321</maximum><center>161</center>
            </kspace_encoding_step_1>
            <slice><minimum>0</minimum><maximum>15</maximum><center>0</center></slice>
            <user_0/>
          </encodingLimits>
          <trajectory>cartesian</trajectory>
          <trajectoryDescription><identifier>x</identifier></trajectoryDescription>
          <parallelImaging>
            <accelerationFactor>
              <kspace_encoding_step_1>2</kspace_encoding_step_1>
              <kspace_encoding_step_2>1</kspace_encoding_step_2>
            </accelerationFactor>
            <calibrationMode>embedded</calibrationMode>
          </parallelImaging>
          <echoTrainLength>16</echoTrainLength>
        </encoding>
        <encoding>
      %s
          <encodingLimits/>
          <trajectory> radial </trajectory>
        </encoding>
        <sequenceParameters>
          <TR>6000</TR>
          <TE>113</TE><TE>226.5</TE>
          <TI>100</TI>
          <flipAngle_deg>150</flipAngle_deg>
          <sequence_type>TurboSpinEcho</sequence_type>
          <echo_spacing>11.3</echo_spacing>
        </sequenceParameters>
        <userParameters>
          <userParameterLong><name>EmbeddedRefLinesE1</name><value>24</value></userParameterLong>
          <userParameterDouble><name>MaxwellCoefficient</name><value>0.5</value></userParameterDouble>
          <userParameterString><name>note</name><value>as is</value></userParameterString>
          <userParameterBase64><name>blob</name><value>AAEC</value></userParameterBase64>
          <userParameterString><name>empty</name><value></value></userParameterString>
        </userParameters>
        <waveformInformation><waveformName>ECG</waveformName></waveformInformation>
      </ismrmrdHeader>
      """
          .formatted(SPACES, SPACES);

  private static IsmrmrdHeader parse(String xml) throws IOException {
    return IsmrmrdHeaderParser.parse(FILE, "/dataset/xml", xml);
  }

  private static String messageOf(String xml) {
    String message = Hdf5Fixtures.messageOf(FILE, () -> parse(xml));
    String start = "/dataset/xml: the XML header: ";
    assertTrue(message.startsWith(start), message);
    return message.substring(start.length());
  }

  @Test
  void readsEverything() throws IOException {
    IsmrmrdHeader header = parse(FULL);
    ScanMetadata metadata = header.metadata();
    assertEquals(
        new ScanMetadata.Subject(
            Optional.of("Doe^Jane & Co"),
            Optional.of("P-7"),
            Optional.of("1970-01-31"),
            Optional.of("F"),
            OptionalDouble.of(61.5),
            OptionalDouble.of(1.7)),
        metadata.subject());
    assertEquals(
        new ScanMetadata.Study(
            Optional.of("2019-06-24"),
            Optional.of("10:11:12"),
            Optional.of("S1"),
            Optional.of("123"),
            Optional.of("Dr Who"),
            Optional.of("HEAD"),
            Optional.of("1.2.3"),
            Optional.of("1.2.3.4"),
            Optional.of("2019-06-25"),
            Optional.of("10:20:30"),
            Optional.of("axial T2"),
            Optional.of("AXT2"),
            OptionalInt.of(4),
            Optional.of("1.2.9"),
            Optional.of("HFS")),
        metadata.study());
    assertEquals(
        new ScanMetadata.Scanner(
            Optional.of("SIEMENS"),
            Optional.of("Aera"),
            Optional.of("Hospital"),
            Optional.of("MR1"),
            OptionalDouble.of(1.494),
            OptionalDouble.of(63642459),
            OptionalInt.of(3),
            List.of("H:1", "H:2", "H:3")),
        metadata.scanner());
    assertEquals(
        new ScanMetadata.Sequence(
            List.of(6000.0),
            List.of(113.0, 226.5),
            List.of(100.0),
            List.of(150.0),
            List.of(11.3),
            Optional.of("TurboSpinEcho")),
        metadata.sequence());
    assertEquals(OptionalDouble.of(0.793), header.relativeNoiseBandwidth());
    assertEquals(
        Map.of(
            "EmbeddedRefLinesE1", "24",
            "MaxwellCoefficient", "0.5",
            "note", "as is",
            "blob", "AAEC",
            "empty", ""),
        header.userParameters());
    Space encoded = new Space(640, 322, 1, new Vector3(440, 221.375, 5));
    Space recon = new Space(320, 320, 1, new Vector3(220, 220, 5));
    assertEquals(
        List.of(
            new Encoding(
                encoded,
                recon,
                Map.of(
                    "kspace_encoding_step_0", new Limits(0, 639, 320),
                    "kspace_encoding_step_1", new Limits(0, 321, 161),
                    "slice", new Limits(0, 15, 0)),
                "cartesian",
                Optional.of(new ParallelImaging(2, 1, Optional.of("embedded")))),
            new Encoding(encoded, recon, Map.of(), "radial", Optional.empty())),
        header.encodings());
  }

  @Test
  void needsOnlyOneEncoding() throws IOException {
    IsmrmrdHeader header = parse(MINIMAL);
    assertEquals(ScanMetadata.unknown(), header.metadata());
    assertEquals(1, header.encodings().size());
    assertTrue(header.userParameters().isEmpty());
    assertEquals(OptionalDouble.empty(), header.relativeNoiseBandwidth());
  }

  @Test
  void prefixesMakeNoDifference() throws IOException {
    String prefixed =
        FULL.replaceAll("<(/?)(?=[A-Za-z])", "<$1ismrmrd:").replace("xmlns=", "xmlns:ismrmrd=");
    assertTrue(prefixed.contains("<ismrmrd:encodedSpace>"));
    assertEquals(parse(FULL), parse(prefixed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF%s", "\n\n  %s", "%s\0\0", "<?xml version='1.0'?>%s\n"})
  void whatStandsAroundMakesNoDifference(String around) throws IOException {
    assertEquals(parse(MINIMAL), parse(around.formatted(MINIMAL)));
  }

  @Test
  void emptyElementsAreUnknown() throws IOException {
    String xml =
        MINIMAL.replace(
            "<ismrmrdHeader>",
            "<ismrmrdHeader><subjectInformation><patientName> </patientName><patientWeight_kg/>"
                + "</subjectInformation><acquisitionSystemInformation/><sequenceParameters/>");
    assertEquals(ScanMetadata.unknown(), parse(xml).metadata());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<trajectory>cartesian</trajectory> | '' | encoding 0: trajectory is missing",
        "<trajectory>cartesian</trajectory> | <trajectory/> | encoding 0: trajectory is empty",
        "encodedSpace | other | encoding 0: encodedSpace is missing",
        "reconSpace | other | encoding 0: reconSpace is missing",
        "matrixSize | other | encoding 0: encodedSpace: matrixSize is missing",
        "fieldOfView_mm | other | encoding 0: encodedSpace: fieldOfView_mm is missing",
        "<y>322</y> | '' | encoding 0: encodedSpace: matrixSize: y is missing",
        "<y>322</y> | <y>3.5</y> | encoding 0: encodedSpace: matrixSize: y: expected a whole"
            + " number, got \"3.5\"",
        "<y>322</y> | <y>0</y> | encoding 0: encodedSpace: matrixSize: y: expected 1 to 65535, got"
            + " 0",
        "<y>221.375</y> | <y>-1</y> | encoding 0: encodedSpace: fieldOfView_mm: y: expected more"
            + " than 0, got -1.0",
        "<y>221.375</y> | <y>NaN</y> | encoding 0: encodedSpace: fieldOfView_mm: y: expected a"
            + " finite number, got \"NaN\"",
        "<y>221.375</y> | <y>wide</y> | encoding 0: encodedSpace: fieldOfView_mm: y: expected a"
            + " finite number, got \"wide\"",
        "ismrmrdHeader> | header> | expected ismrmrdHeader, got header",
      })
  void refusesWhatIsMissingOrNoNumber(String part, String other, String message) {
    assertEquals(message, messageOf(MINIMAL.replace(part, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<maximum>321</maximum> | <maximum>-1</maximum> | encoding 0: kspace_encoding_step_1:"
            + " expected 0 <= minimum <= maximum <= 65535, got 0 and -1",
        "<maximum>321</maximum> | '' | encoding 0: kspace_encoding_step_1: maximum is missing",
        "<kspace_encoding_step_1>2</kspace_encoding_step_1> | '' | encoding 0: parallelImaging:"
            + " kspace_encoding_step_1 is missing",
        "<kspace_encoding_step_1>2< | <kspace_encoding_step_1>0< | encoding 0: parallelImaging:"
            + " accelerationFactor: expected at least 1, got 0 and 1",
        "<coilNumber>2</coilNumber> | '' | coilLabel: coilNumber or coilName is missing",
        "<TE>226.5</TE> | <TE>late</TE> | TE: expected a finite number, got \"late\"",
        "<receiverChannels>3< | <receiverChannels>3.5< | receiverChannels: expected a whole number,"
            + " got \"3.5\"",
      })
  void refusesWhatTheSchemaForbids(String part, String other, String message) {
    assertEquals(message, messageOf(FULL.replace(part, other)));
  }

  @Test
  void refusesAHeaderWithoutEncoding() {
    assertEquals("encoding is missing", messageOf("<ismrmrdHeader/>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<ismrmrdHeader>",
        "<ismrmrdHeader></encoding>",
        "<a:ismrmrdHeader/>",
        "<ismrmrdHeader/><again/>",
        "<ismrmrdHeader>\u0001</ismrmrdHeader>",
      })
  void refusesWhatIsNotWellFormed(String xml) {
    String message = messageOf(xml);
    assertTrue(message.startsWith("not well-formed at line "), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE ismrmrdHeader>%s",
        "<!DOCTYPE ismrmrdHeader SYSTEM \"file:///etc/passwd\">%s",
        "<!DOCTYPE ismrmrdHeader [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>%s",
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>%s",
      })
  void refusesDocumentTypes(String around) {
    assertEquals(
        "document types and entities are not allowed", messageOf(around.formatted(MINIMAL)));
  }

  @Test
  void refusesWhatIsTooLargeOrTooDeep() {
    assertEquals("more than 16777216 characters", messageOf(" ".repeat((1 << 24) + 1)));
    assertEquals("elements nested deeper than 32", messageOf("<a>".repeat(100)));
  }
}
