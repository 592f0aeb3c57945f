package org.firenet.io.nifti;

import java.util.Optional;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.Vector3;

/**
 * Where voxels lie, as a NIfTI header tells it twice, in RAS: by a quaternion, {@code x = R (i dx,
 * j dy, q k dz) + offset}, and by the rows of a matrix, {@code x = S (i, j, k, 1)}.
 *
 * @param quaternionCode 0 if the quaternion says nothing
 * @param matrixCode 0 if the matrix says nothing
 * @param handedness the factor q, 1 or −1
 * @param quaternion b, c, d and the offset; six
 * @param matrix three rows of four
 */
record NiftiOrientation(
    int quaternionCode, int matrixCode, double handedness, double[] quaternion, double[] matrix) {
  /** Code of coordinates of the scanner. */
  static final int SCANNER = 1;

  /** Cosine between axes of a matrix that still count as at right angles. */
  private static final double SKEW = 1e-3;

  /** Nothing is known. */
  static NiftiOrientation unknown() {
    return new NiftiOrientation(0, 0, 1, new double[6], new double[12]);
  }

  /** Both descriptions of a geometry whose directions are orthonormal. */
  static NiftiOrientation of(ImageGeometry geometry, Shape volume) {
    Vector3 origin = ras(geometry.centre(volume, 0, 0, 0));
    Vector3 x = ras(geometry.read());
    Vector3 y = ras(geometry.phase());
    Vector3 z = ras(geometry.slice());
    double handedness = x.cross(y).dot(z) < 0 ? -1 : 1;
    double[] rotation = rotation(x, y, z.times(handedness));
    double[] quaternion = {
      rotation[0], rotation[1], rotation[2], origin.x(), origin.y(), origin.z()
    };
    Vector3 dx = x.times(geometry.voxel().x());
    Vector3 dy = y.times(geometry.voxel().y());
    Vector3 dz = z.times(geometry.voxel().z());
    double[] matrix = {
      dx.x(), dy.x(), dz.x(), origin.x(),
      dx.y(), dy.y(), dz.y(), origin.y(),
      dx.z(), dy.z(), dz.z(), origin.z()
    };
    return new NiftiOrientation(SCANNER, SCANNER, handedness, quaternion, matrix);
  }

  /**
   * The geometry: of the matrix if it has a code and right angles, else of the quaternion if that
   * has a code, else none.
   *
   * @param volume {@code [z, y, x]}
   * @param voxel in millimetres
   * @param millimetres in the unit of the header
   */
  Optional<ImageGeometry> geometry(Shape volume, Vector3 voxel, double millimetres) {
    Optional<ImageGeometry> geometry = Optional.empty();
    if (matrixCode > 0) {
      geometry = ofMatrix(volume, millimetres);
    }
    return geometry.isEmpty() && quaternionCode > 0
        ? ofQuaternion(volume, voxel, millimetres)
        : geometry;
  }

  private Optional<ImageGeometry> ofMatrix(Shape volume, double millimetres) {
    Vector3 dx = column(0).times(millimetres);
    Vector3 dy = column(1).times(millimetres);
    Vector3 dz = column(2).times(millimetres);
    Vector3 voxel = new Vector3(dx.norm(), dy.norm(), dz.norm());
    if (!(Math.min(voxel.x(), Math.min(voxel.y(), voxel.z())) > 0)
        || !Double.isFinite(voxel.norm())
        || !Double.isFinite(column(3).norm())) {
      return Optional.empty();
    }
    Vector3 x = dx.normalised();
    Vector3 y = dy.normalised();
    Vector3 z = dz.normalised();
    if (Math.max(Math.abs(x.dot(y)), Math.max(Math.abs(x.dot(z)), Math.abs(y.dot(z)))) > SKEW) {
      return Optional.empty();
    }
    return Optional.of(geometry(volume, column(3).times(millimetres), x, y, z, voxel));
  }

  private Optional<ImageGeometry> ofQuaternion(Shape volume, Vector3 voxel, double millimetres) {
    double b = quaternion[0];
    double c = quaternion[1];
    double d = quaternion[2];
    double imaginary = b * b + c * c + d * d;
    Vector3 origin = new Vector3(quaternion[3], quaternion[4], quaternion[5]).times(millimetres);
    if (!Double.isFinite(imaginary) || !Double.isFinite(origin.norm())) {
      return Optional.empty();
    }
    double a = Math.sqrt(Math.max(0, 1 - imaginary));
    double length = Math.sqrt(a * a + imaginary);
    a /= length;
    b /= length;
    c /= length;
    d /= length;
    Vector3 x =
        new Vector3(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c));
    Vector3 y =
        new Vector3(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b));
    Vector3 z = x.cross(y).times(handedness);
    return Optional.of(geometry(volume, origin, x, y, z, voxel));
  }

  /** From directions and the first voxel's centre in RAS. */
  private static ImageGeometry geometry(
      Shape volume, Vector3 origin, Vector3 x, Vector3 y, Vector3 z, Vector3 voxel) {
    Vector3 position =
        origin
            .plus(x.times(volume.extent(-1) / 2 * voxel.x()))
            .plus(y.times(volume.extent(-2) / 2 * voxel.y()))
            .plus(z.times(volume.extent(-3) / 2 * voxel.z()));
    return new ImageGeometry(ras(position), ras(x), ras(y), ras(z), voxel);
  }

  private Vector3 column(int column) {
    return new Vector3(matrix[column], matrix[4 + column], matrix[8 + column]);
  }

  /** LPS to RAS, or back. */
  private static Vector3 ras(Vector3 lps) {
    return new Vector3(0 - lps.x(), 0 - lps.y(), lps.z());
  }

  /**
   * The imaginary parts of the quaternion, whose real part is not negative, of the rotation with
   * these columns. The largest of the four parts is found first, so that none is divided by a small
   * one.
   */
  private static double[] rotation(Vector3 x, Vector3 y, Vector3 z) {
    double aa = 1 + x.x() + y.y() + z.z();
    double bb = 1 + x.x() - y.y() - z.z();
    double cc = 1 - x.x() + y.y() - z.z();
    double dd = 1 - x.x() - y.y() + z.z();
    double ab = y.z() - z.y();
    double ac = z.x() - x.z();
    double ad = x.y() - y.x();
    double bc = x.y() + y.x();
    double bd = x.z() + z.x();
    double cd = y.z() + z.y();
    double largest = Math.max(Math.max(aa, bb), Math.max(cc, dd));
    double[] out;
    if (largest == aa) {
      out = new double[] {aa, ab, ac, ad};
    } else if (largest == bb) {
      out = new double[] {ab, bb, bc, bd};
    } else if (largest == cc) {
      out = new double[] {ac, bc, cc, cd};
    } else {
      out = new double[] {ad, bd, cd, dd};
    }
    double norm = Math.sqrt(largest) * 2;
    double sign = out[0] < 0 ? -1 : 1;
    return new double[] {sign * out[1] / norm, sign * out[2] / norm, sign * out[3] / norm};
  }
}
