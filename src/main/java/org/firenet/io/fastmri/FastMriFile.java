package org.firenet.io.fastmri;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Attribute;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.ismrmrd.IsmrmrdHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeaderParser;

/**
 * An open file of a fastMRI data set: {@code kspace}, and often a mask, a reconstruction of the
 * fully sampled k-space, and an ISMRMRD header.
 *
 * <p>Opening reads the structure and the header; slices are read when they are asked for. Several
 * threads that read at once wait for each other.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path; reading after {@link #close} is an {@link IllegalStateException}.
 */
public final class FastMriFile implements Closeable {
  private static final String KSPACE = "/kspace";
  private static final String MASK = "/mask";
  private static final String HEADER = "/ismrmrd_header";
  private static final String RSS = "/reconstruction_rss";
  private static final String ESC = "/reconstruction_esc";

  private final Hdf5File file;
  private final Hdf5Dataset kspace;
  private final Shape shape;
  private final Optional<Hdf5Dataset> truth;
  private final Optional<String> xml;
  private final Optional<IsmrmrdHeader> header;
  private final Map<String, Hdf5Attribute> attributes;

  private FastMriFile(Hdf5File file) throws IOException {
    this.file = file;
    if (!file.hasDataset(KSPACE)) {
      throw InputFile.failure(file.path(), "not a fastMRI file: it has no dataset kspace");
    }
    this.kspace = file.dataset(KSPACE);
    if (!kspace.type().isComplex() || kspace.rank() < 3 || kspace.rank() > 4) {
      throw InputFile.failure(
          file.path(),
          "expected complex k-space [slice, coil, ky, kx] or [slice, ky, kx], got " + kspace);
    }
    this.shape = kspace.shape();
    kspace.requirePlausible();
    this.truth = truth(file, shape);
    this.xml =
        file.hasDataset(HEADER) ? Optional.of(file.dataset(HEADER).string()) : Optional.empty();
    this.header =
        xml.isPresent()
            ? Optional.of(IsmrmrdHeaderParser.parse(file.path(), HEADER, xml.get()))
            : Optional.empty();
    this.attributes = file.attributes("/");
  }

