package org.firenet.scan;

import org.firenet.array.Shape;

/**
 * Where an image lies in the patient.
 *
 * <p>The centre of voxel {@code [z, y, x]} of an image {@code [nz, ny, nx]} (or {@code [ny, nx]},
 * nz = 1) is, with integer division in n/2, the origin of the centred Fourier transform,
 *
 * <pre>
 *   position + (x − nx/2) dx · read + (y − ny/2) dy · phase + (z − nz/2) dz · slice.
 * </pre>
 *
 * @param position the point of the patient at index n/2, in millimetres, LPS
 * @param read direction of growing x, a unit vector
 * @param phase direction of growing y, a unit vector
 * @param slice direction of growing z, a unit vector
 * @param voxel extents (dx, dy, dz) in millimetres; dz of a 2-D image is the slice thickness
 */
public record ImageGeometry(
    Vector3 position, Vector3 read, Vector3 phase, Vector3 slice, Vector3 voxel) {
  /** Axial, at the isocentre, x to the left and y to the back: where nothing else is known. */
  public static ImageGeometry axial(Vector3 voxel) {
    return new ImageGeometry(
        Vector3.ZERO, new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1), voxel);
  }

  /**
   * The centre of a voxel, in millimetres, LPS.
   *
   * @param image {@code [y, x]} or {@code [z, y, x]}
   */
  public Vector3 centre(Shape image, int z, int y, int x) {
    int nz = image.rank() > 2 ? image.extent(-3) : 1;
    return position
        .plus(read.times((x - image.extent(-1) / 2) * voxel.x()))
        .plus(phase.times((y - image.extent(-2) / 2) * voxel.y()))
        .plus(slice.times((z - nz / 2) * voxel.z()));
  }
}
