package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.firenet.io.InputFile;

/**
 * An element of a header with what is in it; names without their prefix. Document types, and with
 * them entities and anything outside the file, are refused.
 */
final class XmlElement {
  private static final int MAX_CHARACTERS = 1 << 24;
  private static final int MAX_DEPTH = 32;

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<XmlElement> children = new ArrayList<>();

  private XmlElement(String name) {
    this.name = name;
  }

  /**
   * The root of a document.
   *
   * @param place of the document in the file
   * @throws IOException if it is not well-formed, too large or too deep, or has a document type
   */
  static XmlElement parse(Path path, String place, String xml) throws IOException {
    if (xml.length() > MAX_CHARACTERS) {
      throw failure(path, place, "more than " + MAX_CHARACTERS + " characters");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(trimmed(xml)));
      try {
        return read(reader, path, place);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
      throw new IOException(failure(path, place, "not well-formed" + where).getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException(failure(path, place, "not readable").getMessage(), e);
    }
  }

  /** Without what some writers put before and after: a byte order mark, spaces, zeros. */
  private static String trimmed(String xml) {
    int start = 0;
    while (start < xml.length() && (xml.charAt(start) <= ' ' || xml.charAt(start) == '\uFEFF')) {
      start++;
    }
    int end = xml.length();
    while (end > start && xml.charAt(end - 1) <= ' ') {
      end--;
    }
    return xml.substring(start, end);
  }

  private static XmlElement read(XMLStreamReader reader, Path path, String place)
      throws XMLStreamException, IOException {
    XmlElement top = new XmlElement("");
    List<XmlElement> open = new ArrayList<>(List.of(top));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > MAX_DEPTH) {
            throw failure(path, place, "elements nested deeper than " + MAX_DEPTH);
          }
          XmlElement element = new XmlElement(reader.getLocalName());
          open.get(open.size() - 1).children.add(element);
          open.add(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.remove(open.size() - 1);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            open.get(open.size() - 1).text.append(reader.getText());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw failure(path, place, "document types and entities are not allowed");
        default -> {}
      }
    }
    return top.children.get(0);
  }

  private static IOException failure(Path path, String place, String what) {
    return InputFile.failure(path, place + ": the XML header: " + what);
  }

  /** The local name. */
  String name() {
    return name;
  }

  /** The text without spaces around it; empty if there is none. */
  Optional<String> text() {
    String stripped = text.toString().strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
  }

  /** The first child with a name. */
  Optional<XmlElement> child(String wanted) {
    return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
  }

  /** All children with a name. */
  List<XmlElement> children(String wanted) {
    return children.stream().filter(c -> c.name.equals(wanted)).toList();
  }

  /** All children. */
  List<XmlElement> children() {
    return children;
  }
}
