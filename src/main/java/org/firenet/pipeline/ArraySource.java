package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.io.PngReader;
import org.firenet.io.fastmri.FastMriFile;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.io.ismrmrd.IsmrmrdImages;
import org.firenet.io.nifti.NiftiImage;
import org.firenet.io.nifti.NiftiReader;
import org.firenet.scan.ImageGeometry;

/**
 * An array out of a file of any kind: {@code .npy}, {@code .cfl}, NIfTI, grey {@code .png}, or
 * HDF5.
 *
 * <p>{@code FILE:DATASET} names a dataset of an HDF5 file, as in {@code scan.h5:/dataset/csm}, or a
 * group of ISMRMRD images. Without a name it is, whichever comes first: the first group of ISMRMRD
 * images; the reconstruction of a fastMRI file; the phantom of a generated ISMRMRD file, times the
 * root sum of squares of its coils if those are there; k-space; the only array of the file. Leading
 * axes with one entry are left out of HDF5 arrays and volumes.
 *
 * @param file where it came from
 * @param format a word or two
 * @param array the numbers; real ones with zero imaginary parts
 * @param axes names of the axes, outermost first, or empty
 * @param complex whether the file has complex numbers
 * @param geometry where an image lies, if the file tells
 */
public record ArraySource(
    Path file,
    String format,
    ComplexArray array,
    List<String> axes,
    boolean complex,
    Optional<ImageGeometry> geometry) {
  /** The format of {@code .npy} and {@code .cfl} files. */
  public static final String PLAIN = "array";

  /**
   * Reads an array.
   *
   * @param source a path, perhaps with a dataset behind a colon
   * @throws IOException of one line beginning with the path
   */
  public static ArraySource read(Path source) throws IOException {
    return read(source, EntryChoice.all());
  }

  /**
   * Reads an array, or a part of it; a NIfTI file, a picture, and the phantom of a generated file
   * are in memory whole for a moment.
   *
   * @param source a path, perhaps with a dataset behind a colon
   * @param choice of entries. Modified: it knows afterwards what was read.
   * @throws IOException of one line beginning with the path
   * @throws IllegalArgumentException if the array has not the entries chosen
   */
  public static ArraySource read(Path source, EntryChoice choice) throws IOException {
    Path file = fileOf(source);
    if (!file.equals(source)) {
      String name = source.toString().substring(file.toString().length() + 1);
      return readDataset(file, name, choice);
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      ComplexArray grey = choice.of(ComplexArray.ofReal(PngReader.read(file)));
      return new ArraySource(file, "PNG", grey, List.of("y", "x"), false, Optional.empty());
    }
    if (isNifti(name)) {
      return ofNifti(file, choice);
    }
    if (Hdf5File.isHdf5(file)) {
      return ofHdf5(file, choice);
    }
    try (ArrayFile open = ArrayFile.open(file)) {
      return new ArraySource(
          open.path(),
          PLAIN,
          entries(open, choice),
          open.axes(),
          open.kind() == ArrayFile.Kind.COMPLEX,
          Optional.empty());
    }
  }

  private static ComplexArray entries(ArrayFile file, EntryChoice choice) throws IOException {
    boolean several = file.shape().rank() > 2;
    return several ? choice.read(file.shape(), file::slices) : choice.of(file.complex());
  }

  /**
   * Reads k-space: of a scan in HDF5 its raw data, whatever else the file holds; else as {@link
   * #read}.
   *
   * @param choice of images. Modified: it knows afterwards what was read.
   * @throws IOException of one line beginning with the path
   * @throws IllegalArgumentException if there are not the images chosen
   */
  public static ArraySource kspace(Path source, EntryChoice choice) throws IOException {
    boolean scan =
        Hdf5File.isHdf5(source) && (FastMriFile.isFastMri(source) || IsmrmrdFile.isIsmrmrd(source));
    return scan ? ofKSpace(source, choice) : read(source, choice);
  }

  /** {@link #read}, and every number finite. */
  public static ComplexArray finite(Path source) throws IOException {
    ComplexArray array = read(source).array();
    try {
      array.requireFinite("array");
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
    return array;
  }

  /** {@link #finite} as real numbers; an {@link IOException} if one is not. */
  public static RealArray real(Path source) throws IOException {
    ComplexArray array = finite(source);
    double[] out = new double[array.count()];
    for (int i = 0; i < out.length; i++) {
      if (array.im(i) != 0) {
        throw new IOException(
            "%s: expected real numbers, got complex ones: element %d of %s has an imaginary part"
                .formatted(source, i, array.shape()));
      }
      out[i] = array.re(i);
    }
    return RealArray.of(array.shape(), out);
  }

  /** {@link #finite} as a mask: sampled where not zero. */
  public static Mask mask(Path source) throws IOException {
    ComplexArray array = finite(source);
    return Mask.ofNonZero(array, array.shape().rank());
  }

  /** The file of a source that may name a dataset in it. */
  public static Path fileOf(Path source) {
    String text = source.toString();
    for (int colon = text.lastIndexOf(':');
        colon > 0 && !Files.exists(source);
        colon = text.lastIndexOf(':', colon - 1)) {
      Path file = Path.of(text.substring(0, colon));
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return source;
  }

  private static boolean isNifti(String name) {
    return name.matches(".*\\.(nii|img)(\\.gz)?") || name.endsWith(".hdr.gz");
  }

  private static ArraySource ofNifti(Path file, EntryChoice choice) throws IOException {
    NiftiImage nifti = NiftiReader.read(file);
    ComplexArray array = choice.of(squeezed(nifti.data(), 2));
    return new ArraySource(file, "NIfTI", array, List.of(), nifti.complex(), nifti.geometry());
  }

  private static ArraySource ofHdf5(Path file, EntryChoice choice) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      List<String> groups = IsmrmrdImages.groups(hdf5);
      if (!groups.isEmpty()) {
        return ofImages(file, IsmrmrdImages.open(hdf5, groups.get(0)), choice);
      }
      if (FastMriFile.isFastMri(file)) {
        return ofFastMri(file, choice);
      }
      if (IsmrmrdFile.isIsmrmrd(file)) {
        return ofIsmrmrd(file, choice);
      }
      List<String> arrays = new ArrayList<>();
      for (Hdf5File.Entry entry : hdf5.entries()) {
        if (entry.type().filter(type -> type.isReal() || type.isComplex()).isPresent()) {
          arrays.add(entry.path());
        }
      }
      if (arrays.size() != 1) {
        throw new IOException(
            "%s: which dataset? name one as FILE:DATASET, out of %s".formatted(file, arrays));
      }
      return ofDataset(file, hdf5.dataset(arrays.get(0)), choice);
    }
  }

  private static ArraySource readDataset(Path file, String name, EntryChoice choice)
      throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      String path = name.startsWith("/") ? name : "/" + name;
      if (hdf5.hasDataset(path)) {
        return ofDataset(file, hdf5.dataset(path), choice);
      }
      if (hdf5.hasGroup(path) && IsmrmrdImages.groups(hdf5).contains(path)) {
        return ofImages(file, IsmrmrdImages.open(hdf5, path), choice);
      }
      throw new IOException(
          "%s: no dataset %s; there are %s"
              .formatted(file, name, hdf5.entries().stream().map(Hdf5File.Entry::path).toList()));
    }
  }

  private static ArraySource ofDataset(Path file, Hdf5Dataset dataset, EntryChoice choice)
      throws IOException {
    boolean entries = dataset.rank() > 2 && dataset.rows() > 1;
    ComplexArray array =
        entries
            ? choice.read(dataset.shape(), dataset::complex)
            : choice.of(squeezed(dataset.complex(), 1));
    return new ArraySource(
        file,
        "HDF5 " + dataset.path(),
        array,
        List.of(),
        dataset.type().isComplex(),
        Optional.empty());
  }

  private static ArraySource ofImages(Path file, IsmrmrdImages images, EntryChoice choice)
      throws IOException {
    List<String> axes = images.axes();
    ComplexArray array;
    if (images.count() == 1) {
      array = choice.of(images.read(0, 1).slice(0));
      axes = axes.subList(1, axes.size());
    } else {
      array = choice.read(images.shape(), images::read);
    }
    return new ArraySource(
        file,
        "ISMRMRD images " + images.group(),
        array,
        axes,
        images.isComplex(),
        images.descriptions().get(0).geometry());
  }

  private static ArraySource ofFastMri(Path file, EntryChoice choice) throws IOException {
    try (FastMriFile open = FastMriFile.open(file)) {
      Optional<String> name = open.truthName();
      if (name.isPresent()) {
        return new ArraySource(
            file,
            "fastMRI " + name.get(),
            choice.read(open.truthShape().orElseThrow().prepend(open.slices()), open::truth),
            List.of("slice", "y", "x"),
            false,
            Optional.empty());
      }
    }
    return ofKSpace(file, choice);
  }

  private static ArraySource ofIsmrmrd(Path file, EntryChoice choice) throws IOException {
    try (IsmrmrdFile open = IsmrmrdFile.open(file)) {
      Optional<ComplexArray> truth = GeneratedTruth.of(open);
      if (truth.isPresent()) {
        ComplexArray array = choice.of(squeezed(truth.get(), 2));
        return new ArraySource(file, "ISMRMRD phantom", array, List.of(), true, Optional.empty());
      }
    }
    return ofKSpace(file, choice);
  }

  private static ArraySource ofKSpace(Path file, EntryChoice choice) throws IOException {
    try (Scan scan = Scan.open(file, ScanOptions.defaults())) {
      Shape one = scan.coils() > 0 ? scan.grid().prepend(scan.coils()) : scan.grid();
      boolean single = !scan.several();
      ComplexArray data =
          single
              ? choice.of(scan.read(0, 1).data().slice(0))
              : choice.read(scan.images(), one, (from, to) -> scan.read(from, to).data());
      List<String> axes = new ArrayList<>(List.of("image"));
      if (scan.coils() > 0) {
        axes.add("coil");
      }
      axes.addAll(scan.grid().rank() == 3 ? List.of("kz", "ky", "kx") : List.of("ky", "kx"));
      return new ArraySource(
          file,
          scan.format() + " k-space",
          data,
          single ? axes.subList(1, axes.size()) : axes,
          true,
          Optional.empty());
    }
  }

  /** Without leading axes of one entry, at least {@code least} axes kept. */
  private static ComplexArray squeezed(ComplexArray array, int least) {
    Shape shape = array.shape();
    while (shape.rank() > least && shape.extent(0) == 1) {
      shape = shape.last(shape.rank() - 1);
    }
    return array.reshape(shape);
  }
}
