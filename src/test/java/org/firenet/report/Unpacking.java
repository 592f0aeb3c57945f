package org.firenet.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads the pixels of a viewer back, as its script does. */
final class Unpacking {
  private final Map<String, Object> content;
  private final List<String> texts;

  Unpacking(Document page) {
    List<Element> scripts = Parsing.elements(page, "script");
    texts = texts(scripts, "text/plain");
    try {
      content = JSON.std.mapFrom(texts(scripts, "application/json").get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(List<Element> scripts, String type) {
    return scripts.stream()
        .filter(script -> script.getAttribute("type").equals(type))
        .map(Element::getTextContent)
        .toList();
  }

  Object get(String key) {
    return content.get(key);
  }

  int number(String key) {
    return ((Number) get(key)).intValue();
  }

  Map<?, ?> layer(int index) {
    return (Map<?, ?>) ((List<?>) get("layers")).get(index);
  }

  double largest(int layer, int image) {
    return ((Number) ((List<?>) layer(layer).get("largest")).get(image)).doubleValue();
  }

  int[] values(int layer, int image) {
    return unpacked(place(layer, "values", image), 2);
  }

  int[] phases(int layer, int image) {
    return unpacked(place(layer, "phases", image), 1);
  }

  private int place(int layer, String key, int image) {
    return ((Number) ((List<?>) layer(layer).get(key)).get(image)).intValue();
  }

  private int[] unpacked(int place, int bytes) {
    return unpack(texts.get(place), number("width"), number("width") * number("height"), bytes);
  }

  /** The inverse of {@link PixelData#text}. */
  static int[] unpack(String text, int width, int count, int bytes) {
    byte[] packed = Base64.getDecoder().decode(text);
    byte[] planes;
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      planes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (planes.length != bytes * count) {
      throw new AssertionError("expected " + bytes * count + " bytes, got " + planes.length);
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      int left = i % width > 0 ? values[i - 1] : -1;
      int upper = i >= width ? values[i - width] : -1;
      int mean = left < 0 ? Math.max(upper, 0) : upper < 0 ? left : (left + upper) / 2;
      int difference =
          bytes == 1 ? planes[i] : (planes[i] << 8) + Byte.toUnsignedInt(planes[count + i]);
      values[i] = (mean + difference) & (bytes == 1 ? 0xff : 0xffff);
    }
    return values;
  }
}
