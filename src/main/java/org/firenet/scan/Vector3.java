package org.firenet.scan;

/**
 * A point or direction in the patient, in DICOM's axes: x to the left, y to the back, z to the head
 * (LPS); positions in millimetres.
 *
 * @param x towards the patient's left
 * @param y towards the patient's back
 * @param z towards the patient's head
 */
public record Vector3(double x, double y, double z) {
  /** The origin. */
  public static final Vector3 ZERO = new Vector3(0, 0, 0);

  /** The sum {@code this + other}. */
  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  /** The difference {@code this − other}. */
  public Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  /** The product with a number. */
  public Vector3 times(double factor) {
    return new Vector3(factor * x, factor * y, factor * z);
  }

  /** The scalar product. */
  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  /** The vector product {@code this × other}. */
  public Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  /** The Euclidean length. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /**
   * The vector of length one in the same direction.
   *
   * @throws IllegalArgumentException if this is zero or not finite
   */
  public Vector3 normalised() {
    double norm = norm();
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException("vector: expected a direction, got " + this);
    }
    return times(1 / norm);
  }
}
