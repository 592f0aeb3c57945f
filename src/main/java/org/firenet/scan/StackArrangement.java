package org.firenet.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firenet.array.Shape;
import org.firenet.scan.SliceStack.Plane;

/** Puts the planes of a volume in order and finds the box that they fill. */
final class StackArrangement {
  /** Difference of unit vectors that still count as one direction, or as at right angles. */
  private static final double USABLE = 1e-2;

  /** Difference of directions of parallel slices: 0.1 voxels at the edge of 200. */
  private static final double PARALLEL = 1e-3;

  /** Distance of a plane from its place in the box, as a share of the smallest extent. */
  private static final double ASTRAY = 0.02;

  private final ImageIndex volume;
  private final List<Plane> planes;
  private final ImageGeometry first;

  private StackArrangement(ImageIndex volume, List<Plane> planes) {
    this.volume = volume;
    this.planes = planes;
    this.first = planes.get(0).geometry().orElseThrow();
  }

  /** The stack of some images of a series, given in order of slice. */
  static SliceStack of(
      ImageIndex volume,
      Collection<Integer> images,
      List<ImageDescription> descriptions,
      Shape image) {
    List<Plane> planes = new ArrayList<>();
    boolean known = true;
    for (int i : images) {
      Optional<ImageGeometry> geometry =
          descriptions.get(i).geometry().flatMap(StackArrangement::exact);
      known &= geometry.isPresent();
      for (int z = 0; z < (image.rank() > 2 ? image.extent(0) : 1); z++) {
        int plane = z;
        planes.add(new Plane(i, z, geometry.map(g -> plane(g, image, plane))));
      }
    }
    if (!known) {
      planes.replaceAll(plane -> new Plane(plane.image(), plane.z(), Optional.empty()));
      return new SliceStack(volume, planes, Optional.empty(), Optional.empty());
    }
    return new StackArrangement(volume, planes).arrange();
  }

  private SliceStack arrange() {
    for (Plane plane : planes) {
      ImageGeometry other = geometry(plane);
      if (!isParallel(first, other)) {
        return faulty(
            "the planes at %s and %s are not parallel or have other voxels"
                .formatted(text(first.position()), text(other.position())));
      }
    }
    if (planes.size() == 1) {
      return stack(planes, first);
    }
    if (planes.stream().allMatch(plane -> offset(plane).norm() <= tolerance(first.voxel().z()))) {
      return planes.stream().allMatch(plane -> plane.z() == 0)
          ? sideBySide()
          : faulty("all volumes are at " + text(first.position()));
    }
    return inOrder();
  }

  /** Slices that all claim one position. */
  private SliceStack sideBySide() {
    List<Plane> placed = new ArrayList<>();
    for (int k = 0; k < planes.size(); k++) {
      double away = (k - planes.size() / 2) * first.voxel().z();
      ImageGeometry place = at(first, first.position().plus(first.slice().times(away)));
      placed.add(new Plane(planes.get(k).image(), 0, Optional.of(place)));
    }
    return stack(placed, first);
  }

  private SliceStack inOrder() {
    List<Plane> ordered = new ArrayList<>(planes);
    int direction = direction();
    if (direction == 0) {
      ordered.sort(Comparator.comparingDouble(this::height));
      direction = 1;
    }
    int last = ordered.size() - 1;
    double spacing = direction * (height(ordered.get(last)) - height(ordered.get(0))) / last;
    Vector3 slice = first.slice().times(direction);
    Vector3 start = geometry(ordered.get(0)).position();
    for (int k = 0; k <= last; k++) {
      Vector3 expected = start.plus(slice.times(k * spacing));
      Vector3 actual = geometry(ordered.get(k)).position();
      if (!(actual.minus(expected).norm() <= tolerance(spacing))) {
        return faulty(
            "the plane at %s is not where equal spacing puts it, %s"
                .formatted(text(actual), text(expected)));
      }
    }
    Vector3 middle = start.plus(slice.times(ordered.size() / 2 * spacing));
    Vector3 voxel = new Vector3(first.voxel().x(), first.voxel().y(), spacing);
    return stack(ordered, new ImageGeometry(middle, first.read(), first.phase(), slice, voxel));
  }

  /** Whether the order of slices runs along the slice direction, 1, against it, −1, or neither. */
  private int direction() {
    int signs = 0;
    for (int k = 1; k < planes.size(); k++) {
      signs += (int) Math.signum(height(planes.get(k)) - height(planes.get(k - 1)));
    }
    return Math.abs(signs) == planes.size() - 1 ? Integer.signum(signs) : 0;
  }

  private double height(Plane plane) {
    return offset(plane).dot(first.slice());
  }

  private Vector3 offset(Plane plane) {
    return geometry(plane).position().minus(first.position());
  }

  private double tolerance(double spacing) {
    return ASTRAY * Math.min(spacing, Math.min(first.voxel().x(), first.voxel().y()));
  }

  private SliceStack stack(List<Plane> ordered, ImageGeometry geometry) {
    return new SliceStack(volume, ordered, Optional.of(geometry), Optional.empty());
  }

  private SliceStack faulty(String fault) {
    return new SliceStack(volume, planes, Optional.empty(), Optional.of(fault));
  }

  private static ImageGeometry geometry(Plane plane) {
    return plane.geometry().orElseThrow();
  }

  private static boolean isParallel(ImageGeometry a, ImageGeometry b) {
    return a.read().minus(b.read()).norm() <= PARALLEL
        && a.phase().minus(b.phase()).norm() <= PARALLEL
        && a.slice().minus(b.slice()).norm() <= PARALLEL
        && a.voxel().minus(b.voxel()).norm() <= PARALLEL * a.voxel().norm();
  }

  /** The geometry of one plane of an image. */
  private static ImageGeometry plane(ImageGeometry image, Shape shape, int z) {
    return at(image, image.centre(shape, z, shape.extent(-2) / 2, shape.extent(-1) / 2));
  }

  private static ImageGeometry at(ImageGeometry image, Vector3 position) {
    return new ImageGeometry(position, image.read(), image.phase(), image.slice(), image.voxel());
  }

  /** The geometry with directions that are exactly orthonormal; empty if it is not usable. */
  private static Optional<ImageGeometry> exact(ImageGeometry geometry) {
    Vector3 read = geometry.read();
    Vector3 phase = geometry.phase();
    Vector3 slice = geometry.slice();
    Vector3 voxel = geometry.voxel();
    boolean usable =
        isUnit(read)
            && isUnit(phase)
            && isUnit(slice)
            && Math.abs(read.dot(phase)) <= USABLE
            && Math.abs(read.dot(slice)) <= USABLE
            && Math.abs(phase.dot(slice)) <= USABLE
            && Math.min(voxel.x(), Math.min(voxel.y(), voxel.z())) > 0
            && Double.isFinite(voxel.norm())
            && Double.isFinite(geometry.position().norm());
    if (!usable) {
      return Optional.empty();
    }
    Vector3 x = read.normalised();
    Vector3 y = phase.minus(x.times(x.dot(phase))).normalised();
    Vector3 z = x.cross(y);
    return Optional.of(
        new ImageGeometry(
            geometry.position(), x, y, z.times(Math.signum(z.dot(slice))), geometry.voxel()));
  }

  private static boolean isUnit(Vector3 vector) {
    return Math.abs(vector.norm() - 1) <= USABLE;
  }

  private static String text(Vector3 position) {
    return String.format(
        Locale.ROOT, "(%.2f, %.2f, %.2f) mm", position.x(), position.y(), position.z());
  }
}
