package org.firenet.pipeline;

import java.io.IOException;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.ismrmrd.IsmrmrdFile;

/** The truth that ISMRMRD's generator, and {@link SimulatedRawData}, leave beside raw data. */
final class GeneratedTruth {
  private GeneratedTruth() {}

  /**
   * The {@code phantom}, times the root sum of squares of the coils {@code csm} if those are there.
   *
   * @return {@code [image, y, x]} or {@code [image, z, y, x]}; nothing without a phantom
   */
  static Optional<ComplexArray> of(IsmrmrdFile open) throws IOException {
    Hdf5File file = open.hdf5();
    String phantom = open.group() + "/phantom";
    String coils = open.group() + "/csm";
    if (!file.hasDataset(phantom)) {
      return Optional.empty();
    }
    ComplexArray stored = file.dataset(phantom).complex();
    return Optional.of(
        file.hasDataset(coils) ? seenBy(stored, file.dataset(coils).complex()) : stored);
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
}
