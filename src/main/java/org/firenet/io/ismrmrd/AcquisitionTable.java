package org.firenet.io.ismrmrd;

import java.util.List;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/**
 * The headers of all acquisitions of a file, in columns: about a hundred bytes for each.
 *
 * <p>Every method takes the number of the acquisition, counting from 0 in the order of the file.
 */
public final class AcquisitionTable {
  private static final int POSITION = 0;
  private static final int READ = 3;
  private static final int PHASE = 6;
  private static final int SLICE = 9;
  private static final int TABLE = 12;

  final int count;
  final long[] flags;
  final int[] measurement;
  final int[] scanCounter;
  final int[] time;
  final int[] physiologyTimes;
  final char[] samples;
  final char[] channels;
  final char[] discardBefore;
  final char[] discardAfter;
  final char[] centerSample;
  final char[] encoding;
  final char[] trajectoryDimensions;
  final float[] sampleTime;
  final int[] orientation;
  final Orientations orientations = new Orientations();
  final char[] step1;
  final char[] step2;
  final char[] average;
  final char[] slice;
  final char[] contrast;
  final char[] phase;
  final char[] repetition;
  final char[] set;
  final char[] segment;
  final long[] dataAddress;
  final int[] dataIndex;
  long[] trajectoryAddress = new long[0];
  int[] trajectoryIndex = new int[0];

  AcquisitionTable(int count) {
    this.count = count;
    flags = new long[count];
    measurement = new int[count];
    scanCounter = new int[count];
    time = new int[count];
    physiologyTimes = new int[Math.multiplyExact(3, count)];
    samples = new char[count];
    channels = new char[count];
    discardBefore = new char[count];
    discardAfter = new char[count];
    centerSample = new char[count];
    encoding = new char[count];
    trajectoryDimensions = new char[count];
    sampleTime = new float[count];
    orientation = new int[count];
    step1 = new char[count];
    step2 = new char[count];
    average = new char[count];
    slice = new char[count];
    contrast = new char[count];
    phase = new char[count];
    repetition = new char[count];
    set = new char[count];
    segment = new char[count];
    dataAddress = new long[count];
    dataIndex = new int[count];
  }

  /** Number of acquisitions. */
  public int count() {
    return count;
  }

  /** Bits of {@link AcquisitionFlag}. */
  public long flags(int i) {
    return flags[i];
  }

  /** Whether a flag is set. */
  public boolean is(int i, AcquisitionFlag flag) {
    return flag.isSet(flags[i]);
  }

  /** Number of the measurement. */
  public long measurement(int i) {
    return Integer.toUnsignedLong(measurement[i]);
  }

  /** The scanner's number of the acquisition. */
  public long scanCounter(int i) {
    return Integer.toUnsignedLong(scanCounter[i]);
  }

  /** The scanner's clock, in its own ticks. */
  public long time(int i) {
    return Integer.toUnsignedLong(time[i]);
  }

  /** One of the three clocks of heart, breath and so on. */
  public long physiologyTime(int i, int clock) {
    return Integer.toUnsignedLong(physiologyTimes[3 * i + java.util.Objects.checkIndex(clock, 3)]);
  }

  /** Number of samples of each channel. */
  public int samples(int i) {
    return samples[i];
  }

  /** Number of active channels. */
  public int channels(int i) {
    return channels[i];
  }

  /** Samples at the start that are not to be used. */
  public int discardBefore(int i) {
    return discardBefore[i];
  }

  /** Samples at the end that are not to be used. */
  public int discardAfter(int i) {
    return discardAfter[i];
  }

  /** The sample at the centre of k-space. */
  public int centerSample(int i) {
    return centerSample[i];
  }

  /** Place of the encoding in the header. */
  public int encoding(int i) {
    return encoding[i];
  }

  /** Numbers of the trajectory for each sample, 0 for none. */
  public int trajectoryDimensions(int i) {
    return trajectoryDimensions[i];
  }

  /** Dwell time in microseconds. */
  public float sampleTime(int i) {
    return sampleTime[i];
  }

  /** Centre of the excited slice or slab, in millimetres, LPS. */
  public Vector3 position(int i) {
    return orientations.vector(orientation[i], POSITION);
  }

  /** Direction of the readout. */
  public Vector3 readDirection(int i) {
    return orientations.vector(orientation[i], READ);
  }

  /** Direction of the first phase encoding. */
  public Vector3 phaseDirection(int i) {
    return orientations.vector(orientation[i], PHASE);
  }

  /** Direction of the slice. */
  public Vector3 sliceDirection(int i) {
    return orientations.vector(orientation[i], SLICE);
  }

  /** Position of the patient table, in millimetres. */
  public Vector3 tablePosition(int i) {
    return orientations.vector(orientation[i], TABLE);
  }

  /** First phase encoding. */
  public int step1(int i) {
    return step1[i];
  }

  /** Second phase encoding. */
  public int step2(int i) {
    return step2[i];
  }

  /** Counter of averages. */
  public int average(int i) {
    return average[i];
  }

  /** Counter of slices. */
  public int slice(int i) {
    return slice[i];
  }

  /** Counter of contrasts. */
  public int contrast(int i) {
    return contrast[i];
  }

  /** Counter of phases. */
  public int phase(int i) {
    return phase[i];
  }

  /** Counter of repetitions. */
  public int repetition(int i) {
    return repetition[i];
  }

  /** Counter of sets. */
  public int set(int i) {
    return set[i];
  }

  /** Part of a segmented acquisition. */
  public int segment(int i) {
    return segment[i];
  }

  /** Average, slice, contrast, phase, repetition and set. */
  public ImageIndex index(int i) {
    return new ImageIndex(slice[i], repetition[i], contrast[i], phase[i], set[i], average[i]);
  }

  /** Everything about one acquisition. */
  public AcquisitionHeader header(int i) {
    return new AcquisitionHeader(
        flags[i],
        measurement(i),
        scanCounter(i),
        time(i),
        List.of(physiologyTime(i, 0), physiologyTime(i, 1), physiologyTime(i, 2)),
        samples[i],
        channels[i],
        discardBefore[i],
        discardAfter[i],
        centerSample[i],
        encoding[i],
        trajectoryDimensions[i],
        sampleTime[i],
        position(i),
        readDirection(i),
        phaseDirection(i),
        sliceDirection(i),
        tablePosition(i),
        step1[i],
        step2[i],
        index(i),
        segment[i]);
  }
}
