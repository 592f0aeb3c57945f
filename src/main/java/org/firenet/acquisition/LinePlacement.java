package org.firenet.acquisition;

import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;

/**
 * Where the samples of an acquisition belong on the encoded grid: with the centre of k-space at
 * index n/2 of each axis,
 *
 * <pre>
 *   x = i − center_sample + nx/2,   y = step1 − center1 + ny/2,   z = step2 − center2 + nz/2;
 * </pre>
 *
 * <p>a reversed readout is mirrored, x → nx − 1 − x. Centres of the encoding steps are those of the
 * header's limits, else the middle of the matrix.
 */
final class LinePlacement {
  private final Space encoded;
  private final int centre1;
  private final int centre2;

  LinePlacement(Encoding encoding) {
    this(
        encoding.encoded(),
        centre(encoding, "kspace_encoding_step_1", encoding.encoded().y()),
        centre(encoding, "kspace_encoding_step_2", encoding.encoded().z()));
  }

  private LinePlacement(Space encoded, int centre1, int centre2) {
    this.encoded = encoded;
    this.centre1 = centre1;
    this.centre2 = centre2;
  }

  /** The same on the middle of the grid: at most so many points along y and z. */
  LinePlacement middle(int points) {
    Space space =
        new Space(
            encoded.x(),
            Math.min(points, encoded.y()),
            Math.min(points, encoded.z()),
            encoded.fieldOfView());
    return new LinePlacement(space, centre1, centre2);
  }

  private static int centre(Encoding encoding, String name, int points) {
    Limits limits = encoding.limits().get(name);
    return limits == null ? points / 2 : limits.center();
  }

  /** Shape of the grid, {@code [ky, kx]} or {@code [kz, ky, kx]}. */
  Shape grid() {
    return encoded.z() > 1
        ? Shape.of(encoded.z(), encoded.y(), encoded.x())
        : Shape.of(encoded.y(), encoded.x());
  }

  /** Points along the readout. */
  int readout() {
    return encoded.x();
  }

  /**
   * Number of the line, {@code z · ny + y}.
   *
   * @param acquisition number of the acquisition, for errors
   * @throws IllegalArgumentException if it lies outside the encoded matrix
   */
  int line(AcquisitionHeader head, int acquisition) {
    if (!holds(head)) {
      throw new IllegalArgumentException(
          "acquisition %d: encoding steps %d and %d (centres %d and %d) lie outside the matrix %d x %d"
              .formatted(
                  acquisition,
                  head.step1(),
                  head.step2(),
                  centre1,
                  centre2,
                  encoded.y(),
                  encoded.z()));
    }
    return z(head) * encoded.y() + y(head);
  }

  /** Whether a line lies on the grid. */
  boolean holds(AcquisitionHeader head) {
    int y = y(head);
    int z = z(head);
    return y >= 0 && y < encoded.y() && z >= 0 && z < encoded.z();
  }

  private int y(AcquisitionHeader head) {
    return head.step1() - centre1 + encoded.y() / 2;
  }

  private int z(AcquisitionHeader head) {
    return encoded.z() > 1 ? head.step2() - centre2 + encoded.z() / 2 : 0;
  }

  /** Place along the readout of the first sample that is used, readout direction aside. */
  private int first(AcquisitionHeader head) {
    int used = head.samples() - head.discardBefore() - head.discardAfter();
    boolean noCentre = head.centerSample() == 0 && used == encoded.x();
    int centre = noCentre ? head.discardBefore() + encoded.x() / 2 : head.centerSample();
    return head.discardBefore() - centre + encoded.x() / 2;
  }

  /**
   * Places along the readout of the samples.
   *
   * @param first of the first sample used
   * @param step 1, or −1 for a reversed readout
   * @param discarded samples before the first one used
   * @param count of samples used
   */
  record Readout(int first, int step, int discarded, int count) {
    /** Whether the whole axis of {@code points} is covered. */
    boolean covers(int points) {
      return count >= points;
    }
  }

  /**
   * Where the samples of an acquisition lie.
   *
   * @throws IllegalArgumentException if they do not fit the encoded matrix
   */
  Readout readout(AcquisitionHeader head, int acquisition) {
    int count = head.samples() - head.discardBefore() - head.discardAfter();
    int first = first(head);
    if (count < 1 || first < 0 || first + count > encoded.x()) {
      throw new IllegalArgumentException(
          "acquisition %d: %d samples, centre %d, %d and %d discarded, do not fit a readout of %d"
              .formatted(
                  acquisition,
                  head.samples(),
                  head.centerSample(),
                  head.discardBefore(),
                  head.discardAfter(),
                  encoded.x()));
    }
    boolean reverse = head.is(AcquisitionFlag.IS_REVERSE);
    return reverse
        ? new Readout(encoded.x() - 1 - first, -1, head.discardBefore(), count)
        : new Readout(first, 1, head.discardBefore(), count);
  }
}
