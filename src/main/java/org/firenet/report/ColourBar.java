package org.firenet.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The legend of a picture's colours.
 *
 * @param map the colours, from left to right
 * @param low what the left end means
 * @param high what the right end means
 */
record ColourBar(ColourMap map, String low, String high) {
  private static final int STOPS = 16;

  /** The element; a caption gives it in words as well. */
  String html() {
    return """
        <span class="bar"><span>%s</span><i style="background:linear-gradient(90deg,%s)"></i>\
        <span>%s</span></span>\
        """
        .formatted(Markup.escape(low), stops(map), Markup.escape(high));
  }

  /** The colours as arguments of a CSS gradient. */
  static String stops(ColourMap map) {
    return IntStream.rangeClosed(0, STOPS)
        .mapToObj(i -> String.format(Locale.ROOT, "#%06x", map.rgb((double) i / STOPS)))
        .collect(Collectors.joining(","));
  }
}
