package org.firenet.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values turned into what JSON knows: maps, lists, text, numbers, truth values and null.
 *
 * <p>Records become maps in the order of their components; maps without an order of their own are
 * sorted by key; empty optionals, NaN and the infinities become null; what is none of JSON's kinds
 * becomes its {@code toString}.
 */
final class JsonTree {
  private static final JSON COMPACT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
  private static final JSON PRETTY = COMPACT.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private JsonTree() {}

  /** Pretty-printed JSON with a line feed at the end. */
  static String print(Map<String, Object> content) {
    return text(PRETTY, content) + "\n";
  }

  /** JSON on one line. */
  static String compact(Map<String, Object> content) {
    return text(COMPACT, content);
  }

  private static String text(JSON writer, Map<String, Object> content) {
    try {
      return writer.asString(of(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Object of(Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number : null;
    }
    if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? of(optional.getAsDouble()) : null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? of(optional.getAsInt()) : null;
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    }
    if (value instanceof Path) {
      return value.toString();
    }
    if (value instanceof Iterable<?> values) {
      List<Object> out = new ArrayList<>();
      values.forEach(entry -> out.add(of(entry)));
      return out;
    }
    if (value.getClass().isArray()) {
      List<Object> out = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        out.add(of(Array.get(value, i)));
      }
      return out;
    }
    return value instanceof Record record ? ofRecord(record) : value.toString();
  }

  static Map<String, Object> ofMap(Map<?, ?> map) {
    boolean hasOrder = map instanceof LinkedHashMap || map instanceof SortedMap;
    Map<String, Object> out = hasOrder ? new LinkedHashMap<>() : new TreeMap<>();
    map.forEach((key, entry) -> out.put(String.valueOf(key), of(entry)));
    return out;
  }

  private static Object ofRecord(Record record) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        out.put(component.getName(), of(component.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        return record.toString();
      }
    }
    return out;
  }
}
