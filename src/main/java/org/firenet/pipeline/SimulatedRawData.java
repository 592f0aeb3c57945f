package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.io.ismrmrd.IsmrmrdHeaderWriter;
import org.firenet.io.ismrmrd.IsmrmrdWriter;
import org.firenet.operator.CoilOperator;
import org.firenet.phantom.ScanSimulation;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/**
 * Writes a simulated scan as ISMRMRD raw data: an acquisition for each sampled readout, with the
 * truth beside it, one for each slice: {@code phantom} {@code [y, x]}, {@code csm} {@code [coil, y,
 * x]} and {@code coil_images} {@code [coil, y, x]} (with z in front of y of a volume).
 *
 * <p>ky is the first, kz the second phase encoding. The noise scan has the bandwidth of the data.
 */
public final class SimulatedRawData {
  private static final float DWELL_MICROSECONDS = 5;
  private static final int NOISE_READOUTS = 16;
  private static final double HYDROGEN_AT_THREE_TESLA = 127_740_000;

  private final ScanSimulation simulation;
  private final ImageGeometry geometry;
  private final Shape image;
  private final int readout;
  private long counter;

  private SimulatedRawData(ScanSimulation simulation, ImageGeometry geometry) {
    this.simulation = simulation;
    this.geometry = geometry;
    this.image = simulation.scan().image();
    this.readout = simulation.scan().encoded().extent(-1);
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param geometry where slice or voxel n/2 lies; the extents of voxels give the field of view
   * @param noiseScan whether noise alone comes first
   * @throws IllegalArgumentException if the mask samples parts of readouts
   * @throws IOException beginning with the path, if it can not be written
   */
  public static void write(
      Path path, ScanSimulation simulation, ImageGeometry geometry, boolean noiseScan)
      throws IOException {
    requireWholeReadouts(simulation);
    SimulatedRawData data = new SimulatedRawData(simulation, geometry);
    String xml = IsmrmrdHeaderWriter.write(data.header());
    try (IsmrmrdWriter file = IsmrmrdWriter.create(path, xml)) {
      if (noiseScan) {
        data.writeNoise(file);
      }
      for (int repetition = 0; repetition < simulation.repetitions(); repetition++) {
        for (int slice = 0; slice < simulation.scan().slices(); slice++) {
          data.writeImage(file, repetition, slice);
        }
      }
      data.writeTruth(file);
      file.commit();
    }
  }

  /** Axial, voxels of 1 mm, slices of 5 mm. */
  public static ImageGeometry defaultGeometry(Shape image) {
    return ImageGeometry.axial(new Vector3(1, 1, image.rank() == 3 ? 1 : 5));
  }

  /**
   * Checks that the mask samples each readout as a whole or not at all.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void requireWholeReadouts(ScanSimulation simulation) {
    Shape shape = simulation.mask().shape();
    if (!simulation.mask().isFullAlong(shape.rank() - 1)) {
      throw new IllegalArgumentException(
          "`mask`: expected whole readouts along kx, all that ISMRMRD holds, got parts of some");
    }
  }

  private IsmrmrdHeader header() {
    ScanMetadata unknown = ScanMetadata.unknown();
    ScanMetadata.Scanner scanner =
        new ScanMetadata.Scanner(
            Optional.of("FIRENET"),
            Optional.of("simulation"),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(HYDROGEN_AT_THREE_TESLA),
            OptionalInt.of(simulation.scan().coils()),
            List.of());
    ScanMetadata metadata =
        new ScanMetadata(unknown.subject(), unknown.study(), scanner, unknown.sequence());
    Map<String, Limits> limits = new LinkedHashMap<>();
    limits.put("kspace_encoding_step_1", limits(image.extent(-2)));
    if (image.rank() == 3) {
      limits.put("kspace_encoding_step_2", limits(image.extent(-3)));
    }
    limits.put("slice", new Limits(0, simulation.scan().slices() - 1, 0));
    limits.put("repetition", new Limits(0, simulation.repetitions() - 1, 0));
    Encoding encoding =
        new Encoding(
            space(readout), space(image.extent(-1)), limits, "cartesian", Optional.empty());
    return new IsmrmrdHeader(metadata, List.of(encoding), OptionalDouble.of(1), Map.of());
  }

  private static Limits limits(int extent) {
    return new Limits(0, extent - 1, extent / 2);
  }

  private Space space(int x) {
    int y = image.extent(-2);
    int z = image.rank() == 3 ? image.extent(-3) : 1;
    Vector3 voxel = geometry.voxel();
    return new Space(x, y, z, new Vector3(x * voxel.x(), y * voxel.y(), z * voxel.z()));
  }

  private void writeNoise(IsmrmrdWriter file) throws IOException {
    ComplexArray noise = simulation.noiseScan(NOISE_READOUTS * readout);
    for (int i = 0; i < NOISE_READOUTS; i++) {
      long flags = AcquisitionFlag.IS_NOISE_MEASUREMENT.mask();
      file.append(head(flags, 0, ImageIndex.ofSlice(0)), samples(noise, i));
    }
  }

  private void writeImage(IsmrmrdWriter file, int repetition, int slice) throws IOException {
    ComplexArray kspace = simulation.kspace(repetition, slice);
    int rows = kspace.count() / simulation.scan().coils() / readout;
    List<Integer> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (simulation.mask().get(row * readout)) {
        lines.add(row);
      }
    }
    ImageIndex index = new ImageIndex(slice, repetition, 0, 0, 0, 0);
    for (int i = 0; i < lines.size(); i++) {
      long flags = flags(i == 0, i == lines.size() - 1, index);
      file.append(head(flags, lines.get(i), index), samples(kspace, lines.get(i)));
    }
  }

  private long flags(boolean first, boolean last, ImageIndex index) {
    boolean firstSlice = index.slice() == 0;
    boolean lastSlice = index.slice() == simulation.scan().slices() - 1;
    boolean lastRepetition = index.repetition() == simulation.repetitions() - 1;
    long flags = 0;
    if (first) {
      flags |= AcquisitionFlag.FIRST_IN_ENCODE_STEP1.mask() | AcquisitionFlag.FIRST_IN_SLICE.mask();
      flags |= firstSlice ? AcquisitionFlag.FIRST_IN_REPETITION.mask() : 0;
    }
    if (last) {
      flags |= AcquisitionFlag.LAST_IN_ENCODE_STEP1.mask() | AcquisitionFlag.LAST_IN_SLICE.mask();
      flags |= lastSlice ? AcquisitionFlag.LAST_IN_REPETITION.mask() : 0;
      flags |= lastSlice && lastRepetition ? AcquisitionFlag.LAST_IN_MEASUREMENT.mask() : 0;
    }
    return flags;
  }

  private AcquisitionHeader head(long flags, int row, ImageIndex index) {
    int ny = image.extent(-2);
    double away = index.slice() - simulation.scan().slices() / 2;
    Vector3 position =
        geometry.position().plus(geometry.slice().times(away * geometry.voxel().z()));
    return new AcquisitionHeader(
        flags,
        1,
        counter,
        counter++,
        List.of(0L, 0L, 0L),
        readout,
        simulation.scan().coils(),
        0,
        0,
        readout / 2,
        0,
        0,
        DWELL_MICROSECONDS,
        position,
        geometry.read(),
        geometry.phase(),
        geometry.slice(),
        Vector3.ZERO,
        row % ny,
        row / ny,
        index,
        0);
  }

  /** A row of every coil, {@code [coil][sample]}. */
  private float[] samples(ComplexArray data, int row) {
    int coils = simulation.scan().coils();
    int rows = data.count() / coils / readout;
    float[] out = new float[2 * coils * readout];
    for (int i = 0; i < coils * readout; i++) {
      int from = (i / readout * rows + row) * readout + i % readout;
      out[2 * i] = (float) data.re(from);
      out[2 * i + 1] = (float) data.im(from);
    }
    return out;
  }

  private void writeTruth(IsmrmrdWriter file) throws IOException {
    ComplexArray maps = simulation.scan().maps();
    CoilOperator coils = new CoilOperator(maps);
    for (int slice = 0; slice < simulation.scan().slices(); slice++) {
      ComplexArray truth = simulation.scan().truth(slice);
      file.appendArray("phantom", truth.to(Precision.SINGLE));
      file.appendArray("csm", maps.to(Precision.SINGLE));
      file.appendArray("coil_images", coils.forward(truth).to(Precision.SINGLE));
    }
  }
}
