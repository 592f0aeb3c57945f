package org.firenet.io.fastmri;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Extent;
import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.Hdf5Layout.Truth;
import org.firenet.io.hdf5.Hdf5Writer;

/**
 * Writes files as the fastMRI data set and its submissions have them, in single precision. What is
 * set is written, the rest is left out:
 *
 * <pre>{@code
 * new FastMriWriter().reconstruction(magnitudes).acquisition("AXT2").write(path);
 * }</pre>
 *
 * <p>Arrays are not copied before they are written, and not modified.
 */
public final class FastMriWriter {
  private static final String SLICES = "[slice, y, x]";

  private final Map<String, String> texts = new LinkedHashMap<>();
  private RealArray reconstruction;
  private RealArray reconstructionRss;
  private ComplexArray kspace;
  private Mask mask;
  private String header;

  /** With nothing to write. */
  public FastMriWriter() {}

  /**
   * Sets the images of a submission, {@code reconstruction}.
   *
   * @param magnitudes {@code [slice, y, x]}
   */
  public FastMriWriter reconstruction(RealArray magnitudes) {
    requireRank("reconstruction", magnitudes.shape(), 3, 3, SLICES);
    reconstruction = magnitudes;
    return this;
  }

  /**
   * Sets the images of fully sampled data, {@code reconstruction_rss}; the attributes {@code max}
   * and {@code norm} are their largest value and Euclidean norm.
   *
   * @param magnitudes {@code [slice, y, x]}, the root of the sum of squares of the coils' images
   */
  public FastMriWriter reconstructionRss(RealArray magnitudes) {
    requireRank("reconstructionRss", magnitudes.shape(), 3, 3, SLICES);
    reconstructionRss = magnitudes;
    return this;
  }

  /**
   * Sets the measured data, {@code kspace}.
   *
   * @param data {@code [slice, coil, ky, kx]}, or {@code [slice, ky, kx]} of one coil; the data set
   *     has the phase encoding last
   */
  public FastMriWriter kspace(ComplexArray data) {
    requireRank("kspace", data.shape(), 3, 4, "[slice, coil, ky, kx] or [slice, ky, kx]");
    kspace = data;
    return this;
  }

  /**
   * Sets which points were measured, {@code mask}. One that is the same for all ky is written as
   * {@code [kx]}, as the data set has it, another as {@code [ky, kx]}.
   *
   * @param points {@code [ky, kx]}
   */
  public FastMriWriter mask(Mask points) {
    requireRank("mask", points.shape(), 2, 2, "[ky, kx]");
    mask = points;
    return this;
  }

  /** Sets the ISMRMRD header (XML), {@code ismrmrd_header}. */
  public FastMriWriter header(String xml) {
    header = xml;
    return this;
  }

  /** Sets the kind of acquisition, the attribute {@code acquisition}: {@code AXT2}, ... */
  public FastMriWriter acquisition(String name) {
    texts.put("acquisition", name);
    return this;
  }

  /** Sets the patient's pseudonym, the attribute {@code patient_id}. */
  public FastMriWriter patientId(String id) {
    texts.put("patient_id", id);
    return this;
  }

  private static void requireRank(String name, Shape shape, int least, int most, String axes) {
    if (shape.rank() < least || shape.rank() > most) {
      throw new IllegalArgumentException("`%s`: expected %s, got %s".formatted(name, axes, shape));
    }
  }

  /**
   * Writes a file, which appears complete or not at all.
   *
   * @throws IllegalArgumentException if there are neither images nor k-space, or if what there is
   *     does not fit together
   * @throws IOException beginning with the path, as {@link Hdf5Writer} says
   */
  public void write(Path path) throws IOException {
    requireFit();
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      if (header != null) {
        file.text("ismrmrd_header", header, Text.UTF_8);
      }
      if (kspace != null) {
        file.dataset("kspace", Hdf5Layout.NUMPY_COMPLEX, Hdf5Extent.fixed(kspace.shape()))
            .append(kspace);
      }
      if (mask != null) {
        Mask shown = mask.isFullAlong(0) ? firstLine(mask) : mask;
        file.dataset("mask", Truth.BOOLEAN, Hdf5Extent.fixed(shown.shape())).append(shown);
      }
      write(file, "reconstruction", reconstruction);
      write(file, "reconstruction_rss", reconstructionRss);
      writeAttributes(file);
      file.commit();
    }
  }

  private void requireFit() {
    if (reconstruction == null && reconstructionRss == null && kspace == null) {
      throw new IllegalArgumentException("expected images or k-space to write, got neither");
    }
    Shape reference = kspace == null ? null : kspace.shape();
    if (mask != null && reference != null) {
      ComplexArray.requireShape("mask", mask.shape(), reference.last(2));
    }
    for (RealArray images : new RealArray[] {reconstruction, reconstructionRss}) {
      if (images != null && reference == null) {
        reference = images.shape();
      } else if (images != null && images.shape().extent(0) != reference.extent(0)) {
        throw new IllegalArgumentException(
            "expected %d slices of images, got %s".formatted(reference.extent(0), images.shape()));
      }
    }
  }

  private static Mask firstLine(Mask mask) {
    boolean[] line = new boolean[mask.shape().extent(1)];
    for (int x = 0; x < line.length; x++) {
      line[x] = mask.get(x);
    }
    return Mask.of(Shape.of(line.length), line);
  }

  private static void write(Hdf5Writer file, String name, RealArray images) throws IOException {
    if (images != null) {
      file.dataset(name, Scalar.FLOAT32, Hdf5Extent.fixed(images.shape())).append(images);
    }
  }

  private void writeAttributes(Hdf5Writer file) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      file.attribute(text.getKey(), text.getValue());
    }
    if (reconstructionRss != null) {
      double squares = 0;
      for (double value : reconstructionRss.data()) {
        squares += value * value;
      }
      file.attribute("max", reconstructionRss.max());
      file.attribute("norm", Math.sqrt(squares));
    }
  }
}
