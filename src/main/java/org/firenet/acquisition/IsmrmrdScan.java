package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.acquisition.LinePlacement.Readout;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.AcquisitionTable;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.io.ismrmrd.IsmrmrdHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.mri.NoiseWhitening;
import org.firenet.mri.ReadoutOversampling;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;

/**
 * Cartesian k-space of an ISMRMRD file: acquisitions sorted into a grid for each image ({@link
 * AcquisitionSorting}, {@link LinePlacement}), averages combined, noise made white by the noise
 * scan where there is one, readout oversampling removed where every readout is complete.
 *
 * <p>Whitened data keep their scale: the whitening matrix is multiplied by the root mean variance
 * of the coils' noise. A readout with missing samples (asymmetric echo) is solved with its
 * oversampling and the image cropped, since removing it would mix sampled and missing points.
 */
public final class IsmrmrdScan implements Scan {
  private static final long MOST_ENLARGEMENT = 64;

  private final IsmrmrdFile file;
  private final AcquisitionTable table;
  private final IsmrmrdHeader header;
  private final Encoding encoding;
  private final AcquisitionSorting sorting;
  private final LinePlacement placement;
  private final List<ImageIndex> selected = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> notes;
  private final int coils;
  private final int readout;
  private final boolean completeReadouts;
  private final boolean averagesApart;
  private final Optional<NoiseWhitening> whitening;
  private final SeparateCalibration calibration;
  private final MatrixChange matrix;

  private IsmrmrdScan(IsmrmrdFile file, ScanOptions options) throws IOException {
    this.file = file;
    table = file.table();
    header = file.header();
    if (options.encoding() >= header.encodings().size()) {
      throw new IllegalArgumentException(
          "encoding: the header has encodings 0:%d, asked for %d"
              .formatted(header.encodings().size(), options.encoding()));
    }
    encoding = header.encodings().get(options.encoding());
    averagesApart = options.selection().namesAverages();
    if (!List.of("cartesian", "epi").contains(encoding.trajectory())) {
      throw failure("expected a Cartesian trajectory, got " + encoding.trajectory());
    }
    sorting =
        AcquisitionSorting.of(
            encoding, options.encoding(), file.acquisitions(), table::header, averagesApart);
    if (sorting.images().isEmpty()) {
      throw failure("holds no acquisition of an image in encoding " + options.encoding());
    }
    options.selection().check(sorting.images().keySet());
    int number = 0;
    for (ImageIndex image : sorting.images().keySet()) {
      if (options.selection().includes(image)) {
        selected.add(image);
        numbers.add(number);
      }
      number++;
    }
    notes = new ArrayList<>(sorting.notes());
    placement = new LinePlacement(encoding);
    MeasuredLines lines = new MeasuredLines(file.path(), table, placement);
    for (ImageIndex image : selected) {
      lines.add(sorting.images().get(image));
    }
    coils = lines.channels();
    completeReadouts = lines.haveCompleteReadouts();
    readout = options.removeOversampling() ? readoutToSolve() : placement.readout();
    whitening =
        options.whiten()
            ? new NoiseScan(file, sorting.noise()).whitening(coils, firstLine(), notes)
            : Optional.empty();
    calibration = new SeparateCalibration(table, header, encoding, sorting, notes);
    matrix =
        options.reconSpace()
            ? MatrixChange.of(grid(), encoding, readout)
            : MatrixChange.none(grid(), encoding, readout);
    if (matrix.enlargement(grid()) > MOST_ENLARGEMENT) {
      throw failure(
          "reconSpace: expected images of at most %d times the points of the grid %s, got %s, to be"
                  .formatted(MOST_ENLARGEMENT, grid(), matrix.matrix())
              + " cut out of "
              + matrix.interpolated());
    }
  }

