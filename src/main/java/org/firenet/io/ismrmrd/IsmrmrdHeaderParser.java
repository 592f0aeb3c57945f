package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.firenet.io.InputFile;
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
 * Reads the XML header of ISMRM raw data, with or without prefixes and namespace.
 *
 * <p>There must be at least one encoding, with the encoded and the recon space and the trajectory;
 * everything else may be missing. What is there must be what the schema says: a number where it
 * wants a number.
 *
 * <p>Errors are an {@link IOException} of one line that begins with the path and names the element.
 * Document types and entities are refused.
 */
public final class IsmrmrdHeaderParser {
  private static final int MAX_SHOWN = 60;

  private final Path path;
  private final String place;

  private IsmrmrdHeaderParser(Path path, String place) {
    this.path = path;
    this.place = place;
  }

  /**
   * Reads a header.
   *
   * @param path of the file, for errors
   * @param place in the file, for errors
   * @param xml the header
   * @throws IOException if the header is not well-formed, or misses or garbles what it must have
   */
  public static IsmrmrdHeader parse(Path path, String place, String xml) throws IOException {
    XmlElement root = XmlElement.parse(path, place, xml);
    return new IsmrmrdHeaderParser(path, place).header(root);
  }

  private IsmrmrdHeader header(XmlElement root) throws IOException {
    if (!root.name().equals("ismrmrdHeader")) {
      throw failure("expected ismrmrdHeader, got " + shown(root.name()));
    }
    Optional<XmlElement> system = root.child("acquisitionSystemInformation");
    List<Encoding> encodings = new ArrayList<>();
    for (XmlElement encoding : root.children("encoding")) {
      encodings.add(encoding(encoding, "encoding " + encodings.size()));
    }
    if (encodings.isEmpty()) {
      throw failure("encoding is missing");
    }
    ScanMetadata metadata =
        new ScanMetadata(
            subject(root.child("subjectInformation")),
            study(root.child("studyInformation"), root.child("measurementInformation")),
            scanner(system, root.child("experimentalConditions")),
            sequence(root.child("sequenceParameters")));
    return new IsmrmrdHeader(
        metadata,
        List.copyOf(encodings),
        number(system, "relativeReceiverNoiseBandwidth"),
        userParameters(root.child("userParameters")));
  }

  private Subject subject(Optional<XmlElement> subject) throws IOException {
    return new Subject(
        text(subject, "patientName"),
        text(subject, "patientID"),
        text(subject, "patientBirthdate"),
        text(subject, "patientGender"),
        number(subject, "patientWeight_kg"),
        number(subject, "patientHeight_m"));
  }

  private Study study(Optional<XmlElement> study, Optional<XmlElement> measurement)
      throws IOException {
    return new Study(
        text(study, "studyDate"),
        text(study, "studyTime"),
        text(study, "studyID"),
        text(study, "accessionNumber"),
        text(study, "referringPhysicianName"),
        text(study, "studyDescription"),
        text(study, "studyInstanceUID"),
        text(measurement, "seriesInstanceUIDRoot"),
        text(measurement, "seriesDate"),
        text(measurement, "seriesTime"),
        text(measurement, "seriesDescription"),
        text(measurement, "protocolName"),
        integer(measurement, "initialSeriesNumber"),
        text(measurement, "frameOfReferenceUID"),
        text(measurement, "patientPosition"));
  }

  private Scanner scanner(Optional<XmlElement> system, Optional<XmlElement> conditions)
      throws IOException {
    OptionalDouble resonance = number(conditions, "H1resonanceFrequency_Hz");
    return new Scanner(
        text(system, "systemVendor"),
        text(system, "systemModel"),
        text(system, "institutionName"),
        text(system, "stationName"),
        number(system, "systemFieldStrength_T"),
        resonance,
        integer(system, "receiverChannels"),
        coilLabels(system));
  }

  /** The names of the coils in the order of their numbers. */
  private List<String> coilLabels(Optional<XmlElement> system) throws IOException {
    List<XmlElement> labels = system.map(s -> s.children("coilLabel")).orElse(List.of());
    Map<Integer, String> names = new java.util.TreeMap<>();
    for (XmlElement label : labels) {
      OptionalInt number = integer(Optional.of(label), "coilNumber");
      Optional<String> name = text(Optional.of(label), "coilName");
      if (number.isEmpty() || name.isEmpty()) {
        throw failure("coilLabel: coilNumber or coilName is missing");
      }
      names.put(number.getAsInt(), name.get());
    }
    return List.copyOf(names.values());
  }

  private Sequence sequence(Optional<XmlElement> sequence) throws IOException {
    return new Sequence(
        numbers(sequence, "TR"),
        numbers(sequence, "TE"),
        numbers(sequence, "TI"),
        numbers(sequence, "flipAngle_deg"),
        numbers(sequence, "echo_spacing"),
        text(sequence, "sequence_type"));
  }

  private Encoding encoding(XmlElement encoding, String name) throws IOException {
    Map<String, Limits> limits = new LinkedHashMap<>();
    Optional<XmlElement> encodingLimits = encoding.child("encodingLimits");
    if (encodingLimits.isPresent()) {
      for (XmlElement limit : encodingLimits.get().children()) {
        if (limit.child("minimum").isPresent()) {
          limits.put(limit.name(), limits(limit, name + ": " + limit.name()));
        }
      }
    }
    return new Encoding(
        space(required(encoding, "encodedSpace", name), name + ": encodedSpace"),
        space(required(encoding, "reconSpace", name), name + ": reconSpace"),
        java.util.Collections.unmodifiableMap(limits),
        required(encoding, "trajectory", name)
            .text()
            .orElseThrow(() -> failure(name + ": trajectory is empty")),
        parallelImaging(encoding.child("parallelImaging"), name));
  }

