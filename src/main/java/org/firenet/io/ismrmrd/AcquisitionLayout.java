package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.file.Path;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5Type;
import org.firenet.io.ismrmrd.CompoundLayout.Field;

/** Where the parts of an acquisition are in an element of the dataset. */
final class AcquisitionLayout {
  final Field flags;
  final Field measurement;
  final Field scanCounter;
  final Field time;
  final Field physiologyTimes;
  final Field samples;
  final Field channels;
  final Field discardBefore;
  final Field discardAfter;
  final Field centerSample;
  final Field encoding;
  final Field trajectoryDimensions;
  final Field sampleTime;
  final Field position;
  final Field read;
  final Field phase;
  final Field slice;
  final Field tablePosition;
  final Field step1;
  final Field step2;
  final Field average;
  final Field sliceIndex;
  final Field contrast;
  final Field phaseIndex;
  final Field repetition;
  final Field set;
  final Field segment;
  final Field trajectory;
  final Field data;

  AcquisitionLayout(Path path, Hdf5Dataset dataset) throws IOException {
    CompoundLayout whole = new CompoundLayout(path, dataset.path(), dataset.type(), 0);
    CompoundLayout head = whole.compound("head");
    flags = head.integer("flags");
    measurement = head.integer("measurement_uid");
    scanCounter = head.integer("scan_counter");
    time = head.integer("acquisition_time_stamp");
    physiologyTimes = head.integers("physiology_time_stamp", 3);
    samples = head.integer("number_of_samples");
    channels = head.integer("active_channels");
    discardBefore = head.integer("discard_pre");
    discardAfter = head.integer("discard_post");
    centerSample = head.integer("center_sample");
    encoding = head.integer("encoding_space_ref");
    trajectoryDimensions = head.integer("trajectory_dimensions");
    sampleTime = head.number("sample_time_us");
    position = head.vector("position");
    read = head.vector("read_dir");
    phase = head.vector("phase_dir");
    slice = head.vector("slice_dir");
    tablePosition = head.vector("patient_table_position");
    CompoundLayout index = head.compound("idx");
    step1 = index.integer("kspace_encode_step_1");
    step2 = index.integer("kspace_encode_step_2");
    average = index.integer("average");
    sliceIndex = index.integer("slice");
    contrast = index.integer("contrast");
    phaseIndex = index.integer("phase");
    repetition = index.integer("repetition");
    set = index.integer("set");
    segment = index.integer("segment");
    trajectory = whole.sequence("traj");
    data = whole.sequence("data");
  }

  /** Whether a type could be that of acquisitions. */
  static boolean isAcquisition(Hdf5Type type) {
    return type.member("head").isPresent() && type.member("data").isPresent();
  }
}
