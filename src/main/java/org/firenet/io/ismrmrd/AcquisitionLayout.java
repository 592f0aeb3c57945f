package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5Type;
import org.firenet.io.hdf5.Hdf5Type.Kind;
import org.firenet.io.hdf5.Hdf5Type.Member;

/** Where the parts of an acquisition are in an element of the dataset, found by their names. */
final class AcquisitionLayout {
  /** Numbers of a head: a single one or an array. */
  record Field(int offset, Hdf5Type type) {
    long integer(ByteBuffer row, int at, int i) {
      return type.integer(order(row), at + offset + i * type.size());
    }

    int integer(ByteBuffer row, int at) {
      return (int) integer(row, at, 0);
    }

    float number(ByteBuffer row, int at, int i) {
      return (float) type.number(order(row), at + offset + i * type.size());
    }

    private ByteBuffer order(ByteBuffer row) {
      return row.order(type.order());
    }
  }

  private final java.nio.file.Path path;
  private final String place;
  private final Hdf5Type head;
  private final Hdf5Type index;
  private final int headOffset;
  private final int indexOffset;

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
  final int trajectoryOffset;
  final Hdf5Type trajectoryType;
  final int dataOffset;
  final Hdf5Type dataType;

  AcquisitionLayout(java.nio.file.Path path, Hdf5Dataset dataset) throws IOException {
    this.path = path;
    this.place = dataset.path();
    Member headMember = member(dataset.type(), "head", Kind.COMPOUND);
    this.head = headMember.type();
    this.headOffset = headMember.offset();
    Member indexMember = member(head, "idx", Kind.COMPOUND);
    this.index = indexMember.type();
    this.indexOffset = headOffset + indexMember.offset();
    flags = field("flags", Kind.INTEGER, 1);
    measurement = field("measurement_uid", Kind.INTEGER, 1);
    scanCounter = field("scan_counter", Kind.INTEGER, 1);
    time = field("acquisition_time_stamp", Kind.INTEGER, 1);
    physiologyTimes = field("physiology_time_stamp", Kind.INTEGER, 3);
    samples = field("number_of_samples", Kind.INTEGER, 1);
    channels = field("active_channels", Kind.INTEGER, 1);
    discardBefore = field("discard_pre", Kind.INTEGER, 1);
    discardAfter = field("discard_post", Kind.INTEGER, 1);
    centerSample = field("center_sample", Kind.INTEGER, 1);
    encoding = field("encoding_space_ref", Kind.INTEGER, 1);
    trajectoryDimensions = field("trajectory_dimensions", Kind.INTEGER, 1);
    sampleTime = field("sample_time_us", Kind.REAL, 1);
    position = field("position", Kind.REAL, 3);
    read = field("read_dir", Kind.REAL, 3);
    phase = field("phase_dir", Kind.REAL, 3);
    slice = field("slice_dir", Kind.REAL, 3);
    tablePosition = field("patient_table_position", Kind.REAL, 3);
    step1 = counter("kspace_encode_step_1");
    step2 = counter("kspace_encode_step_2");
    average = counter("average");
    sliceIndex = counter("slice");
    contrast = counter("contrast");
    phaseIndex = counter("phase");
    repetition = counter("repetition");
    set = counter("set");
    segment = counter("segment");
    Member trajectory = sequence(dataset.type(), "traj");
    trajectoryOffset = trajectory.offset();
    trajectoryType = trajectory.type().element().orElseThrow();
    Member data = sequence(dataset.type(), "data");
    dataOffset = data.offset();
    dataType = data.type().element().orElseThrow();
  }

  /** Whether a type could be that of acquisitions. */
  static boolean isAcquisition(Hdf5Type type) {
    return type.member("head").isPresent() && type.member("data").isPresent();
  }

  private Field field(String name, Kind kind, int count) throws IOException {
    return field(head, headOffset, name, kind, count);
  }

  private Field counter(String name) throws IOException {
    return field(index, indexOffset, name, Kind.INTEGER, 1);
  }

  private Field field(Hdf5Type compound, int offset, String name, Kind kind, int count)
      throws IOException {
    Member member = member(compound, name, count == 1 ? kind : Kind.ARRAY);
    Hdf5Type type = count == 1 ? member.type() : member.type().element().orElseThrow();
    if (type.kind() != kind || count > 1 && member.type().count() != count) {
      throw failure(name, (count == 1 ? "" : count + " x ") + name(kind), member.type());
    }
    return new Field(offset + member.offset(), type);
  }

  private Member sequence(Hdf5Type compound, String name) throws IOException {
    Member member = member(compound, name, Kind.SEQUENCE);
    Hdf5Type element = member.type().element().orElseThrow();
    if (element.kind() != Kind.REAL || element.size() != Float.BYTES) {
      throw failure(name, "sequence of float32", member.type());
    }
    return member;
  }

  private Member member(Hdf5Type compound, String name, Kind kind) throws IOException {
    Member member =
        compound
            .member(name)
            .orElseThrow(
                () ->
                    InputFile.failure(
                        path, place + ": expected acquisitions with a member \"" + name + "\""));
    if (member.type().kind() != kind) {
      throw failure(name, name(kind), member.type());
    }
    return member;
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case INTEGER -> "whole number";
      case REAL -> "floating-point number";
      default -> kind.name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private IOException failure(String name, String expected, Hdf5Type actual) {
    return InputFile.failure(
        path, "%s: member \"%s\": expected %s, got %s".formatted(place, name, expected, actual));
  }
}
