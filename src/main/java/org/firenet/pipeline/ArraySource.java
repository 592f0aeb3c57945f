package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firenet.acquisition.KSpace;
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

  /** K-space of more images than these is not read whole. */
  private static final int MOST_IMAGES = 16;

  /**
   * Reads an array.
   *
   * @param source a path, perhaps with a dataset behind a colon
   * @throws IOException of one line beginning with the path
   */
  public static ArraySource read(Path source) throws IOException {
    Path file = fileOf(source);
    if (!file.equals(source)) {
      return readDataset(file, source.toString().substring(file.toString().length() + 1));
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      ComplexArray grey = ComplexArray.ofReal(PngReader.read(file));
      return new ArraySource(file, "PNG", grey, List.of("y", "x"), false, Optional.empty());
    }
    if (isNifti(name)) {
      return ofNifti(file);
    }
    if (Hdf5File.isHdf5(file)) {
      return ofHdf5(file);
    }
    try (ArrayFile open = ArrayFile.open(file)) {
      return new ArraySource(
          open.path(),
          PLAIN,
          open.complex(),
          open.axes(),
          open.kind() == ArrayFile.Kind.COMPLEX,
          Optional.empty());
    }
  }

  /**
   * Reads k-space: of a scan in HDF5 its raw data, the first 16 images at most, whatever else the
   * file holds; else as {@link #read}.
   *
   * @throws IOException of one line beginning with the path
   */
  public static ArraySource kspace(Path source) throws IOException {
    boolean scan =
        Hdf5File.isHdf5(source) && (FastMriFile.isFastMri(source) || IsmrmrdFile.isIsmrmrd(source));
    return scan ? ofKSpace(source) : read(source);
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

  private static ArraySource ofNifti(Path file) throws IOException {
    NiftiImage nifti = NiftiReader.read(file);
    ComplexArray array = squeezed(nifti.data(), 2);
    return new ArraySource(file, "NIfTI", array, List.of(), nifti.complex(), nifti.geometry());
  }

  private static ArraySource ofHdf5(Path file) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      List<String> groups = IsmrmrdImages.groups(hdf5);
      if (!groups.isEmpty()) {
        return ofImages(file, IsmrmrdImages.open(hdf5, groups.get(0)));
      }
      if (FastMriFile.isFastMri(file)) {
        return ofFastMri(file);
      }
      if (IsmrmrdFile.isIsmrmrd(file)) {
        return ofIsmrmrd(file);
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
      return ofDataset(file, hdf5.dataset(arrays.get(0)));
    }
  }

  private static ArraySource readDataset(Path file, String name) throws IOException {
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      String path = name.startsWith("/") ? name : "/" + name;
      if (hdf5.hasDataset(path)) {
        return ofDataset(file, hdf5.dataset(path));
      }
      if (hdf5.hasGroup(path) && IsmrmrdImages.groups(hdf5).contains(path)) {
        return ofImages(file, IsmrmrdImages.open(hdf5, path));
      }
      throw new IOException(
          "%s: no dataset %s; there are %s"
              .formatted(file, name, hdf5.entries().stream().map(Hdf5File.Entry::path).toList()));
    }
  }

  private static ArraySource ofDataset(Path file, Hdf5Dataset dataset) throws IOException {
    return new ArraySource(
        file,
        "HDF5 " + dataset.path(),
        squeezed(dataset.complex(), 1),
        List.of(),
        dataset.type().isComplex(),
        Optional.empty());
  }

  private static ArraySource ofImages(Path file, IsmrmrdImages images) throws IOException {
    ComplexArray array = images.read(0, images.count());
    List<String> axes = images.axes();
    if (images.count() == 1) {
      array = array.slice(0);
      axes = axes.subList(1, axes.size());
    }
    return new ArraySource(
        file,
        "ISMRMRD images " + images.group(),
        array,
        axes,
        images.isComplex(),
        images.descriptions().get(0).geometry());
  }

  private static ArraySource ofFastMri(Path file) throws IOException {
    try (FastMriFile open = FastMriFile.open(file)) {
      Optional<String> name = open.truthName();
      if (name.isPresent()) {
        return new ArraySource(
            file,
            "fastMRI " + name.get(),
            open.truth(0, open.slices()),
            List.of("slice", "y", "x"),
            false,
            Optional.empty());
      }
    }
    return ofKSpace(file);
  }

  private static ArraySource ofIsmrmrd(Path file) throws IOException {
    try (IsmrmrdFile open = IsmrmrdFile.open(file)) {
      Hdf5File hdf5 = open.hdf5();
      String phantom = open.group() + "/phantom";
      if (hdf5.hasDataset(phantom)) {
        ComplexArray array = hdf5.dataset(phantom).complex();
        String coils = open.group() + "/csm";
        if (hdf5.hasDataset(coils)) {
          array = seenBy(array, hdf5.dataset(coils).complex());
        }
        array = squeezed(array, 2);
        return new ArraySource(file, "ISMRMRD phantom", array, List.of(), true, Optional.empty());
      }
    }
    return ofKSpace(file);
  }

  /**
   * What a combination of normalised coils shows: the object times √Σ|s|².
   *
   * @param stored {@code [image, y, x]} or {@code [image, z, y, x]}. Not modified.
   * @param coils {@code [image, coil, ...]}; others are left out
   */
  private static ComplexArray seenBy(ComplexArray stored, ComplexArray coils) {
    Shape object = stored.shape();
    if (object.rank() < 2) {
      return stored;
    }
    Shape one = object.last(object.rank() - 1);
    boolean fits =
        coils.shape().rank() == object.rank() + 1
            && coils.shape().extent(0) == object.extent(0)
            && coils.shape().last(one.rank()).equals(one);
    if (!fits) {
      return stored;
    }
    int points = one.count();
    int block = points * coils.shape().extent(1);
    ComplexArray out = stored.copy(stored.precision());
    for (int i = 0; i < out.count(); i++) {
      double squares = 0;
      int first = i / points * block + i % points;
      for (int place = first; place < first - i % points + block; place += points) {
        squares += coils.re(place) * coils.re(place) + coils.im(place) * coils.im(place);
      }
      out.set(i, Math.sqrt(squares) * stored.re(i), Math.sqrt(squares) * stored.im(i));
    }
    return out;
  }

  private static ArraySource ofKSpace(Path file) throws IOException {
    try (Scan scan = Scan.open(file, ScanOptions.defaults())) {
      KSpace kspace = scan.read(0, Math.min(MOST_IMAGES, scan.images()));
      List<String> axes = new ArrayList<>(List.of("image"));
      if (kspace.coils()) {
        axes.add("coil");
      }
      axes.addAll(scan.grid().rank() == 3 ? List.of("kz", "ky", "kx") : List.of("ky", "kx"));
      boolean one = !scan.several();
      return new ArraySource(
          file,
          scan.format() + " k-space",
          one ? kspace.data().slice(0) : kspace.data(),
          one ? axes.subList(1, axes.size()) : axes,
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
