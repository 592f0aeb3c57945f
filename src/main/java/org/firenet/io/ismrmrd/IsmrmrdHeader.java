package org.firenet.io.ismrmrd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/**
 * The flexible (XML) header of an ISMRMRD file.
 *
 * @param metadata subject, study, scanner and sequence
 * @param encodings at least one; acquisitions name theirs by its place
 * @param relativeNoiseBandwidth the receiver's noise bandwidth relative to the sampling bandwidth
 *     ({@code relativeReceiverNoiseBandwidth})
 * @param userParameters names and values of {@code userParameters}, numbers as text
 */
public record IsmrmrdHeader(
    ScanMetadata metadata,
    List<Encoding> encodings,
    OptionalDouble relativeNoiseBandwidth,
    Map<String, String> userParameters) {

  /**
   * How one k-space was encoded.
   *
   * @param encoded what was sampled, readout oversampling included
   * @param recon what is to be shown
   * @param limits of the counters, by their names in the header: {@code kspace_encoding_step_1},
   *     {@code slice}, ...; only those that the header has
   * @param trajectory {@code cartesian}, {@code radial}, ...
   * @param parallelImaging acceleration, if the header tells
   */
  public record Encoding(
      Space encoded,
      Space recon,
      Map<String, Limits> limits,
      String trajectory,
      Optional<ParallelImaging> parallelImaging) {}

  /**
   * A matrix and its field of view.
   *
   * @param x points along the readout
   * @param y points along the first phase encoding
   * @param z points along the second phase encoding, 1 in 2-D
   * @param fieldOfView in millimetres; of a 2-D encoding z is the slice thickness
   */
  public record Space(int x, int y, int z, Vector3 fieldOfView) {}

  /**
   * Range of a counter.
   *
   * @param minimum first value
   * @param maximum last value
   * @param center value at the centre of k-space
   */
  public record Limits(int minimum, int maximum, int center) {}

  /**
   * Undersampling of the phase encodings.
   *
   * @param step1 acceleration of the first
   * @param step2 acceleration of the second
   * @param calibrationMode {@code embedded}, {@code interleaved}, {@code separate}, {@code
   *     external} or {@code other}
   */
  public record ParallelImaging(int step1, int step2, Optional<String> calibrationMode) {}
}
