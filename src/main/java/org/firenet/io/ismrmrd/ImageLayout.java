package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.ismrmrd.CompoundLayout.Field;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/** Where the parts of the header of an image are in an element of the dataset. */
final class ImageLayout {
  /** Directions of which the length is further from 1, or the product from 0, are none. */
  private static final double DIRECTION_TOLERANCE = 1e-3;

  private final Field measurement;
  private final Field matrixSize;
  private final Field fieldOfView;
  private final Field position;
  private final Field read;
  private final Field phase;
  private final Field slice;
  private final Field tablePosition;
  private final Field average;
  private final Field sliceIndex;
  private final Field contrast;
  private final Field phaseIndex;
  private final Field repetition;
  private final Field set;
  private final Field time;
  private final Field physiologyTimes;

  ImageLayout(Path path, Hdf5Dataset dataset) throws IOException {
    CompoundLayout head = new CompoundLayout(path, dataset.path(), dataset.type(), 0);
    measurement = head.integer("measurement_uid");
    matrixSize = head.integers("matrix_size", 3);
    fieldOfView = head.vector("field_of_view");
    position = head.vector("position");
    read = head.vector("read_dir");
    phase = head.vector("phase_dir");
    slice = head.vector("slice_dir");
    tablePosition = head.vector("patient_table_position");
    average = head.integer("average");
    sliceIndex = head.integer("slice");
    contrast = head.integer("contrast");
    phaseIndex = head.integer("phase");
    repetition = head.integer("repetition");
    set = head.integer("set");
    time = head.integer("acquisition_time_stamp");
    physiologyTimes = head.integers("physiology_time_stamp", 3);
  }

  /** What an element says. */
  ImageDescription description(ByteBuffer row, int at) {
    return new ImageDescription(
        new ImageIndex(
            sliceIndex.integer(row, at),
            repetition.integer(row, at),
            contrast.integer(row, at),
            phaseIndex.integer(row, at),
            set.integer(row, at),
            average.integer(row, at)),
        geometry(row, at),
        measurement.integer(row, at, 0),
        time.integer(row, at, 0),
        List.of(
            physiologyTimes.integer(row, at, 0),
            physiologyTimes.integer(row, at, 1),
            physiologyTimes.integer(row, at, 2)),
        tablePosition.vector(row, at));
  }

  private Optional<ImageGeometry> geometry(ByteBuffer row, int at) {
    Vector3 field = fieldOfView.vector(row, at);
    Vector3 voxel =
        new Vector3(
            field.x() / Math.max(1, matrixSize.integer(row, at, 0)),
            field.y() / Math.max(1, matrixSize.integer(row, at, 1)),
            field.z() / Math.max(1, matrixSize.integer(row, at, 2)));
    Vector3 centre = position.vector(row, at);
    Vector3 x = read.vector(row, at);
    Vector3 y = phase.vector(row, at);
    Vector3 z = slice.vector(row, at);
    boolean known =
        isUnit(x)
            && isUnit(y)
            && isUnit(z)
            && isNought(x.dot(y))
            && isNought(x.dot(z))
            && isNought(y.dot(z))
            && voxel.x() > 0
            && voxel.y() > 0
            && voxel.z() > 0
            && Double.isFinite(voxel.norm())
            && Double.isFinite(centre.norm());
    return known
        ? Optional.of(
            new ImageGeometry(centre, x.normalised(), y.normalised(), z.normalised(), voxel))
        : Optional.empty();
  }

  private static boolean isUnit(Vector3 direction) {
    return isNought(direction.norm() - 1);
  }

  private static boolean isNought(double number) {
    return Math.abs(number) <= DIRECTION_TOLERANCE;
  }
}
