package org.firenet.cuda;

import java.util.EnumMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostOptions;
import org.firenet.cuda.host.Workload;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.network.RandomProblems;
import org.firenet.network.RandomProblems.Sample;

/** The generic solver on problems of every kind, each part of its memory by itself. */
public final class GenericWorkload implements Workload {
  private static final int[] SEEDS = {1, 3, 5, 6, 13, 18};

  @Override
  public void run(HostOptions options) {
    for (int seed : SEEDS) {
      Sample sample = RandomProblems.of(seed);
      FirenetParameters parameters = sample.parameters().resolve(sample.problem());
      for (Precision precision : Precision.values()) {
        try (HostDevice device = new HostDevice(options);
            DeviceArrays parts = new DeviceArrays(device)) {
          GenericDesign design =
              new GenericDesign(device, sample.problem(), parameters, precision, 1);
          SolverDesign separate = new Separate(design, parts);
          try (SolverRun run =
              new SolverRun(device, separate, sample.problem(), parameters, precision)) {
            ComplexArray start = ComplexArray.zeros(precision, sample.problem().image());
            run.measured(PlanInput.of(sample.kspace()).startImage(start).truth(start));
          }
        }
      }
    }
  }

  /** A design whose parts are not next to each other, so that nothing can reach over. */
  private record Separate(GenericDesign design, DeviceArrays arrays) implements SolverDesign {
    @Override
    public String description() {
      return design.description();
    }

    @Override
    public Workspace workspace() {
      return new Workspace();
    }

    @Override
    public double bytesPerLayer() {
      return design.bytesPerLayer();
    }

    @Override
    public DeviceSolver bind(Device device, long address) {
      Map<GenericPart, Long> addresses = new EnumMap<>(GenericPart.class);
      design.parts().forEach((part, bytes) -> addresses.put(part, arrays.take(bytes)));
      return design.bind(device, new GenericMemory(addresses));
    }
  }
}
