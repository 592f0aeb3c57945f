package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.firenet.mri.NoiseBandwidth;
import org.firenet.mri.NoiseCovariance;
import org.firenet.mri.NoiseWhitening;
import org.firenet.mri.ReadoutOversampling;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

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
    if (!List.of("cartesian", "epi").contains(encoding.trajectory())) {
      throw failure("expected a Cartesian trajectory, got " + encoding.trajectory());
    }
    sorting =
        AcquisitionSorting.of(
            encoding,
            options.encoding(),
            file.acquisitions(),
            table::header,
            options.selection().namesAverages());
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
    coils = checkLines();
    completeReadouts = completeReadouts();
    readout = options.removeOversampling() ? readoutToSolve() : placement.readout();
    whitening = options.whiten() ? noise() : Optional.empty();
    calibration = new SeparateCalibration(table, header, encoding, sorting, notes);
    matrix =
        options.reconSpace()
            ? MatrixChange.of(grid(), encoding, readout)
            : MatrixChange.none(grid(), encoding, readout);
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

  private IOException failure(String what) {
    return new IOException(path() + ": " + what);
  }

  /** Checks every acquisition of the images selected; the number of coils. */
  private int checkLines() throws IOException {
    int channels = 0;
    for (ImageIndex image : selected) {
      for (int number : sorting.images().get(image)) {
        AcquisitionHeader head = table.header(number);
        channels = channels == 0 ? head.channels() : channels;
        if (head.channels() != channels) {
          throw failure(
              "acquisition %d: expected %d channels as before, got %d"
                  .formatted(number, channels, head.channels()));
        }
        try {
          placement.line(head, number);
          placement.readout(head, number);
        } catch (IllegalArgumentException e) {
          throw new IOException(path() + ": " + e.getMessage(), e);
        }
      }
    }
    return channels;
  }

  private boolean completeReadouts() {
    for (ImageIndex image : selected) {
      for (int number : sorting.images().get(image)) {
        AcquisitionHeader head = table.header(number);
        if (!placement.readout(head, number).covers(placement.readout())) {
          return false;
        }
      }
    }
    return true;
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

  private Optional<NoiseWhitening> noise() throws IOException {
    if (sorting.noise().isEmpty()) {
      return Optional.empty();
    }
    NoiseCovariance covariance = new NoiseCovariance(coils);
    AcquisitionHeader first = table.header(sorting.noise().get(0));
    if (first.channels() != coils) {
      notes.add(
          "noise is not made white: the noise scan has %d channels, the images %d"
              .formatted(first.channels(), coils));
      return Optional.empty();
    }
    file.read(
        sorting.noise().stream().mapToInt(Integer::intValue).toArray(),
        (number, samples, trajectory) -> covariance.add(noiseSamples(samples)));
    AcquisitionHeader image = table.header(sorting.images().get(selected.get(0)).get(0));
    try {
      NoiseWhitening found = NoiseWhitening.keepingScale(covariance, bandwidth(first, image));
      if (found.droppedCoils().length > 0) {
        notes.add(
            "coils without noise of their own are left out: "
                + Arrays.toString(found.droppedCoils()));
      }
      return Optional.of(found);
    } catch (IllegalArgumentException e) {
      notes.add("noise is not made white: " + e.getMessage());
      return Optional.empty();
    }
  }

  private ComplexArray noiseSamples(float[] samples) {
    return ComplexArray.of(Shape.of(coils, samples.length / 2 / coils), samples.clone());
  }

  /** Dwell times that a file does not tell count as the same. */
  private NoiseBandwidth bandwidth(AcquisitionHeader noise, AcquisitionHeader image) {
    NoiseBandwidth bandwidth = NoiseBandwidth.equal();
    if (noise.sampleTime() > 0 && image.sampleTime() > 0) {
      bandwidth =
          bandwidth.withNoiseDwellTime(noise.sampleTime()).withDataDwellTime(image.sampleTime());
    }
    double ratio = header.relativeNoiseBandwidth().orElse(1);
    return ratio > 0 && Double.isFinite(ratio) ? bandwidth.withReceiverRatio(ratio) : bandwidth;
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
        geometry(head),
        head.measurement(),
        head.time(),
        head.physiologyTimes(),
        head.tablePosition());
  }

  /** Nothing if the header has no field of view; axial if the acquisition has no directions. */
  private Optional<ImageGeometry> geometry(AcquisitionHeader head) {
    Vector3 voxel = matrix.voxel();
    if (!(voxel.x() > 0) || !(voxel.y() > 0) || !(voxel.z() > 0)) {
      return Optional.empty();
    }
    boolean directions =
        Arrays.asList(head.read(), head.phase(), head.slice()).stream()
            .allMatch(direction -> Math.abs(direction.norm() - 1) < 0.01);
    ImageGeometry axial = ImageGeometry.axial(voxel);
    return Optional.of(
        directions
            ? new ImageGeometry(
                head.position(),
                head.read().normalised(),
                head.phase().normalised(),
                head.slice().normalised(),
                voxel)
            : new ImageGeometry(
                head.position(), axial.read(), axial.phase(), axial.slice(), voxel));
  }

  @Override
  public ScanMetadata metadata() {
    return header.metadata();
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
