package org.firenet.cpu;

/**
 * A one-dimensional transform of many lines at once. A line's elements stand {@code lanes} numbers
 * apart, so that element t of lane l is at {@code t * lanes + l}; real and imaginary parts are
 * separate arrays. Not normalised. Safe for use by many threads.
 */
interface SingleTransform {
  /** Number of elements of a line. */
  int length();

  /** Number of elements of a line that the work buffers need room for. */
  default int workLength() {
    return length();
  }

  /**
   * Transforms the lines in {@code work.re}, {@code work.im}; the result stands there again (the
   * buffers may have changed places).
   *
   * @param lanes number of lines, a multiple of {@link SingleLanes#MULTIPLE}
   */
  void forward(SingleWork work, int lanes);

  /** The adjoint of {@link #forward}, that is, length times its inverse. */
  void adjoint(SingleWork work, int lanes);
}
