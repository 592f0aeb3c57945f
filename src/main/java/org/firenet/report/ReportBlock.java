package org.firenet.report;

import java.util.List;

/**
 * A piece of a report: what {@link HtmlReport.Builder#add} takes.
 *
 * <p>The markup is complete without scripts; a script may only make more of what is there.
 */
public interface ReportBlock {
  /** The markup: HTML that is well-formed XML too, every text in it escaped. */
  String html();

  /** Names of the resources beside this class that the markup needs as scripts, in order. */
  default List<String> scripts() {
    return List.of();
  }

  /** What the reader should be warned of; a report shows it at the top. */
  default List<String> warnings() {
    return List.of();
  }
}
