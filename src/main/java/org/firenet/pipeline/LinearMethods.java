package org.firenet.pipeline;

import java.util.Locale;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.firenet.mri.CoilCombination;
import org.firenet.mri.Homodyne;
import org.firenet.mri.Pocs;
import org.firenet.mri.ZeroFilled;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.pipeline.CoilStep.Coils;

/** The methods to compare with: zero-filled, CG-SENSE, and those for partial Fourier data. */
final class LinearMethods {
  private final ReconstructionSettings settings;
  private final RunLog log;

  LinearMethods(ReconstructionSettings settings, RunLog log) {
    this.settings = settings;
    this.log = log;
  }

  /** What {@link #images} computes with. */
  String description() {
    return settings.method() == Method.SENSE
        ? "CG-SENSE, at most " + settings.sense().iterations() + " iterations (double)"
        : settings.method().label();
  }

  /** Images {@code [image, y, x]} by the method of the settings. */
  ComplexArray images(Coils coils, Mask mask) {
    KSpace kspace = coils.kspace();
    if (settings.method() == Method.SENSE && coils.maps() == null) {
      throw new IllegalArgumentException("sense: needs coil maps and data with a coil axis");
    }
    ComplexArray images = null;
    for (int i = 0; i < kspace.images(); i++) {
      ComplexArray data = kspace.data().slice(i);
      ComplexArray maps = coils.maps(i);
      ComplexArray image =
          switch (settings.method()) {
            case SENSE -> CgSense.reconstruct(data, mask, maps, settings.sense()).image();
            case HOMODYNE, POCS -> partialFourier(data, mask, maps, kspace.coils());
            default -> zeroFilled(data, maps, kspace.coils());
          };
      if (images == null) {
        images = ComplexArray.zeros(image.precision(), image.shape().prepend(kspace.images()));
      }
      images.setSlice(i, image);
      log.step("images", i + 1, kspace.images());
    }
    return images;
  }

  /** Whether there is a way to combine zero-filled coils. */
  boolean canZeroFill(Coils coils) {
    return settings.sampling() instanceof Sampling.Fourier
        || coils.maps() != null
        || coils.kspace().coilCount() <= 1;
  }

  /** Zero-filled images {@code [image, y, x]}, whatever the method of the settings. */
  ComplexArray zeroFilled(Coils coils) {
    KSpace kspace = coils.kspace();
    ComplexArray images = null;
    for (int i = 0; i < kspace.images(); i++) {
      ComplexArray image = zeroFilled(kspace.data().slice(i), coils.maps(i), kspace.coils());
      if (images == null) {
        images = ComplexArray.zeros(image.precision(), image.shape().prepend(kspace.images()));
      }
      images.setSlice(i, image);
    }
    return images;
  }

  private ComplexArray zeroFilled(ComplexArray data, ComplexArray maps, boolean coils) {
    if (!(settings.sampling() instanceof Sampling.Fourier)) {
      return adjoint(data, maps, coils);
    }
    if (maps != null) {
      return ZeroFilled.image(data, maps);
    }
    ComplexArray one = coils ? data : data.reshape(data.shape().prepend(1));
    ComplexArray coilImages = ZeroFilled.coilImages(one);
    return coilImages.shape().extent(0) > 1 ? combine(coilImages) : coilImages.slice(0);
  }

  private ComplexArray partialFourier(
      ComplexArray data, Mask mask, ComplexArray maps, boolean coils) {
    if (!(settings.sampling() instanceof Sampling.Fourier)) {
      throw new IllegalArgumentException(settings.method().label() + ": needs Fourier samples");
    }
    int axis = partialAxis(mask) - mask.shape().rank();
    ComplexArray one = coils ? data : data.reshape(data.shape().prepend(1));
    ComplexArray images =
        settings.method() == Method.POCS
            ? Pocs.reconstruct(one, axis)
            : Homodyne.reconstruct(one, axis);
    if (maps != null) {
      return CoilCombination.withMaps(images, maps);
    }
    return images.shape().extent(0) > 1 ? combine(images) : images.slice(0);
  }

  /** The axis whose places were not all sampled. */
  private int partialAxis(Mask mask) {
    for (int axis = 0; axis < mask.shape().rank(); axis++) {
      int stride = mask.shape().last(mask.shape().rank() - axis - 1).count();
      boolean[] sampled = new boolean[mask.shape().extent(axis)];
      for (int i = 0; i < mask.shape().count(); i++) {
        sampled[i / stride % sampled.length] |= mask.get(i);
      }
      for (boolean place : sampled) {
        if (!place) {
          return axis;
        }
      }
    }
    throw new IllegalArgumentException(
        settings.method().label() + ": k-space is sampled to both ends of every axis");
  }

  private ComplexArray adjoint(ComplexArray data, ComplexArray maps, boolean coils) {
    if (coils && maps == null && data.shape().extent(0) > 1) {
      throw new IllegalArgumentException("zero-filled: needs coil maps for this sampling");
    }
    Shape image = data.shape().last(data.shape().rank() - (coils ? 1 : 0));
    Problem problem =
        Problem.of(image)
            .sampling(settings.sampling())
            .coils(maps == null ? 0 : data.shape().extent(0))
            .levels(0)
            .build();
    ComplexArray one = maps == null ? data.reshape(image) : data;
    return problem.samplingOperator(maps).adjoint(one).to(Precision.DOUBLE);
  }

  /** One image of several coils' images, as the settings say; notes how. */
  ComplexArray combine(ComplexArray coilImages) {
    String name = settings.combining().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    log.note("no coil maps: each coil on its own, combined by " + name);
    if (settings.combining() == CoilCombining.ADAPTIVE) {
      return CoilCombination.adaptive(coilImages);
    }
    return ComplexArray.ofReal(CoilCombination.rootSumOfSquares(coilImages))
        .to(coilImages.precision());
  }
}
