package org.firenet.io.ismrmrd;

import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Layout.Compound;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Rows;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;

/** The fixed header of a complex image as ISMRMRD's library lays it out. */
final class ImageRow {
  /** The header's members. */
  static final Compound TYPE =
      Hdf5Layout.compound()
          .member("version", Scalar.UINT16)
          .member("data_type", Scalar.UINT16)
          .member("flags", Scalar.UINT64)
          .member("measurement_uid", Scalar.UINT32)
          .member("matrix_size", Scalar.UINT16, 3)
          .member("field_of_view", Scalar.FLOAT32, 3)
          .member("channels", Scalar.UINT16)
          .member("position", Scalar.FLOAT32, 3)
          .member("read_dir", Scalar.FLOAT32, 3)
          .member("phase_dir", Scalar.FLOAT32, 3)
          .member("slice_dir", Scalar.FLOAT32, 3)
          .member("patient_table_position", Scalar.FLOAT32, 3)
          .member("average", Scalar.UINT16)
          .member("slice", Scalar.UINT16)
          .member("contrast", Scalar.UINT16)
          .member("phase", Scalar.UINT16)
          .member("repetition", Scalar.UINT16)
          .member("set", Scalar.UINT16)
          .member("acquisition_time_stamp", Scalar.UINT32)
          .member("physiology_time_stamp", Scalar.UINT32, 3)
          .member("image_type", Scalar.UINT16)
          .member("image_index", Scalar.UINT16)
          .member("image_series_index", Scalar.UINT16)
          .member("user_int", Scalar.INT32, AcquisitionRow.USER_NUMBERS)
          .member("user_float", Scalar.FLOAT32, AcquisitionRow.USER_NUMBERS)
          .member("attribute_string_len", Scalar.UINT32)
          .build();

  private static final int COMPLEX_FLOAT = 7;
  private static final int COMPLEX_IMAGE = 5;
  private static final int CHANNELS = 1;
  private static final ImageGeometry UNKNOWN =
      new ImageGeometry(Vector3.ZERO, Vector3.ZERO, Vector3.ZERO, Vector3.ZERO, Vector3.ZERO);

  private ImageRow() {}

  /**
   * Puts the header of an image.
   *
   * @param shape {@code [z, y, x]}
   * @param number of the image in its series, from 1
   * @param attributes length of the image's attributes
   */
  static void fill(Hdf5Rows row, ImageDescription image, Shape shape, int number, int attributes) {
    ImageGeometry geometry = image.geometry().orElse(UNKNOWN);
    Vector3 voxel = geometry.voxel();
    row.integers(AcquisitionRow.VERSION);
    row.integers(COMPLEX_FLOAT);
    row.integers(0);
    row.integers(image.measurement());
    row.integers(shape.extent(2), shape.extent(1), shape.extent(0));
    row.reals(
        voxel.x() * shape.extent(2), voxel.y() * shape.extent(1), voxel.z() * shape.extent(0));
    row.integers(CHANNELS);
    AcquisitionRow.vector(row, geometry.position());
    AcquisitionRow.vector(row, geometry.read());
    AcquisitionRow.vector(row, geometry.phase());
    AcquisitionRow.vector(row, geometry.slice());
    AcquisitionRow.vector(row, image.tablePosition());
    fillIndex(row, image.index());
    row.integers(image.acquisitionTime());
    row.integers(image.physiologyTimes().stream().mapToLong(Long::longValue).toArray());
    row.integers(COMPLEX_IMAGE);
    row.integers(number);
    row.integers(0);
    row.integers(new long[AcquisitionRow.USER_NUMBERS]);
    row.reals(new double[AcquisitionRow.USER_NUMBERS]);
    row.integers(attributes);
  }

  private static void fillIndex(Hdf5Rows row, ImageIndex index) {
    row.integers(index.average());
    row.integers(index.slice());
    row.integers(index.contrast());
    row.integers(index.phase());
    row.integers(index.repetition());
    row.integers(index.set());
  }
}
