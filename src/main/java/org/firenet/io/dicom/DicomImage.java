package org.firenet.io.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.Shape;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.SliceStack;
import org.firenet.scan.Vector3;

/**
 * One plane that becomes a DICOM image.
 *
 * @param number counted from 1 through volumes and planes
 * @param index of the image that the plane belongs to
 * @param start the first of its pixels among those of all images
 * @param geometry where it lies
 * @param spacing of the planes of its volume; empty if they are not equally spaced
 * @param assumed whether the geometry is unknown and made up
 */
record DicomImage(
    int number,
    ImageIndex index,
    int start,
    ImageGeometry geometry,
    Optional<Double> spacing,
    boolean assumed) {

  /** The planes of all volumes of a series, in order. */
  static List<DicomImage> of(ImageSeries series) {
    Shape image = series.imageShape();
    int pixels = image.extent(-2) * image.extent(-1);
    List<DicomImage> out = new ArrayList<>();
    for (SliceStack stack : SliceStack.of(series)) {
      int planes = stack.planes().size();
      for (int k = 0; k < planes; k++) {
        SliceStack.Plane plane = stack.planes().get(k);
        ImageDescription description = series.descriptions().get(plane.image());
        int away = k - planes / 2;
        out.add(
            new DicomImage(
                out.size() + 1,
                description.index(),
                plane.image() * image.count() + plane.z() * pixels,
                plane.geometry().orElseGet(() -> assumed(away)),
                stack.geometry().map(geometry -> geometry.voxel().z()),
                plane.geometry().isEmpty()));
      }
    }
    return out;
  }

  /** A plane of 1 mm voxels in an axial stack. */
  private static ImageGeometry assumed(int away) {
    ImageGeometry axial = ImageGeometry.axial(new Vector3(1, 1, 1));
    return new ImageGeometry(
        new Vector3(0, 0, away), axial.read(), axial.phase(), axial.slice(), axial.voxel());
  }
}
