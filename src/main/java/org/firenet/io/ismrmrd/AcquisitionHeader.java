package org.firenet.io.ismrmrd;

import java.util.List;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/**
 * The fixed header of an acquisition: one readout of all channels.
 *
 * @param flags bits of {@link AcquisitionFlag}
 * @param measurement number of the measurement
 * @param scanCounter number of the acquisition
 * @param time the scanner's clock, in its own ticks
 * @param physiologyTimes the scanner's clocks of heart, breath and so on; three
 * @param samples number of samples of each channel
 * @param channels number of active channels
 * @param discardBefore samples at the start that are not to be used
 * @param discardAfter samples at the end that are not to be used
 * @param centerSample the sample at the centre of k-space
 * @param encoding place of its encoding in the header
 * @param trajectoryDimensions numbers of the trajectory for each sample, 0 for none
 * @param sampleTime dwell time in microseconds
 * @param position centre of the excited slice or slab, in millimetres, LPS
 * @param read direction of the readout
 * @param phase direction of the first phase encoding
 * @param slice direction of the slice
 * @param tablePosition of the patient table, in millimetres
 * @param step1 first phase encoding
 * @param step2 second phase encoding
 * @param index average, slice, contrast, phase, repetition and set
 * @param segment part of a segmented acquisition
 */
public record AcquisitionHeader(
    long flags,
    long measurement,
    long scanCounter,
    long time,
    List<Long> physiologyTimes,
    int samples,
    int channels,
    int discardBefore,
    int discardAfter,
    int centerSample,
    int encoding,
    int trajectoryDimensions,
    float sampleTime,
    Vector3 position,
    Vector3 read,
    Vector3 phase,
    Vector3 slice,
    Vector3 tablePosition,
    int step1,
    int step2,
    ImageIndex index,
    int segment) {
  /** Copies the list. */
  public AcquisitionHeader {
    physiologyTimes = List.copyOf(physiologyTimes);
  }

  /** Whether a flag is set. */
  public boolean is(AcquisitionFlag flag) {
    return flag.isSet(flags);
  }
}
