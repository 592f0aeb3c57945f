package org.firenet.cuda.host;

import java.util.function.BiConsumer;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;

/** Mistakes that sanitizers have to report. */
final class WrongWorkloads {
  private static final int BYTES = 100;

  private WrongWorkloads() {}

  private static void with(HostOptions options, BiConsumer<EmulationKernels, Long> work) {
    try (EmulationKernels kernels = new EmulationKernels(options);
        DeviceBuffer memory = kernels.take(BYTES)) {
      work.accept(kernels, memory.address());
    }
  }

  private static void store(EmulationKernels kernels, long address, long offset) {
    KernelArguments arguments = new KernelArguments();
    arguments.address(address).integer64(offset).integer(1);
    kernels.launch("store", LaunchShape.of(1, 1), arguments);
  }

  private static void shared(EmulationKernels kernels, long out, long offset, boolean reads) {
    KernelArguments arguments = new KernelArguments();
    arguments.integer64(offset).integer(reads ? 1 : 0).address(out);
    kernels.launch("shared_overrun", new LaunchShape(1, 1, 1, 1, 1, BYTES + 1), arguments);
  }

  /** Writes one byte after device memory. */
  public static final class AfterMemory implements Workload {
    @Override
    public void run(HostOptions options) {
      with(options, (kernels, memory) -> store(kernels, memory, BYTES));
    }
  }

  /** Writes one byte before device memory. */
  public static final class BeforeMemory implements Workload {
    @Override
    public void run(HostOptions options) {
      with(options, (kernels, memory) -> store(kernels, memory, -1));
    }
  }

  /** Writes to guarded memory. */
  public static final class GuardedMemory implements Workload {
    @Override
    public void run(HostOptions options) {
      with(
          options,
          (kernels, memory) -> {
            kernels.device().guard(memory + 16, 8);
            store(kernels, memory, 15);
            store(kernels, memory, 16);
          });
    }
  }

  /** Reaches freed memory from memory that is not. */
  public static final class FreedMemory implements Workload {
    @Override
    public void run(HostOptions options) {
      with(
          options,
          (kernels, memory) -> {
            DeviceBuffer other = kernels.take(BYTES);
            long offset = other.address() - memory;
            other.close();
            store(kernels, memory, offset);
          });
    }
  }

  /** Reads one byte after dynamic shared memory. */
  public static final class AfterShared implements Workload {
    @Override
    public void run(HostOptions options) {
      with(options, (kernels, memory) -> shared(kernels, memory, BYTES + 1, true));
    }
  }

  /** Shifts an integer too far. */
  public static final class Undefined implements Workload {
    @Override
    public void run(HostOptions options) {
      with(
          options,
          (kernels, memory) ->
              kernels.launch(
                  "undefined_shift",
                  LaunchShape.of(1, 1),
                  new KernelArguments().integer(32).address(memory)));
    }
  }
}
