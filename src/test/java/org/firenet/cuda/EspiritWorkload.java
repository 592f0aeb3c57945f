package org.firenet.cuda;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostOptions;
import org.firenet.cuda.host.Workload;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;

/** ESPIRiT of images and volumes with gaps between its arrays that must not be touched. */
public final class EspiritWorkload implements Workload {
  private static final double TOLERANCE = 1e-4;

  @Override
  public void run(HostOptions options) {
    try (HostDevice device = new HostDevice(options)) {
      run(device, 5, Shape.of(7, 6), 2);
      run(device, 18, Shape.of(5, 3), 1);
      run(device, 3, Shape.of(5, 6, 7), 1);
    }
  }

  private static void run(HostDevice device, int coils, Shape grid, int sets) {
    EspiritParameters parameters =
        EspiritParameters.builder().kernel(2).calibration(5).sets(sets).crop(0).build();
    ComplexArray kspace = EspiritScan.of(coils, grid, coils);
    EspiritKernels kernels = Espirit.kernels(kspace, Mask.full(grid), parameters);
    EspiritMaps expected = Espirit.maps(kernels, grid, parameters, Precision.SINGLE);
    DeviceEspiritDesign design =
        DeviceEspiritDesign.of(device, grid, coils, parameters, Precision.SINGLE, 1)
            .withBandBytes(1);
    try (DeviceArrays arrays = new DeviceArrays(device)) {
      long memory = arrays.take(design.workspaceBytes());
      long maps = arrays.take(design.mapBytes());
      long eigenvalues = arrays.take(design.eigenvalueBytes());
      GuardedDesign.gaps(device, design.workspace(), memory);
      try (DeviceEspirit espirit = design.create(memory)) {
        espirit.maps(arrays.stream(), List.of(kernels), maps, eigenvalues);
        ComplexArray found = arrays.complex(Precision.SINGLE, maps, expected.sets().shape());
        compare(expected.set(0), found.reshape(expected.sets().shape()).slice(0));
      }
    }
  }

  private static void compare(ComplexArray expected, ComplexArray found) {
    double difference = 0;
    for (int i = 0; i < expected.count(); i++) {
      double re = found.re(i) - expected.re(i);
      double im = found.im(i) - expected.im(i);
      difference = Math.max(difference, Math.hypot(re, im));
    }
    if (!(difference <= TOLERANCE)) {
      throw new AssertionError(expected.shape() + ": difference " + difference);
    }
  }
}
