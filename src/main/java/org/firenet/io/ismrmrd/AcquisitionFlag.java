package org.firenet.io.ismrmrd;

/** Flags of an acquisition; the number of a flag counts from 1, its bit from 0. */
public enum AcquisitionFlag {
  /** First line of the first encoding step. */
  FIRST_IN_ENCODE_STEP1(1),
  /** Last line of the first encoding step. */
  LAST_IN_ENCODE_STEP1(2),
  /** First line of the second encoding step. */
  FIRST_IN_ENCODE_STEP2(3),
  /** Last line of the second encoding step. */
  LAST_IN_ENCODE_STEP2(4),
  /** First line of an average. */
  FIRST_IN_AVERAGE(5),
  /** Last line of an average. */
  LAST_IN_AVERAGE(6),
  /** First line of a slice. */
  FIRST_IN_SLICE(7),
  /** Last line of a slice. */
  LAST_IN_SLICE(8),
  /** First line of a contrast. */
  FIRST_IN_CONTRAST(9),
  /** Last line of a contrast. */
  LAST_IN_CONTRAST(10),
  /** First line of a phase. */
  FIRST_IN_PHASE(11),
  /** Last line of a phase. */
  LAST_IN_PHASE(12),
  /** First line of a repetition. */
  FIRST_IN_REPETITION(13),
  /** Last line of a repetition. */
  LAST_IN_REPETITION(14),
  /** First line of a set. */
  FIRST_IN_SET(15),
  /** Last line of a set. */
  LAST_IN_SET(16),
  /** First line of a segment. */
  FIRST_IN_SEGMENT(17),
  /** Last line of a segment. */
  LAST_IN_SEGMENT(18),
  /** Noise without signal. */
  IS_NOISE_MEASUREMENT(19),
  /** Only for calibration. */
  IS_PARALLEL_CALIBRATION(20),
  /** For calibration and for the image. */
  IS_PARALLEL_CALIBRATION_AND_IMAGING(21),
  /** Readout in the other direction. */
  IS_REVERSE(22),
  /** Navigator. */
  IS_NAVIGATION_DATA(23),
  /** Phase correction. */
  IS_PHASECORR_DATA(24),
  /** Last acquisition of the measurement. */
  LAST_IN_MEASUREMENT(25),
  /** High-performance feedback. */
  IS_HPFEEDBACK_DATA(26),
  /** Dummy scan. */
  IS_DUMMYSCAN_DATA(27),
  /** Real-time feedback. */
  IS_RTFEEDBACK_DATA(28),
  /** Scan for the correction of the surface coils. */
  IS_SURFACECOILCORRECTIONSCAN_DATA(29),
  /** Phase stabilisation, reference. */
  IS_PHASE_STABILIZATION_REFERENCE(30),
  /** Phase stabilisation. */
  IS_PHASE_STABILIZATION(31);

  private final long mask;

  AcquisitionFlag(int number) {
    mask = 1L << (number - 1);
  }

  /** The flag's bit. */
  public long mask() {
    return mask;
  }

  /** Whether it is set in the flags of an acquisition. */
  public boolean isSet(long flags) {
    return (flags & mask) != 0;
  }
}
