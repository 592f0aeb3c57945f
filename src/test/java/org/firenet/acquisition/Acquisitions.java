package org.firenet.acquisition;

import java.util.List;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/** Headers of acquisitions for tests. */
public final class Acquisitions {
  private final int samples;
  private final int channels;
  private long flags;
  private int centre;
  private int discardBefore;
  private int discardAfter;
  private int encoding;
  private int step1;
  private int step2;
  private float sampleTime = 5;
  private Vector3 position = Vector3.ZERO;
  private Vector3[] directions = {Vector3.ZERO, Vector3.ZERO, Vector3.ZERO};
  private int segment;
  private ImageIndex index = ImageIndex.ofSlice(0);

  private Acquisitions(int samples, int channels) {
    this.samples = samples;
    this.channels = channels;
    this.centre = samples / 2;
  }

  /** A line of samples for a number of channels, its centre in the middle. */
  public static Acquisitions line(int samples, int channels) {
    return new Acquisitions(samples, channels);
  }

  /** Sets what the name says. */
  public Acquisitions flags(AcquisitionFlag... set) {
    for (AcquisitionFlag flag : set) {
      flags |= flag.mask();
    }
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions centre(int sample) {
    centre = sample;
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions discarding(int before, int after) {
    discardBefore = before;
    discardAfter = after;
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions encoding(int number) {
    encoding = number;
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions steps(int first, int second) {
    step1 = first;
    step2 = second;
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions sampleTime(float microseconds) {
    sampleTime = microseconds;
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions geometry(Vector3 centreOfSlice, Vector3 read, Vector3 phase, Vector3 slice) {
    position = centreOfSlice;
    directions = new Vector3[] {read, phase, slice};
    return this;
  }

  /** Sets what the name says. */
  public Acquisitions index(ImageIndex image) {
    index = image;
    return this;
  }

  /** Sets the segment. */
  public Acquisitions segment(int number) {
    segment = number;
    return this;
  }

  AcquisitionHeader header() {
    return new AcquisitionHeader(
        flags,
        1,
        0,
        0,
        List.of(0L, 0L, 0L),
        samples,
        channels,
        discardBefore,
        discardAfter,
        centre,
        encoding,
        0,
        sampleTime,
        position,
        directions[0],
        directions[1],
        directions[2],
        Vector3.ZERO,
        step1,
        step2,
        index,
        segment);
  }
}
