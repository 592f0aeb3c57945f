package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;

/** Buffers for one group of images on its way to the device and back. */
final class TransferSlot implements AutoCloseable {
  private final Closing closing = new Closing();
  private final Device device;
  private final Problem problem;
  private final Precision precision;
  private final int group;
  private final Lane kspace;
  private final HostBuffer hostImages;
  private final DeviceBuffer images;
  private final HostBuffer hostStatus;
  private final DeviceBuffer status;
  private final DeviceEvent uploaded;
  private final DeviceEvent computed;
  private final DeviceEvent downloaded;
  private Lane maps;
  private Lane start;
  private SliceQueue.Slices busy;

  /** An array of each image, here and there. */
  private record Lane(HostBuffer host, DeviceBuffer device, int count) {}

  TransferSlot(DevicePlanDesign design) {
    device = design.device();
    problem = design.problem();
    precision = design.precision();
    group = design.batch();
    try {
      kspace = lane("k-space", problem.data().count());
      long bytes = (long) group * problem.image().count() * precision.bytesPerComplex();
      hostImages = closing.add(device.allocateHost(bytes, "images"));
      images = closing.add(device.allocate(bytes, "images"));
      hostStatus = closing.add(device.allocateHost((long) group * Integer.BYTES, "status"));
      status = closing.add(device.allocate((long) group * Integer.BYTES, "status"));
      uploaded = closing.add(device.newEvent());
      computed = closing.add(device.newEvent());
      downloaded = closing.add(device.newEvent());
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** Device memory of a slot for each image. */
  static long bytesPerImage(Problem problem, Precision precision) {
    long numbers = problem.data().count() + (long) problem.image().count();
    boolean free = problem.coils() > 0 && problem.maps().isEmpty();
    return (numbers + (free ? problem.data().count() : 0)) * precision.bytesPerComplex();
  }

  private Lane lane(String purpose, int count) {
    long bytes = (long) group * count * precision.bytesPerComplex();
    return new Lane(
        closing.add(device.allocateHost(bytes, purpose)),
        closing.add(device.allocate(bytes, purpose)),
        count);
  }

  private long upload(DeviceStream stream, Lane lane, ComplexArray from, SliceQueue.Slices slices) {
    int first = slices.first() * lane.count();
    int count = slices.count() * lane.count();
    HostTransfer.toBuffer(from, first, count, precision, lane.host());
    long bytes = (long) count * precision.bytesPerComplex();
    stream.copyToDevice(lane.host(), 0, lane.device().address(), bytes);
    return lane.device().address();
  }

  /** What happens between uploads and downloads. */
  interface Work {
    /**
     * Enqueues it.
     *
     * @param maps address of one set for each slice, 0 if there are none
     * @param start address of what to start from, 0 for zero
     */
    void enqueue(
        DeviceStream stream,
        long kspace,
        long maps,
        long start,
        long images,
        SliceQueue.Slices slices);
  }

  /**
   * Sends a group through: up, work, down. The slot has been collected.
   *
   * @param mapsOfSlices maps for each slice, or null
   */
  void send(
      WorkerStreams streams,
      DevicePlan plan,
      PlanInput input,
      ComplexArray mapsOfSlices,
      SliceQueue.Slices slices,
      Work work) {
    long kspaceAddress = upload(streams.up(), kspace, input.kspace(), slices);
    long mapAddress = 0;
    if (mapsOfSlices != null) {
      maps = maps == null ? lane("coil maps", problem.data().count()) : maps;
      mapAddress = upload(streams.up(), maps, mapsOfSlices, slices);
    }
    Optional<ComplexArray> given = input.startImage().or(input::startCoefficients);
    long startAddress = 0;
    if (given.isPresent()) {
      int numbers =
          input.startImage().isPresent()
              ? problem.image().count()
              : problem.layout().padded().count();
      start = start == null || start.count() != numbers ? lane("start", numbers) : start;
      startAddress = upload(streams.up(), start, given.get(), slices);
    }
    streams.up().record(uploaded);
    streams.compute().waitFor(uploaded);
    work.enqueue(
        streams.compute(), kspaceAddress, mapAddress, startAddress, images.address(), slices);
    long statusBytes = (long) slices.count() * Integer.BYTES;
    streams.compute().copyOnDevice(plan.statusAddress(), status.address(), statusBytes);
    streams.compute().record(computed);
    streams.down().waitFor(computed);
    long bytes = (long) slices.count() * problem.image().count() * precision.bytesPerComplex();
    streams.down().copyToHost(images.address(), hostImages, 0, bytes);
    streams.down().copyToHost(status.address(), hostStatus, 0, statusBytes);
    streams.down().record(downloaded);
    busy = slices;
  }

  /**
   * Waits for the group that was sent, if there is one, and takes its images.
   *
   * @param result of the whole run. Modified.
   * @throws DeviceException if an image has numbers that are not finite
   */
  void collect(PlanInput input, int layers, ComplexArray result) {
    if (busy == null) {
      return;
    }
    SliceQueue.Slices slices = busy;
    busy = null;
    downloaded.synchronize();
    int pixels = problem.image().count();
    for (int i = 0; i < slices.count(); i++) {
      int bad = hostStatus.view((long) i * Integer.BYTES, Integer.BYTES).getInt();
      if (bad != 0) {
        throw new DeviceException(
            "image %d on %s: %,d of its %,d numbers are not finite"
                .formatted(slices.first() + i, device.properties().name(), bad, pixels));
      }
    }
    HostTransfer.fromBuffer(
        hostImages, precision, result, slices.first() * pixels, slices.count() * pixels);
    for (int i = 0; i < slices.count() * layers; i++) {
      input.afterLayer().run();
    }
  }

  /** Forgets the group that was sent. */
  void forget() {
    busy = null;
  }

  @Override
  public void close() {
    closing.close();
  }
}
