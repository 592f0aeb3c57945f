package org.firenet.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;

/** Series of images for tests. */
public final class SeriesFixtures {
  private SeriesFixtures() {}

  /** A tilted geometry; left-handed if {@code handedness} is −1. */
  public static ImageGeometry oblique(long seed, int handedness, Vector3 voxel) {
    Random random = new Random(seed);
    Vector3 read = direction(random);
    Vector3 phase = read.cross(direction(random)).normalised();
    return new ImageGeometry(
        direction(random).times(100), read, phase, read.cross(phase).times(handedness), voxel);
  }

  private static Vector3 direction(Random random) {
    return new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian())
        .normalised();
  }

  /** The geometry moved along its slice direction. */
  public static ImageGeometry moved(ImageGeometry geometry, double millimetres) {
    return new ImageGeometry(
        geometry.position().plus(geometry.slice().times(millimetres)),
        geometry.read(),
        geometry.phase(),
        geometry.slice(),
        geometry.voxel());
  }

  /** An image of which index and geometry are known. */
  public static ImageDescription at(ImageIndex index, ImageGeometry geometry) {
    return new ImageDescription(
        index, Optional.of(geometry), 0, 0, List.of(0L, 0L, 0L), Vector3.ZERO);
  }

  /** Slices of some repetitions and contrasts, {@code spacing} apart. */
  public static List<ImageDescription> slices(
      int slices, int repetitions, int contrasts, ImageGeometry first, double spacing) {
    List<ImageDescription> out = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      for (int s = 0; s < slices; s++) {
        for (int c = 0; c < contrasts; c++) {
          out.add(at(new ImageIndex(s, r, c, 0, 0, 0), moved(first, s * spacing)));
        }
      }
    }
    return out;
  }

  /** Complex numbers, all different. */
  public static ComplexArray noise(Precision precision, long seed, Shape shape) {
    Random random = new Random(seed);
    ComplexArray out = ComplexArray.zeros(precision, shape);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  /** A series of noise. */
  public static ImageSeries series(
      Precision precision, Shape image, List<ImageDescription> descriptions) {
    return new ImageSeries(
        noise(precision, 1, image.prepend(descriptions.size())),
        descriptions,
        metadata(),
        Optional.empty());
  }

  /** Everything known. */
  public static ScanMetadata metadata() {
    return metadata("Acme");
  }

  /** Everything known, of a vendor. */
  public static ScanMetadata metadata(String vendor) {
    return new ScanMetadata(
        new ScanMetadata.Subject(
            Optional.of("Müller^Änne"),
            Optional.of("id-1"),
            Optional.of("1970-02-28"),
            Optional.of("F"),
            OptionalDouble.of(71.5),
            OptionalDouble.of(1.68)),
        new ScanMetadata.Study(
            Optional.of("2026-11-03"),
            Optional.of("14:05:06"),
            Optional.of("S7"),
            Optional.of("A9"),
            Optional.of("Doctor^Who"),
            Optional.of("Brain"),
            Optional.of("1.2.3.4"),
            Optional.of("1.2.3.4.5"),
            Optional.of("2026-11-03"),
            Optional.of("14:15:16"),
            Optional.of("t2 tra"),
            Optional.of("t2_tse"),
            OptionalInt.of(3),
            Optional.of("1.2.3.4.6"),
            Optional.of("HFS")),
        new ScanMetadata.Scanner(
            Optional.of(vendor),
            Optional.of("Model"),
            Optional.of("Hospital"),
            Optional.of("MR1"),
            OptionalDouble.of(3),
            OptionalDouble.of(123.25e6),
            OptionalInt.of(8),
            List.of()),
        new ScanMetadata.Sequence(
            List.of(2500.0),
            List.of(10.5, 20.25),
            List.of(900.0),
            List.of(15.0),
            List.of(5.0),
            Optional.of("tse2d")));
  }
}
