package org.firenet.cuda;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.mri.EspiritParameters;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;

/**
 * The kernels that are worth precompiling: those of usual matrix sizes at the defaults, and all
 * that are the same for every size. The rest is compiled on first use.
 */
final class PrecompiledKernels {
  private static final int[] SIZES = {128, 192, 256, 320, 384, 512};

  /** Also in double precision and with other wavelets. */
  private static final int[] MOST_USUAL = {256, 320};

  /** Coil maps for every number of coils. */
  private static final int COIL_STEP = 4;

  private static final String HEAD =
      """
      # Kernels that the build precompiles: FAMILY NAME=VALUE ..., as KernelSpecification has them.
      # Written by PrecompiledKernelsTest with -Dfirenet.write=precompiled.
      """;

  private PrecompiledKernels() {}

  /** The file {@code kernels/precompiled.txt}. */
  static String text() {
    SpecificationDevice device = new SpecificationDevice();
    for (int size : SIZES) {
      collect(device, size, "db1", ShiftSequence.automatic(), Precision.SINGLE);
    }
    for (int size : MOST_USUAL) {
      collect(device, size, "db1", ShiftSequence.automatic(), Precision.DOUBLE);
      collect(device, size, "db1", ShiftSequence.layer(2), Precision.SINGLE);
      collect(device, size, "db2", ShiftSequence.automatic(), Precision.SINGLE);
      collect(device, size, "db4", ShiftSequence.automatic(), Precision.SINGLE);
    }
    for (Precision precision : Precision.values()) {
      generic(device, precision);
    }
    for (int coils = COIL_STEP; coils <= EspiritSize.MOST_COILS; coils += COIL_STEP) {
      DeviceEspiritDesign.of(
              device, Shape.of(8, 8), coils, EspiritParameters.defaults(), Precision.SINGLE, 1)
          .create()
          .close();
    }
    Map<String, String> lines = new TreeMap<>();
    for (KernelSpecification specification : device.specifications()) {
      lines.put(specification.id(), line(specification));
    }
    return HEAD + String.join("\n", lines.values()) + "\n";
  }

  private static String line(KernelSpecification specification) {
    return specification.family()
        + specification.constants().entrySet().stream()
            .map(constant -> " " + constant.getKey() + "=" + constant.getValue())
            .collect(Collectors.joining());
  }

  private static void collect(
      SpecificationDevice device,
      int size,
      String wavelet,
      ShiftSequence shifts,
      Precision precision) {
    for (boolean lines : new boolean[] {false, true}) {
      boolean[] sampled = new boolean[size * size];
      for (int i = 0; i < sampled.length; i++) {
        sampled[i] = lines ? i / size % 4 == 0 : (i % size + i / size) % 3 == 0;
      }
      Shape image = Shape.of(size, size);
      Problem problem = Problem.of(image).mask(Mask.of(image, sampled)).wavelet(wavelet).build();
      FirenetParameters parameters = FirenetParameters.builder().shifts(shifts).build();
      DevicePlanDesign.of(device, problem, parameters, precision, 1, Route.FUSED).create().close();
    }
  }

  private static void generic(SpecificationDevice device, Precision precision) {
    Shape image = Shape.of(6, 10);
    boolean[] sampled = new boolean[image.count()];
    Arrays.fill(sampled, 0, 20, true);
    Problem problem = Problem.of(image).mask(Mask.of(image, sampled)).build();
    FirenetParameters parameters = FirenetParameters.defaults();
    DevicePlanDesign.of(device, problem, parameters, precision, 1, Route.GENERIC).create().close();
    DerivativeOptions options = DerivativeOptions.defaults();
    new DeviceDerivative("any", device, problem, parameters, precision, options).close();
  }
}
