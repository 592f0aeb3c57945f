package org.firenet.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as comma-separated values (RFC 4180): a header, then one line a row, ended by a line
 * feed.
 *
 * <p>Numbers are written so that reading them gives the same numbers; NaN and null are empty cells.
 */
public final class CsvTable {
  private final List<String> header;
  private final StringBuilder text = new StringBuilder();

  private CsvTable(List<String> header) {
    this.header = header;
    append(header);
  }

  /** An empty table with the names of its columns. */
  public static CsvTable of(String... header) {
    return new CsvTable(List.of(header));
  }

  /**
   * A table of columns side by side.
   *
   * @param columns one for each name, all of one length. Not modified.
   * @throws IllegalArgumentException if numbers of columns or lengths differ
   */
  public static CsvTable ofColumns(List<String> header, List<double[]> columns) {
    CsvTable out = new CsvTable(List.copyOf(header));
    int rows = columns.isEmpty() ? 0 : columns.get(0).length;
    for (double[] column : columns) {
      if (column.length != rows) {
        throw new IllegalArgumentException(
            "`columns`: expected %d numbers in each, got %d".formatted(rows, column.length));
      }
    }
    for (int i = 0; i < rows; i++) {
      List<Object> row = new ArrayList<>();
      for (double[] column : columns) {
        row.add(column[i]);
      }
      out.row(row.toArray());
    }
    return out;
  }

  /**
   * Adds a row.
   *
   * @param cells numbers or text
   * @throws IllegalArgumentException if there are not as many as columns
   */
  public CsvTable row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "`cells`: expected %d, got %d".formatted(header.size(), cells.length));
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell(cell));
    }
    append(row);
    return this;
  }

  private void append(List<String> cells) {
    text.append(String.join(",", cells.stream().map(CsvTable::quoted).toList())).append('\n');
  }

  private static String cell(Object value) {
    if (value == null || (value instanceof Double number && number.isNaN())) {
      return "";
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** The whole file. */
  public String text() {
    return text.toString();
  }
}
