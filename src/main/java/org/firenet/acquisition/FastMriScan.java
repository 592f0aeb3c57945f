package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.fastmri.FastMriFile;
import org.firenet.io.ismrmrd.IsmrmrdHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.mri.ImageResizing;
import org.firenet.mri.ReadoutOversampling;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/**
 * K-space of a fastMRI file: the readout runs along the rows, phase encoding along the columns.
 *
 * <p>Readout oversampling is removed before solving, and images are cropped as the data set's own
 * reconstructions are: to the extents of the reconstruction in the file, else to the matrix that
 * the header wants shown, else not at all. Columns of zeros that pad the data count as not sampled.
 */
public final class FastMriScan implements Scan {
  private final FastMriFile file;
  private final List<Integer> numbers;
  private final Shape grid;
  private final Shape image;
  private final Optional<Mask> mask;

  private FastMriScan(FastMriFile file, ScanOptions options) throws IOException {
    this.file = file;
    List<ImageIndex> slices =
        IntStream.range(0, file.slices()).mapToObj(ImageIndex::ofSlice).toList();
    options.selection().check(slices);
    numbers = slices.stream().filter(options.selection()::includes).map(ImageIndex::slice).toList();
    Shape sampled = file.shape().last(2);
    Shape shown = shown(sampled);
    boolean remove = options.removeOversampling() && shown.extent(0) < sampled.extent(0);
    grid = Shape.of(remove ? shown.extent(0) : sampled.extent(0), sampled.extent(1));
    image = options.reconSpace() ? shown : grid;
    mask = file.mask();
  }

  /** Extents of the images that go with the file, never more than was sampled. */
  private Shape shown(Shape sampled) throws IOException {
    Optional<Shape> matrix =
        file.truthShape()
            .or(
                () ->
                    file.header()
                        .map(header -> header.encodings().get(0).recon())
                        .map(space -> Shape.of(space.x(), space.y())));
    int[] extents = sampled.extents();
    for (int axis = 0; matrix.isPresent() && axis < 2; axis++) {
      extents[axis] = Math.min(extents[axis], matrix.get().extent(axis - 2));
    }
    return Shape.of(extents);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is damaged or no fastMRI file
   * @throws IllegalArgumentException if it has not the slices that are selected
   */
  public static FastMriScan open(Path path, ScanOptions options) throws IOException {
    FastMriFile file = FastMriFile.open(path);
    try {
      return new FastMriScan(file, options);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public String format() {
    return "fastMRI";
  }

  @Override
  public Shape grid() {
    return grid;
  }

  @Override
  public Shape imageShape() {
    return image;
  }

  @Override
  public ComplexArray finish(ComplexArray images) {
    return ImageResizing.crop(images, image);
  }

  @Override
  public int coils() {
    return file.isMultiCoil() ? file.shape().extent(1) : 0;
  }

  @Override
  public List<Integer> numbers() {
    return numbers;
  }

  @Override
  public int available() {
    return file.slices();
  }

  @Override
  public boolean several() {
    return true;
  }

  @Override
  public KSpace read(int from, int to) throws IOException {
    ComplexArray raw = file.kspace(numbers.get(from), numbers.get(to - 1) + 1);
    try {
      raw.requireFinite("kspace");
    } catch (IllegalArgumentException e) {
      throw new IOException(path() + ": " + e.getMessage(), e);
    }
    List<Mask> masks = new ArrayList<>();
    for (int i = 0; i < to - from; i++) {
      masks.add(columns(Mask.ofNonZero(raw.slice(i), 2)));
    }
    ComplexArray data =
        raw.shape().extent(-2) == grid.extent(0)
            ? raw
            : ReadoutOversampling.remove(raw, -2, grid.extent(0));
    return new KSpace(data, file.isMultiCoil(), masks, List.of());
  }

  /** Columns that hold anything and that the file's mask, if there is one, takes. */
  private Mask columns(Mask nonZero) {
    int rows = nonZero.shape().extent(0);
    int columns = nonZero.shape().extent(1);
    boolean[] column = new boolean[columns];
    for (int i = 0; i < rows * columns; i++) {
      column[i % columns] |= nonZero.get(i) && (mask.isEmpty() || mask.get().get(i));
    }
    boolean[] sampled = new boolean[grid.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = column[i % columns];
    }
    return Mask.of(grid, sampled);
  }

  @Override
  public List<ImageDescription> descriptions() {
    return numbers.stream()
        .map(
            number -> {
              ImageDescription plain = ImageDescription.of(ImageIndex.ofSlice(number));
              return new ImageDescription(
                  plain.index(),
                  geometry(number),
                  plain.measurement(),
                  plain.acquisitionTime(),
                  plain.physiologyTimes(),
                  plain.tablePosition());
            })
        .toList();
  }

  /**
   * The format tells neither position nor direction: rows go to the back, columns to the left, and
   * slices follow each other without a gap.
   */
  private Optional<ImageGeometry> geometry(int slice) {
    Optional<Space> recon = file.header().map(header -> header.encodings().get(0).recon());
    if (recon.isEmpty()) {
      return Optional.empty();
    }
    Space space = recon.get();
    Vector3 field = space.fieldOfView();
    Vector3 voxel =
        new Vector3(field.y() / space.y(), field.x() / space.x(), field.z() / space.z());
    ImageGeometry axial = ImageGeometry.axial(voxel);
    return Optional.of(
        new ImageGeometry(
            new Vector3(0, 0, (slice - file.slices() / 2) * voxel.z()),
            axial.read(),
            axial.phase(),
            axial.slice(),
            voxel));
  }

  @Override
  public ScanMetadata metadata() {
    return file.header().map(IsmrmrdHeader::metadata).orElse(ScanMetadata.unknown());
  }

  @Override
  public Map<String, Object> preparation() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rows measured", file.shape().extent(-2));
    facts.put("rows solved", grid.extent(0));
    facts.put("mask", mask.isPresent() ? "of the file" : "columns that hold anything");
    facts.put("images cropped to", image.extents());
    return facts;
  }

  @Override
  public Map<String, String> userParameters() {
    return file.header().map(IsmrmrdHeader::userParameters).orElse(Map.of());
  }

  @Override
  public Optional<String> header() {
    return file.xml();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
