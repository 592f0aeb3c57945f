package org.firenet.io.nifti;

import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.Vector3;

/**
 * What a NIfTI file holds.
 *
 * @param data {@code [..., z, y, x]}, at least three axes; dimensions beyond z that end the list
 *     with extent 1 are left out. Scaled as the header says; real numbers have a zero imaginary
 *     part. Single precision where the file has float32, complex64 or integers of at most 16 bits,
 *     else double.
 * @param complex whether the file has complex numbers
 * @param voxel extents (dx, dy, dz) in millimetres; taken to be millimetres if the file names no
 *     unit, and 1 where it gives none
 * @param interval spacing of the fourth dimension in seconds, if that is a time
 * @param geometry of every volume: of the sform if it has a code and its axes are at right angles,
 *     else of the qform if that has a code
 * @param description the header's {@code descrip}, perhaps empty
 */
public record NiftiImage(
    ComplexArray data,
    boolean complex,
    Vector3 voxel,
    OptionalDouble interval,
    Optional<ImageGeometry> geometry,
    String description) {}