  private Space space(XmlElement space, String name) throws IOException {
    XmlElement matrix = required(space, "matrixSize", name);
    XmlElement field = required(space, "fieldOfView_mm", name);
    int[] sizes = new int[3];
    double[] extents = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      String axisName = String.valueOf("xyz".charAt(axis));
      sizes[axis] = requiredInteger(matrix, axisName, name + ": matrixSize");
      extents[axis] = requiredNumber(field, axisName, name + ": fieldOfView_mm");
      if (sizes[axis] < 1 || sizes[axis] > 0xffff) {
        throw failure(
            "%s: matrixSize: %s: expected 1 to 65535, got %d"
                .formatted(name, axisName, sizes[axis]));
      }
      if (!(extents[axis] > 0) || extents[axis] == Double.POSITIVE_INFINITY) {
        throw failure(
            "%s: fieldOfView_mm: %s: expected more than 0, got %s"
                .formatted(name, axisName, extents[axis]));
      }
    }
    return new Space(sizes[0], sizes[1], sizes[2], new Vector3(extents[0], extents[1], extents[2]));
  }

  private Limits limits(XmlElement limit, String name) throws IOException {
    int minimum = requiredInteger(limit, "minimum", name);
    int maximum = requiredInteger(limit, "maximum", name);
    int center = requiredInteger(limit, "center", name);
    if (minimum < 0 || maximum < minimum || maximum > 0xffff) {
      throw failure(
          "%s: expected 0 <= minimum <= maximum <= 65535, got %d and %d"
              .formatted(name, minimum, maximum));
    }
    return new Limits(minimum, maximum, center);
  }

  private Optional<ParallelImaging> parallelImaging(Optional<XmlElement> parallel, String encoding)
      throws IOException {
    if (parallel.isEmpty()) {
      return Optional.empty();
    }
    String name = encoding + ": parallelImaging";
    XmlElement factor = required(parallel.get(), "accelerationFactor", name);
    int step1 = requiredInteger(factor, "kspace_encoding_step_1", name);
    int step2 = integer(Optional.of(factor), "kspace_encoding_step_2").orElse(1);
    if (step1 < 1 || step2 < 1) {
      throw failure(
          "%s: accelerationFactor: expected at least 1, got %d and %d"
              .formatted(name, step1, step2));
    }
    return Optional.of(new ParallelImaging(step1, step2, text(parallel, "calibrationMode")));
  }

  /** Names and values; of parameters with the same name the last one counts. */
  private static Map<String, String> userParameters(Optional<XmlElement> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (XmlElement parameter : parameters.map(XmlElement::children).orElse(List.of())) {
      Optional<String> name = parameter.child("name").flatMap(XmlElement::text);
      Optional<XmlElement> value = parameter.child("value");
      if (name.isPresent() && value.isPresent()) {
        values.put(name.get(), value.get().text().orElse(""));
      }
    }
    return java.util.Collections.unmodifiableMap(values);
  }

  private XmlElement required(XmlElement parent, String child, String name) throws IOException {
    return parent.child(child).orElseThrow(() -> failure(name + ": " + child + " is missing"));
  }

  private int requiredInteger(XmlElement parent, String child, String name) throws IOException {
    return integer(required(parent, child, name), name + ": " + child);
  }

  private double requiredNumber(XmlElement parent, String child, String name) throws IOException {
    return number(required(parent, child, name), name + ": " + child);
  }

  private static Optional<String> text(Optional<XmlElement> parent, String child) {
    return parent.flatMap(p -> p.child(child)).flatMap(XmlElement::text);
  }

  private OptionalInt integer(Optional<XmlElement> parent, String child) throws IOException {
    Optional<XmlElement> element = present(parent, child);
    return element.isEmpty() ? OptionalInt.empty() : OptionalInt.of(integer(element.get(), child));
  }

  private OptionalDouble number(Optional<XmlElement> parent, String child) throws IOException {
    Optional<XmlElement> element = present(parent, child);
    return element.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(element.get(), child));
  }

  private static Optional<XmlElement> present(Optional<XmlElement> parent, String child) {
    return parent.flatMap(p -> p.child(child)).filter(e -> e.text().isPresent());
  }

  private List<Double> numbers(Optional<XmlElement> parent, String child) throws IOException {
    List<Double> values = new ArrayList<>();
    for (XmlElement element : parent.map(p -> p.children(child)).orElse(List.of())) {
      values.add(number(element, child));
    }
    return values;
  }

  private int integer(XmlElement element, String name) throws IOException {
    String text = element.text().orElse("");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw failure(name + ": expected a whole number, got \"" + shown(text) + "\"");
    }
  }

  private double number(XmlElement element, String name) throws IOException {
    String text = element.text().orElse("");
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw failure(name + ": expected a finite number, got \"" + shown(text) + "\"");
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(MAX_SHOWN, text.length())).replaceAll("\\p{Cntrl}", "?");
  }

  private IOException failure(String what) {
    return InputFile.failure(path, place + ": the XML header: " + what);
  }
}
