package org.firenet.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a plan will be and need, told before anything is allocated.
 *
 * @param backend name of the backend
 * @param device what it runs on
 * @param description the way that it takes, as {@link Plan#description}
 * @param memory what it needs
 * @param work what it does
 * @param time how long it takes at least
 * @param notes what these figures leave out or take for granted
 */
public record PlanForecast(
    String backend,
    String device,
    String description,
    Memory memory,
    Work work,
    Time time,
    List<String> notes) {
  /**
   * Memory at work.
   *
   * @param device bytes on each device by purpose, in order
   * @param deviceFree bytes free there; 0 if there is no device
   * @param host bytes on the host beside the arrays of the caller
   */
  public record Memory(Map<String, Long> device, long deviceFree, long host) {
    /** Copies the map. */
    public Memory {
      device = new LinkedHashMap<>(device);
    }

    @Override
    public Map<String, Long> device() {
      return new LinkedHashMap<>(device);
    }

    /** Bytes on each device in all. */
    public long deviceTotal() {
      return device.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether it fits into what is free. */
    public boolean fits() {
      return deviceTotal() <= deviceFree;
    }
  }

  /**
   * The work.
   *
   * @param images in all
   * @param devices that share them
   * @param group images that go through all layers together on a device
   * @param groups of each device, one after the other
   * @param layers of each image
   * @param bytesPerLayer bytes that a layer moves through the memory of a device for each image; 0
   *     if not known
   * @param launches kernels and calls of libraries for a group; 0 if not known
   */
  public record Work(
      int images,
      int devices,
      int group,
      int groups,
      int layers,
      double bytesPerLayer,
      long launches) {}

  /**
   * The time, without reading, calibration and writing.
   *
   * @param bandwidth bytes per second that a device copies, read plus written
   * @param layers seconds of all layers of all images at that bandwidth
   * @param transfers seconds of the copies from and to the host, which overlap with the layers
   */
  public record Time(OptionalDouble bandwidth, OptionalDouble layers, OptionalDouble transfers) {
    /** Nothing is known. */
    public static Time unknown() {
      return new Time(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The longer of the two; empty if nothing is known of the layers. */
    public OptionalDouble seconds() {
      return layers.isEmpty()
          ? layers
          : OptionalDouble.of(Math.max(layers.getAsDouble(), transfers.orElse(0)));
    }
  }

  /** Copies the list. */
  public PlanForecast {
    notes = List.copyOf(notes);
  }

  /** The same with another time. */
  public PlanForecast withTime(Time other) {
    return new PlanForecast(backend, device, description, memory, work, other, notes);
  }
}
