package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.transform.Wavelet;

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
      filters(upload, memory.of(GenericPart.FILTERS), precision, problem.wavelet());
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

  /** Uploads scaling filter and wavelet filter. */
  static void filters(ConstantUpload upload, long address, Precision precision, Wavelet wavelet) {
    double[] scaling = wavelet.scaling();
    double[] detail = wavelet.detail();
    int taps = scaling.length;
    upload.reals(
        address, precision, 2L * taps, i -> i < taps ? scaling[(int) i] : detail[(int) i - taps]);
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
