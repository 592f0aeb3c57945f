package org.firenet.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.mri.CoilCompression;
import org.firenet.network.Sampling;

/** Compresses coils and finds their sensitivities. */
final class CoilStep {
  private final String backend;
  private final ReconstructionSettings settings;
  private final PerImage images;
  private final RunLog log;

  /**
   * For some settings.
   *
   * @param backend name of the one that finds the maps, or {@code auto}
   */
  CoilStep(String backend, ReconstructionSettings settings, PerImage images, RunLog log) {
    this.backend = backend;
    this.settings = settings;
    this.images = images;
    this.log = log;
  }

  /**
   * Data and what was found for them.
   *
   * @param kspace with virtual coils if those are asked for
   * @param maps {@code [image, coil, y, x]}, or shared {@code [coil, y, x]}; null for none
   */
  record Coils(KSpace kspace, ComplexArray maps) {
    /** Maps of one image. */
    ComplexArray maps(int image) {
      return maps == null || isShared() ? maps : maps.slice(image);
    }

    /** Whether all images have the same maps. */
    boolean isShared() {
      return maps.shape().rank() < kspace.data().shape().rank();
    }
  }

  /** Works on some images; {@code first} is the place of the first among those selected. */
  Coils prepare(KSpace kspace, int first) {
    if (!kspace.coils()) {
      return new Coils(kspace, null);
    }
    List<CoilCompression> compressions = List.of();
    if (settings.virtualCoils() > 0) {
      compressions = compressions(kspace.data());
      KSpace compressed = kspace.withData(compress(kspace.data(), compressions));
      if (!kspace.calibrations().isEmpty()) {
        List<ComplexArray> calibrations = new ArrayList<>();
        for (int image = 0; image < kspace.images(); image++) {
          calibrations.add(compressions.get(image).apply(kspace.calibrations().get(image)));
        }
        compressed = new KSpace(compressed.data(), true, kspace.masks(), calibrations);
      }
      kspace = compressed;
    }
    return new Coils(kspace, maps(kspace, first, compressions));
  }

  private ComplexArray maps(KSpace kspace, int first, List<CoilCompression> compressions) {
    CoilMaps choice = settings.maps();
    if (choice instanceof CoilMaps.Automatic) {
      boolean fourier = settings.sampling() instanceof Sampling.Fourier;
      choice = kspace.coilCount() > 1 && fourier ? new CoilMaps.Espirit() : new CoilMaps.None();
    }
    if (choice instanceof CoilMaps.None) {
      return null;
    }
    if (choice instanceof CoilMaps.Given given) {
      return compressions.isEmpty()
          ? given(given.maps(), kspace.data().shape(), first)
          : givenCompressed(given.maps(), kspace.data(), first, compressions);
    }
    long begin = System.nanoTime();
    ComplexArray data = kspace.data();
    ComplexArray maps = ComplexArray.zeros(data.precision(), data.shape());
    try (CoilCalibration calibration = new CoilCalibration(backend, settings.espirit())) {
      for (int done = 0; done < kspace.images(); ) {
        int last = Math.min(kspace.images(), done + calibration.batch(kspace));
        for (ComplexArray one : calibration.estimate(kspace, done, last)) {
          maps.setSlice(done++, one);
        }
        log.step("coil maps", done, kspace.images());
      }
      calibration.notes().forEach(log::note);
    } catch (CoilCalibration.ImageException e) {
      throw new IllegalArgumentException(
          "coil maps of slice %d: %s; give maps, or none"
              .formatted(images.numbers().get(first + e.image()), e.getMessage()),
          e);
    }
    log.spent("coil maps", begin);
    return maps;
  }

  private List<CoilCompression> compressions(ComplexArray data) {
    List<CoilCompression> list = new ArrayList<>();
    for (int image = 0; image < data.shape().extent(0); image++) {
      list.add(CoilCompression.toCoils(data.slice(image), settings.virtualCoils()));
    }
    log.note("coils compressed to " + settings.virtualCoils());
    return list;
  }

  private static ComplexArray compress(ComplexArray data, List<CoilCompression> compressions) {
    ComplexArray out = null;
    for (int image = 0; image < compressions.size(); image++) {
      ComplexArray one = compressions.get(image).apply(data.slice(image)).to(data.precision());
      if (out == null) {
        out = ComplexArray.zeros(one.precision(), one.shape().prepend(compressions.size()));
      }
      out.setSlice(image, one);
    }
    return out;
  }

  /** Given sensitivities go through the compression of each image. */
  private ComplexArray givenCompressed(
      ComplexArray maps, ComplexArray data, int first, List<CoilCompression> compressions) {
    int[] extents = data.shape().extents();
    extents[1] = compressions.get(0).matrix().shape().extent(1);
    int count = compressions.size();
    ComplexArray given = given(maps, Shape.of(extents), first);
    if (given.shape().rank() < extents.length) {
      ComplexArray shared = given;
      given = ComplexArray.zeros(shared.precision(), shared.shape().prepend(count));
      for (int image = 0; image < count; image++) {
        given.setSlice(image, shared);
      }
    }
    return compress(given, compressions);
  }

  private ComplexArray given(ComplexArray maps, Shape kspace, int first) {
    Shape one = kspace.last(kspace.rank() - 1);
    boolean shared = maps.shape().equals(one);
    return shared ? maps : images.of("maps", maps, one, first, first + kspace.extent(0));
  }
}