  /**
   * Takes over an open file; it is closed with the scan, or when this fails.
   *
   * @throws IOException if the file is damaged or not Cartesian
   * @throws IllegalArgumentException if it has not what the options ask for
   */
  public static IsmrmrdScan open(IsmrmrdFile file, ScanOptions options) throws IOException {
    try {
      return new IsmrmrdScan(file, options);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The first line of the first image. */
  private AcquisitionHeader firstLine() {
    return table.header(sorting.images().get(selected.get(0)).get(0));
  }

  private IOException failure(String what) {
    return new IOException(path() + ": " + what);
  }

  /** Points of the readout without oversampling, if it can be removed. */
  private int readoutToSolve() {
    int points = placement.readout();
    double field = encoding.encoded().fieldOfView().x();
    double shown = encoding.recon().fieldOfView().x();
    if (!(field > 0) || !(shown > 0) || shown >= field) {
      return points;
    }
    if (!completeReadouts) {
      notes.add("readouts are incomplete (asymmetric echo): solved with readout oversampling");
      return points;
    }
    return (int) Math.max(1, Math.round(points * shown / field));
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public String format() {
    return "ISMRMRD";
  }

  @Override
  public Shape grid() {
    int[] extents = placement.grid().extents();
    extents[extents.length - 1] = readout;
    return Shape.of(extents);
  }

  @Override
  public int coils() {
    return coils;
  }

  @Override
  public List<Integer> numbers() {
    return List.copyOf(numbers);
  }

  @Override
  public int available() {
    return sorting.images().size();
  }

  @Override
  public boolean several() {
    return sorting.images().size() > 1;
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public KSpace read(int from, int to) throws IOException {
    Map<Integer, Integer> imageOf = new HashMap<>();
    for (int image = from; image < to; image++) {
      for (int number : sorting.images().get(selected.get(image))) {
        imageOf.put(number, image - from);
      }
    }
    GridBuffer buffer = new GridBuffer(to - from, coils, placement.grid());
    int[] wanted = imageOf.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    file.read(
        wanted,
        (number, samples, trajectory) -> {
          AcquisitionHeader head = table.header(number);
          Readout place = placement.readout(head, number);
          int line = placement.line(head, number);
          buffer.add(imageOf.get(number), line, place, samples, head.samples());
        });
    ComplexArray data = prepared(buffer.averaged());
    List<Mask> masks = new ArrayList<>();
    List<ComplexArray> calibrations = new ArrayList<>();
    for (int image = 0; image < to - from; image++) {
      masks.add(withoutOversampling(buffer.mask(image)));
      if (calibration.exists()) {
        int slice = selected.get(from + image).slice();
        calibrations.add(calibration.read(file, slice, coils, whitening));
      }
    }
    return new KSpace(data, true, masks, calibrations);
  }

  /** Finite, whitened, without oversampling. */
  private ComplexArray prepared(ComplexArray data) throws IOException {
    try {
      data.requireFinite("k-space");
    } catch (IllegalArgumentException e) {
      throw new IOException(path() + ": " + e.getMessage(), e);
    }
    for (int image = 0; whitening.isPresent() && image < data.shape().extent(0); image++) {
      data.setSlice(image, whitening.get().apply(data.slice(image)));
    }
    return readout == placement.readout() ? data : ReadoutOversampling.remove(data, -1, readout);
  }

  private Mask withoutOversampling(Mask mask) {
    if (readout == placement.readout()) {
      return mask;
    }
    boolean[] sampled = new boolean[grid().count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = mask.get(i / readout * placement.readout());
    }
    return Mask.of(grid(), sampled);
  }

  @Override
  public Shape imageShape() {
    return matrix.matrix();
  }

  @Override
  public ComplexArray finish(ComplexArray images) {
    return matrix.apply(images);
  }

  @Override
  public List<ImageDescription> descriptions() {
    return selected.stream().map(this::description).toList();
  }

  private ImageDescription description(ImageIndex image) {
    AcquisitionHeader head = table.header(sorting.images().get(image).get(0));
    return new ImageDescription(
        image,
        matrix.geometry(head),
        head.measurement(),
        head.time(),
        head.physiologyTimes(),
        head.tablePosition());
  }

  @Override
  public ScanMetadata metadata() {
    return header.metadata();
  }

  @Override
  public Map<String, Object> preparation() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("noise", whitening.isPresent() ? "white" : "as measured");
    whitening.ifPresent(white -> facts.put("coils left out", white.droppedCoils()));
    facts.put("readout measured", placement.readout());
    facts.put("readout solved", readout);
    facts.put("averages", averagesApart ? "apart" : "combined");
    facts.put("maps from", calibration.exists() ? "separate calibration" : "the images' own lines");
    facts.put("images interpolated to", matrix.interpolated().extents());
    facts.put("images cropped to", matrix.matrix().extents());
    return facts;
  }

  @Override
  public Map<String, String> userParameters() {
    return header.userParameters();
  }

  @Override
  public Optional<String> header() {
    return Optional.of(file.xml());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