  private static Optional<Hdf5Dataset> truth(Hdf5File file, Shape kspace) throws IOException {
    for (String name : new String[] {RSS, ESC}) {
      if (file.hasDataset(name)) {
        Hdf5Dataset truth = file.dataset(name);
        boolean numbers = truth.type().isComplex() || truth.type().isReal();
        if (!numbers || truth.rank() != 3 || truth.rows() != kspace.extent(0)) {
          throw InputFile.failure(
              file.path(),
              "expected a reconstruction [slice, y, x] of %d slices, got %s"
                  .formatted(kspace.extent(0), truth));
        }
        return Optional.of(truth);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a file is an HDF5 file with a fastMRI data set's {@code kspace}; false if there is no
   * such file.
   *
   * @throws IOException if it can not be read, or is a damaged HDF5 file
   */
  public static boolean isFastMri(Path path) throws IOException {
    if (!Hdf5File.isHdf5(path)) {
      return false;
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      if (!file.hasDataset(KSPACE)) {
        return false;
      }
      Hdf5Dataset kspace = file.dataset(KSPACE);
      return kspace.type().isComplex() && (kspace.rank() == 3 || kspace.rank() == 4);
    }
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is not a fastMRI file, or something is wrong with it
   */
  public static FastMriFile open(Path path) throws IOException {
    Hdf5File file = Hdf5File.open(path);
    try {
      return new FastMriFile(file);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return file.path();
  }

  /** The HDF5 file, which may hold more. Closed with this one. */
  public Hdf5File hdf5() {
    return file;
  }

  /** Extents of the k-space: {@code [slice, coil, ky, kx]}, or {@code [slice, ky, kx]}. */
  public Shape shape() {
    return shape;
  }

  /** Whether there is an axis of coils. */
  public boolean isMultiCoil() {
    return shape.rank() == 4;
  }

  /** Number of slices. */
  public int slices() {
    return shape.extent(0);
  }

  /**
   * K-space of the slices {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IllegalArgumentException if the range is empty or outside the file
   */
  public ComplexArray kspace(int from, int to) throws IOException {
    return kspace.complex(from, to);
  }

  /**
   * The mask {@code [ky, kx]}, if the file has one. A mask of the columns alone is repeated along
   * ky; axes of extent 1 do not count.
   *
   * @throws IOException if it does not fit the k-space
   */
  public Optional<Mask> mask() throws IOException {
    if (!file.hasDataset(MASK)) {
      return Optional.empty();
    }
    Hdf5Dataset dataset = file.dataset(MASK);
    int rows = shape.extent(-2);
    int columns = shape.extent(-1);
    int[] extents = withoutOnes(dataset.shape().extents());
    boolean whole = Arrays.equals(extents, withoutOnes(rows, columns));
    if (!whole && !Arrays.equals(extents, withoutOnes(columns))) {
      throw InputFile.failure(
          file.path(),
          "expected a mask [%d] or [%d, %d], got %s".formatted(columns, rows, columns, dataset));
    }
    boolean[] given = dataset.booleans();
    boolean[] sampled = new boolean[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = given[whole ? i : i % columns];
    }
    return Optional.of(Mask.of(Shape.of(rows, columns), sampled));
  }

  private static int[] withoutOnes(int... extents) {
    return Arrays.stream(extents).filter(extent -> extent > 1).toArray();
  }

  /**
   * The name of the reconstruction in the file: {@code reconstruction_rss}, ..., if there is one.
   */
  public Optional<String> truthName() {
    return truth.map(dataset -> dataset.path().substring(1));
  }

  /** Extents of the reconstruction {@code [slice, y, x]}, if there is one. */
  public Optional<Shape> truthShape() throws IOException {
    return truth.isPresent() ? Optional.of(truth.get().shape()) : Optional.empty();
  }

  /**
   * The reconstruction of the slices {@code from} (inclusive) to {@code to} (exclusive), {@code
   * [slice, y, x]}; a root of the sum of squares has no imaginary part.
   *
   * @throws IllegalArgumentException if the range is empty or outside the file
   * @throws IOException if the file has none
   */
  public ComplexArray truth(int from, int to) throws IOException {
    if (truth.isEmpty()) {
      throw InputFile.failure(file.path(), "it has no reconstruction_rss or reconstruction_esc");
    }
    return truth.get().complex(from, to);
  }

  /** The ISMRMRD header, if there is one. */
  public Optional<IsmrmrdHeader> header() {
    return header;
  }

  /** The ISMRMRD header as it is in the file, if there is one. */
  public Optional<String> xml() {
    return xml;
  }

  /** The attributes of the file by name: {@code acquisition}, {@code patient_id}, ... */
  public Map<String, Hdf5Attribute> attributes() {
    return attributes;
  }

  /** The kind of acquisition, for example {@code AXFLAIR}, if known. */
  public Optional<String> acquisition() {
    return text("acquisition");
  }

  /** The number of the patient in the data set, if known. */
  public Optional<String> patientId() {
    return text("patient_id");
  }

  /** The largest value of the reconstruction, if known. */
  public OptionalDouble max() {
    return number("max");
  }

  /** The Euclidean norm of the reconstruction, if known. */
  public OptionalDouble norm() {
    return number("norm");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(attributes.get(name)).flatMap(Hdf5Attribute::text);
  }

  private OptionalDouble number(String name) {
    Hdf5Attribute attribute = attributes.get(name);
    return attribute == null ? OptionalDouble.empty() : attribute.number();
  }

  /** Closes the file; again has no effect. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return "%s: k-space %s".formatted(file.path(), shape);
  }
}
