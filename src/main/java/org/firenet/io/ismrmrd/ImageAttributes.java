package org.firenet.io.ismrmrd;

import java.util.List;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/** The attributes of an image, by the names that the format standardises. */
final class ImageAttributes {
  private static final String PROGRAM = "FIRENET";

  private final XmlOutput xml = new XmlOutput();

  private ImageAttributes() {}

  /** The attributes as XML. */
  static String of(ImageDescription image, ScanMetadata metadata) {
    ImageAttributes attributes = new ImageAttributes();
    attributes.xml.begin("ismrmrdMeta");
    attributes.add("DataRole", "Image");
    attributes.add("ImageProcessingHistory", PROGRAM);
    attributes.add("ImageComments", PROGRAM);
    attributes.addSeries(metadata);
    List<Double> echoes = metadata.sequence().echoTimes();
    int contrast = image.index().contrast();
    if (contrast >= 0 && contrast < echoes.size()) {
      attributes.add("EchoTime", echoes.get(contrast).toString());
    }
    image.geometry().ifPresent(attributes::addDirections);
    return attributes.xml.end().toString();
  }

  private void addSeries(ScanMetadata metadata) {
    metadata
        .study()
        .seriesDescription()
        .or(() -> metadata.study().protocolName())
        .ifPresentOrElse(
            description -> add("SeriesDescription", description, PROGRAM),
            () -> add("SeriesDescription", PROGRAM));
  }

  private void addDirections(ImageGeometry geometry) {
    add("ImageRowDir", geometry.read());
    add("ImageColumnDir", geometry.phase());
    add("ImageSliceDir", geometry.slice());
  }

  private void add(String name, Vector3 direction) {
    add(
        name,
        Double.toString(direction.x()),
        Double.toString(direction.y()),
        Double.toString(direction.z()));
  }

  private void add(String name, String... values) {
    xml.begin("meta").text("name", name);
    for (String value : values) {
      xml.text("value", value);
    }
    xml.end();
  }
}
