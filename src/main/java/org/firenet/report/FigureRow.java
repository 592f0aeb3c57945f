package org.firenet.report;

import java.util.List;

/**
 * Pictures side by side: fewer in a row, the more pixels they have.
 *
 * @param figures from left to right, at least one
 */
public record FigureRow(List<ImageFigure> figures) implements ReportBlock {
  private static final int SMALL = 256;
  private static final int MEDIUM = 640;

  /** Width of the page in CSS pixels, about. */
  private static final int PAGE = 1040;

  private static final int WIDEST_COLUMN = 384;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are none
   */
  public FigureRow {
    figures = List.copyOf(figures);
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("`figures`: expected at least one, got none");
    }
  }

  @Override
  public String html() {
    StringBuilder out =
        new StringBuilder(
            "<div class=\"images%s\" style=\"--columns:%d\">\n"
                .formatted(isLarge() ? " large" : "", columns()));
    for (ImageFigure figure : figures) {
      out.append(figure.html(enlarges(figure)));
    }
    return out.append("</div>\n").toString();
  }

  private int widest() {
    return figures.stream().mapToInt(ImageFigure::width).max().getAsInt();
  }

  /** Images in a row where there is room. */
  int columns() {
    int most = widest() <= SMALL ? 4 : widest() <= MEDIUM ? 3 : 2;
    int rows = (figures.size() + most - 1) / most;
    return (figures.size() + rows - 1) / rows;
  }

  /** Whether on a narrow screen each image takes the whole width. */
  boolean isLarge() {
    return widest() > SMALL;
  }

  /** Whether an image has fewer pixels than it covers on a screen. */
  private boolean enlarges(ImageFigure figure) {
    return figure.width() < Math.min(PAGE / columns(), WIDEST_COLUMN);
  }
}
