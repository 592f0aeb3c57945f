package org.firenet.acquisition;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.mri.NoiseBandwidth;
import org.firenet.mri.NoiseCovariance;
import org.firenet.mri.NoiseWhitening;

/** The noise acquisitions of a file, and what they make of the channels. */
final class NoiseScan {
  private final IsmrmrdFile file;
  private final List<Integer> acquisitions;

  /** The acquisitions by their numbers; none for a file without a noise scan. */
  NoiseScan(IsmrmrdFile file, List<Integer> acquisitions) {
    this.file = file;
    this.acquisitions = acquisitions;
  }

  /**
   * What makes noise white and keeps the mean scale.
   *
   * @param coils number of channels of the images
   * @param image a line of an image
   * @param notes gets what a user should know. Modified.
   * @return nothing without noise, or if it can not be used
   */
  Optional<NoiseWhitening> whitening(int coils, AcquisitionHeader image, List<String> notes)
      throws IOException {
    if (acquisitions.isEmpty()) {
      return Optional.empty();
    }
    AcquisitionHeader first = file.table().header(acquisitions.get(0));
    for (int number : acquisitions) {
      int channels = file.table().header(number).channels();
      if (channels != coils) {
        notes.add(
            "noise is not made white: the noise scan has %d channels, the images %d"
                .formatted(channels, coils));
        return Optional.empty();
      }
    }
    NoiseCovariance covariance = new NoiseCovariance(coils);
    file.read(
        acquisitions.stream().mapToInt(Integer::intValue).toArray(),
        (number, samples, trajectory) -> covariance.add(ofChannels(coils, samples)));
    try {
      NoiseWhitening found = NoiseWhitening.keepingScale(covariance, bandwidth(first, image));
      if (found.droppedCoils().length > 0) {
        notes.add(
            "coils without noise of their own are left out: "
                + Arrays.toString(found.droppedCoils()));
      }
      return Optional.of(found);
    } catch (IllegalArgumentException e) {
      notes.add("noise is not made white: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static ComplexArray ofChannels(int coils, float[] samples) {
    return ComplexArray.of(Shape.of(coils, samples.length / 2 / coils), samples.clone());
  }

  /** Dwell times that a file does not tell count as the same. */
  private NoiseBandwidth bandwidth(AcquisitionHeader noise, AcquisitionHeader image) {
    NoiseBandwidth bandwidth = NoiseBandwidth.equal();
    if (noise.sampleTime() > 0 && image.sampleTime() > 0) {
      bandwidth =
          bandwidth.withNoiseDwellTime(noise.sampleTime()).withDataDwellTime(image.sampleTime());
    }
    double ratio = file.header().relativeNoiseBandwidth().orElse(1);
    return ratio > 0 && Double.isFinite(ratio) ? bandwidth.withReceiverRatio(ratio) : bandwidth;
  }
}
