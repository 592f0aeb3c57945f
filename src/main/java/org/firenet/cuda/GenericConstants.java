package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** What the generic solver uploads once: filters, weights, samples, matrix. */
final class GenericConstants {
  private final GenericSize size;
  private final GenericMemory memory;

  /** For a solver whose memory begins somewhere. */
  GenericConstants(GenericSize size, GenericMemory memory) {
    this.size = size;
    this.memory = memory;
  }

  /** Uploads all. */
  void upload(Device device) {
    Problem problem = size.problem();
    Precision precision = size.precision();
    try (ConstantUpload upload = new ConstantUpload(device)) {
      double[] scaling = problem.wavelet().scaling();
      double[] detail = problem.wavelet().detail();
      int taps = scaling.length;
      upload.reals(
          memory.of(GenericPart.FILTERS),
          precision,
          2L * taps,
          i -> i < taps ? scaling[(int) i] : detail[(int) i - taps]);
      problem
          .weights()
          .ifPresent(
              w ->
                  upload.reals(
                      memory.of(GenericPart.WEIGHTS), precision, w.count(), i -> w.get((int) i)));
      if (problem.sampling() instanceof Sampling.Dense dense) {
        upload.complex(memory.of(GenericPart.MATRIX), precision, dense.matrix());
      } else {
        samples(upload, SampleTable.of(problem));
      }
    }
  }

  private void samples(ConstantUpload upload, SampleTable table) {
    upload.integers(memory.of(GenericPart.TABLE), table.samples());
    upload.integers(memory.of(GenericPart.SOURCES), table.sources());
    double[] phases = table.phases();
    if (phases != null) {
      upload.reals(
          memory.of(GenericPart.PHASES), size.precision(), phases.length, i -> phases[(int) i]);
    }
  }
}
