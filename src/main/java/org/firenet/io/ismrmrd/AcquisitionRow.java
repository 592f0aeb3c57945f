package org.firenet.io.ismrmrd;

import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Layout.Compound;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Sequence;
import org.firenet.io.hdf5.Hdf5Rows;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/** An acquisition as ISMRMRD's library lays it out in memory, and with it in files. */
final class AcquisitionRow {
  /** Major version of the format. */
  static final int VERSION = 1;

  /** Free numbers of the users. */
  static final int USER_NUMBERS = 8;

  private static final int CHANNEL_MASKS = 16;

  private static final Compound COUNTERS =
      Hdf5Layout.compound()
          .member("kspace_encode_step_1", Scalar.UINT16)
          .member("kspace_encode_step_2", Scalar.UINT16)
          .member("average", Scalar.UINT16)
          .member("slice", Scalar.UINT16)
          .member("contrast", Scalar.UINT16)
          .member("phase", Scalar.UINT16)
          .member("repetition", Scalar.UINT16)
          .member("set", Scalar.UINT16)
          .member("segment", Scalar.UINT16)
          .member("user", Scalar.UINT16, USER_NUMBERS)
          .build();

  private static final Compound HEADER =
      Hdf5Layout.compound()
          .member("version", Scalar.UINT16)
          .member("flags", Scalar.UINT64)
          .member("measurement_uid", Scalar.UINT32)
          .member("scan_counter", Scalar.UINT32)
          .member("acquisition_time_stamp", Scalar.UINT32)
          .member("physiology_time_stamp", Scalar.UINT32, 3)
          .member("number_of_samples", Scalar.UINT16)
          .member("available_channels", Scalar.UINT16)
          .member("active_channels", Scalar.UINT16)
          .member("channel_mask", Scalar.UINT64, CHANNEL_MASKS)
          .member("discard_pre", Scalar.UINT16)
          .member("discard_post", Scalar.UINT16)
          .member("center_sample", Scalar.UINT16)
          .member("encoding_space_ref", Scalar.UINT16)
          .member("trajectory_dimensions", Scalar.UINT16)
          .member("sample_time_us", Scalar.FLOAT32)
          .member("position", Scalar.FLOAT32, 3)
          .member("read_dir", Scalar.FLOAT32, 3)
          .member("phase_dir", Scalar.FLOAT32, 3)
          .member("slice_dir", Scalar.FLOAT32, 3)
          .member("patient_table_position", Scalar.FLOAT32, 3)
          .member("idx", COUNTERS)
          .member("user_int", Scalar.INT32, USER_NUMBERS)
          .member("user_float", Scalar.FLOAT32, USER_NUMBERS)
          .build();

  /** Header, trajectory and samples. */
  static final Compound TYPE =
      Hdf5Layout.compound()
          .member("head", HEADER)
          .align(Long.BYTES)
          .member("traj", new Sequence(Scalar.FLOAT32))
          .member("data", new Sequence(Scalar.FLOAT32))
          .build();

  private AcquisitionRow() {}

  /** Puts an acquisition. As in ISMRMRD's own tools the mask of the channels stays empty. */
  static void fill(Hdf5Rows row, AcquisitionHeader head, float[] trajectory, float[] samples) {
    row.integers(VERSION);
    row.integers(head.flags());
    row.integers(head.measurement());
    row.integers(head.scanCounter());
    row.integers(head.time());
    row.integers(head.physiologyTimes().stream().mapToLong(Long::longValue).toArray());
    row.integers(head.samples());
    row.integers(head.channels());
    row.integers(head.channels());
    row.integers(new long[CHANNEL_MASKS]);
    row.integers(head.discardBefore());
    row.integers(head.discardAfter());
    row.integers(head.centerSample());
    row.integers(head.encoding());
    row.integers(head.trajectoryDimensions());
    row.reals(head.sampleTime());
    vector(row, head.position());
    vector(row, head.read());
    vector(row, head.phase());
    vector(row, head.slice());
    vector(row, head.tablePosition());
    fillCounters(row, head);
    row.integers(new long[USER_NUMBERS]);
    row.reals(new double[USER_NUMBERS]);
    row.sequence(trajectory);
    row.sequence(samples);
  }

  private static void fillCounters(Hdf5Rows row, AcquisitionHeader head) {
    ImageIndex index = head.index();
    row.integers(head.step1());
    row.integers(head.step2());
    row.integers(index.average());
    row.integers(index.slice());
    row.integers(index.contrast());
    row.integers(index.phase());
    row.integers(index.repetition());
    row.integers(index.set());
    row.integers(head.segment());
    row.integers(new long[USER_NUMBERS]);
  }

  /** Puts a point or direction. */
  static void vector(Hdf5Rows row, Vector3 vector) {
    row.reals(vector.x(), vector.y(), vector.z());
  }
}
