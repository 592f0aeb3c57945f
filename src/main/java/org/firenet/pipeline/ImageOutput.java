package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayWriter;
import org.firenet.io.dicom.DicomSettings;
import org.firenet.io.dicom.DicomWriter;
import org.firenet.io.fastmri.FastMriWriter;
import org.firenet.io.hdf5.Hdf5Writer;
import org.firenet.io.ismrmrd.IsmrmrdImageWriter;
import org.firenet.io.nifti.NiftiPart;
import org.firenet.io.nifti.NiftiWriter;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageSeries;

/**
 * Where images go. Everything appears complete or not at all.
 *
 * @param path a file; or, for DICOM, a directory that does not exist or is empty
 * @param format what is written
 * @param part of the complex images that a NIfTI file gets
 * @param dicom what DICOM files say beside
 */
public record ImageOutput(Path path, ImageFormat format, NiftiPart part, DicomSettings dicom) {
  /**
   * Checks, before a long computation, that the place can be written to.
   *
   * @throws IOException beginning with the path
   */
  public void check() throws IOException {
    switch (format) {
      case NPY, CFL, PNG -> ArrayWriter.checkWritable(path);
      case NIFTI -> NiftiWriter.checkWritable(path);
      case ISMRMRD, FASTMRI -> Hdf5Writer.checkWritable(path);
      case DICOM -> DicomWriter.checkWritable(path, 1);
    }
  }

  /**
   * Checks, before a long computation, that the format can hold the images.
   *
   * @param image shape of one, {@code [y, x]} or {@code [z, y, x]}
   * @throws IOException beginning with the path
   */
  public void check(List<ImageDescription> images, Shape image) throws IOException {
    if (format == ImageFormat.DICOM) {
      DicomWriter.checkWritable(path, images.size() * (image.rank() == 3 ? image.extent(0) : 1));
    }
    if (format == ImageFormat.FASTMRI && image.rank() != 2) {
      throw new IOException(path + ": expected slices for a fastMRI file, got volumes " + image);
    }
    if (format == ImageFormat.NIFTI) {
      try {
        NiftiWriter.checkArrangement(images, image);
      } catch (IllegalArgumentException e) {
        throw new IOException(path + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Writes the images.
   *
   * @param several whether an array file gets an axis of images even if it is one only
   */
  public void write(ImageSeries series, boolean several) throws IOException {
    switch (format) {
      case NPY, CFL, PNG -> writeArray(series, several);
      case NIFTI -> NiftiWriter.write(path, series, part);
      case ISMRMRD -> IsmrmrdImageWriter.write(path, series);
      case FASTMRI -> new FastMriWriter().reconstruction(series.images().magnitude()).write(path);
      case DICOM -> DicomWriter.write(path, series, dicom);
    }
  }

  private void writeArray(ImageSeries series, boolean several) throws IOException {
    boolean volume = series.imageShape().rank() == 3;
    List<String> axes = volume ? List.of("z", "y", "x") : List.of("y", "x");
    ComplexArray images = series.images();
    if (several) {
      axes = new java.util.ArrayList<>(axes);
      axes.add(0, "slice");
    } else {
      images = images.slice(0);
    }
    ArrayWriter.write(path, images, axes);
  }

  /**
   * The part of a name, in any case.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static NiftiPart part(String name) {
    for (NiftiPart part : NiftiPart.values()) {
      if (part.name().equals(name.toUpperCase(Locale.ROOT))) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "part: expected magnitude, phase, real, imaginary or complex, got " + name);
  }
}
