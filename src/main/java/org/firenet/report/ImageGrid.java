package org.firenet.report;

import java.util.List;

/**
 * How many images of a group stand in a row: fewer, the more pixels they have.
 *
 * @param columns images in a row where there is room
 * @param isLarge whether on a narrow screen each image takes the whole width
 */
record ImageGrid(int columns, boolean isLarge) {
  private static final int SMALL = 256;
  private static final int MEDIUM = 640;

  /** Width of the page in CSS pixels, about. */
  private static final int PAGE = 1040;

  private static final int WIDEST_COLUMN = 384;

  static ImageGrid of(List<GreyFigure> figures) {
    int pixels = figures.stream().mapToInt(GreyFigure::width).max().orElse(0);
    int most = pixels <= SMALL ? 4 : pixels <= MEDIUM ? 3 : 2;
    int rows = (figures.size() + most - 1) / most;
    return new ImageGrid((figures.size() + rows - 1) / rows, pixels > SMALL);
  }

  /** Whether an image has fewer pixels than it covers on a screen. */
  boolean enlarges(GreyFigure figure) {
    return figure.width() < Math.min(PAGE / columns, WIDEST_COLUMN);
  }
}
