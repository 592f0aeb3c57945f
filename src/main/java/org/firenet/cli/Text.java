package org.firenet.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as people read them. */
final class Text {
  private Text() {}

  /** JSON over several lines; of a map, numbers that are not finite are null. */
  static String json(Object value) throws IOException {
    return JSON.std
        .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
        .with(JSON.Feature.WRITE_NULL_PROPERTIES)
        .asString(value instanceof Map<?, ?> map ? finite(map) : value);
  }

  private static Map<Object, Object> finite(Map<?, ?> map) {
    Map<Object, Object> out = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            out.put(key, value instanceof Double d && !Double.isFinite(d) ? null : value));
    return out;
  }

  /** Doubles with five significant digits, arrays in brackets. */
  static String of(Object value) {
    if (value instanceof Double number) {
      return "%.5g".formatted(number);
    }
    return value instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
  }
}
