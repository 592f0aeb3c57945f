package org.firenet.io.nifti;

/** The part of complex images that a NIfTI file holds. */
public enum NiftiPart {
  /** The modulus, float32. */
  MAGNITUDE,
  /** The argument in radians, −π to π, 0 where the image is 0; float32. */
  PHASE,
  /** The real part, float32. */
  REAL,
  /** The imaginary part, float32. */
  IMAGINARY,
  /** Both parts in the precision of the images: complex64 or complex128. */
  COMPLEX
}
