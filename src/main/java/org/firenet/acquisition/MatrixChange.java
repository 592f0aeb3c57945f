package org.firenet.acquisition;

import java.util.Optional;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.mri.ImageResizing;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.Vector3;

/**
 * From the grid that was solved to the matrix and field of view that a header wants shown: images
 * are interpolated to the voxel size wanted, then cropped or padded.
 *
 * @param interpolated matrix of the whole grid in voxels of the size wanted
 * @param matrix what is shown
 * @param voxel in millimetres; 0 where the header does not tell
 */
record MatrixChange(Shape interpolated, Shape matrix, Vector3 voxel) {
  /** A voxel size may be off by this share of a point over the whole field of view. */
  private static final double ROUNDING = 0.25;

  /** Leaves the grid as it is. */
  static MatrixChange none(Shape grid, Encoding encoding, int readout) {
    Space space = encoding.encoded();
    Vector3 field = space.fieldOfView();
    double share = (double) readout / space.x();
    return new MatrixChange(
        grid,
        grid,
        new Vector3(field.x() * share / readout, field.y() / space.y(), field.z() / space.z()));
  }

  /**
   * The change that a header asks for.
   *
   * @param grid {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @param readout points along x of the grid that the encoded matrix has after removal of
   *     oversampling
   */
  static MatrixChange of(Shape grid, Encoding encoding, int readout) {
    Space encoded = encoding.encoded();
    Space recon = encoding.recon();
    Vector3 from = encoded.fieldOfView();
    Vector3 to = recon.fieldOfView();
    int[] interpolated = grid.extents();
    int[] matrix = grid.extents();
    int last = matrix.length - 1;
    double width = from.x() * readout / encoded.x();
    interpolated[last] = points(readout, width, recon.x(), to.x());
    matrix[last] = recon.x();
    interpolated[last - 1] = points(encoded.y(), from.y(), recon.y(), to.y());
    matrix[last - 1] = recon.y();
    if (last == 2) {
      interpolated[0] = points(encoded.z(), from.z(), recon.z(), to.z());
      matrix[0] = recon.z();
    }
    return new MatrixChange(
        Shape.of(interpolated),
        Shape.of(matrix),
        new Vector3(to.x() / recon.x(), to.y() / recon.y(), to.z() / recon.z()));
  }

  /** Points of the size wanted over a field of view; those there are if sizes are not known. */
  private static int points(int have, double field, int wanted, double fieldWanted) {
    if (!(field > 0) || !(fieldWanted > 0)) {
      return have;
    }
    double exact = field / fieldWanted * wanted;
    return Math.abs(exact - have) <= ROUNDING
        ? have
        : (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(exact)));
  }

  /** How many times the points of the grid there are, before or after cropping. */
  double enlargement(Shape grid) {
    return (double) Math.max(interpolated.count(), matrix.count()) / grid.count();
  }

  /**
   * Where an image lies that a line belongs to: nothing if the header has no field of view; axial
   * if the line has no directions.
   */
  Optional<ImageGeometry> geometry(AcquisitionHeader head) {
    if (!(voxel.x() > 0) || !(voxel.y() > 0) || !(voxel.z() > 0)) {
      return Optional.empty();
    }
    boolean directions =
        Stream.of(head.read(), head.phase(), head.slice())
            .allMatch(direction -> Math.abs(direction.norm() - 1) < 0.01);
    ImageGeometry axial = ImageGeometry.axial(voxel);
    return Optional.of(
        directions
            ? new ImageGeometry(
                head.position(),
                head.read().normalised(),
                head.phase().normalised(),
                head.slice().normalised(),
                voxel)
            : new ImageGeometry(
                head.position(), axial.read(), axial.phase(), axial.slice(), voxel));
  }

  /** Changes images {@code [image, y, x]} or {@code [image, z, y, x]}. */
  ComplexArray apply(ComplexArray images) {
    return ImageResizing.crop(ImageResizing.interpolate(images, interpolated), matrix);
  }
}
