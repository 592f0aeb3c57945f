package org.firenet.mri;

import java.util.List;

/** Solves the pixels of {@link Espirit} for images of one size; for one thread at a time. */
public interface EspiritPlan extends AutoCloseable {
  /** One line for people: what it runs on. */
  String description();

  /** The most images it takes at a time. */
  int batch();

  /**
   * The maps of some images.
   *
   * @param kernels of one image each, at most {@link #batch}
   * @throws IllegalArgumentException if coils do not fit
   * @throws IllegalStateException if closed
   * @throws org.firenet.network.BackendFailureException if a device failed
   */
  List<EspiritMaps> maps(List<EspiritKernels> kernels);

  @Override
  void close();
}
