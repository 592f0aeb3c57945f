package org.firenet.cuda;

import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;

/** One device that takes groups of slices from a queue: uploads, layers and downloads overlap. */
final class DeviceWorker implements AutoCloseable {
  /** Groups on their way at a time. */
  static final int SLOTS = 2;

  private final Closing closing = new Closing();
  private final DevicePlanDesign design;
  private final DevicePlan plan;
  private final WorkerStreams streams;
  private final TransferSlot[] slots;
  private final int group;
  private ComplexArray currentMaps;

  /**
   * Takes the memory.
   *
   * @param one the design for one image
   * @param most the most images of a run
   */
  DeviceWorker(DevicePlanDesign one, int most) {
    Problem problem = one.problem();
    long transfer = SLOTS * TransferSlot.bytesPerImage(problem, one.precision());
    long free = one.device().memory().freeBytes();
    group = GroupSize.of(one, most, transfer, free);
    design = one.withBatch(group);
    try {
      streams = closing.add(new WorkerStreams(one.device()));
      plan = closing.add(design.create());
      slots = new TransferSlot[most > group ? SLOTS : 1];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = closing.add(new TransferSlot(design));
      }
      currentMaps = problem.maps().orElse(null);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** What it runs. */
  DevicePlanDesign design() {
    return design;
  }

  /** Works until the queue is empty. */
  void work(SliceQueue queue, PlanInput input, ComplexArray images, List<History> histories) {
    try {
      ComplexArray each = mapsOfSlices(input);
      if (each == null) {
        takeMaps(input);
      } else {
        currentMaps = null;
      }
      boolean roomForOne = each != null && design.problem().maps().isPresent();
      int most = roomForOne ? 1 : group;
      TransferSlot.Work work =
          histories.isEmpty()
              ? new PlanWork(plan, input, roomForOne)
              : new MeasuredWork(plan, input, histories);
      int layers = design.parameters().layers();
      int turn = 0;
      for (Optional<SliceQueue.Slices> slices = queue.next(most);
          slices.isPresent();
          slices = queue.next(most)) {
        TransferSlot slot = slots[turn++ % slots.length];
        slot.collect(input, layers, images);
        slot.send(streams, plan, input, each, slices.get(), work);
      }
      for (int i = 0; i < slots.length; i++) {
        slots[turn++ % slots.length].collect(input, layers, images);
      }
    } catch (RuntimeException e) {
      queue.stop();
      quiet(e);
      throw e;
    }
  }

  /** Nothing may be under way any more when memory is freed or used again. */
  private void quiet(RuntimeException failure) {
    for (TransferSlot slot : slots) {
      slot.forget();
    }
    try {
      streams.synchronize();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Maps for each slice, or null. */
  private ComplexArray mapsOfSlices(PlanInput input) {
    return input
        .maps()
        .filter(maps -> maps.shape().rank() > design.problem().data().rank())
        .filter(maps -> maps.shape().extent(0) > 1)
        .orElse(null);
  }

  /** Uploads the maps that are for all slices, unless they are there already. */
  private void takeMaps(PlanInput input) {
    ComplexArray maps = input.maps().or(design.problem()::maps).orElse(null);
    if (maps == null || (input.maps().isEmpty() && maps == currentMaps)) {
      return;
    }
    long bytes = (long) design.problem().data().count() * design.precision().bytesPerComplex();
    try (DeviceBuffer buffer = design.device().allocate(bytes, "coil maps");
        ConstantUpload upload = new ConstantUpload(design.device())) {
      upload.complex(buffer.address(), design.precision(), maps);
      plan.maps(streams.compute(), buffer.address(), 1, true);
      streams.compute().synchronize();
    }
    currentMaps = input.maps().isEmpty() ? maps : null;
  }

  @Override
  public void close() {
    closing.close();
  }
}
