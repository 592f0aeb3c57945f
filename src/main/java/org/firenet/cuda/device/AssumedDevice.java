package org.firenet.cuda.device;

import java.util.List;
import org.firenet.array.Precision;

/**
 * A device that is not there, only described: plans can be designed for it, nothing can be
 * computed. Work memory of library transforms, which only the library knows, is taken to be as
 * large as the grids.
 */
public final class AssumedDevice implements Device {
  /** Share of the bandwidth of the data sheet that copies reach. */
  private static final double COPY_SHARE = 0.9;

  /** Bytes per second over 16 lanes of PCI Express, third to fifth generation. */
  private static final double[] LINK = {12e9, 25e9, 50e9};

  private static final int OLDEST_LINK = 3;
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  private static final List<AssumedDevice> KNOWN =
      List.of(
          device("T4", "7.5", 40, 4, 64, 15, 320, 3),
          device("RTX3090", "8.6", 82, 6, 99, 24, 936, 4),
          device("A10", "8.6", 72, 6, 99, 22, 600, 4),
          device("A100-40GB", "8.0", 108, 40, 163, 40, 1555, 4),
          device("A100", "8.0", 108, 40, 163, 80, 2039, 4),
          device("L4", "8.9", 58, 48, 99, 22, 300, 4),
          device("RTX4090", "8.9", 128, 72, 99, 24, 1008, 4),
          device("L40S", "8.9", 142, 96, 99, 45, 864, 4),
          device("H100", "9.0", 132, 50, 227, 80, 3350, 5),
          device("H200", "9.0", 132, 50, 227, 140, 4800, 5),
          device("B200", "10.0", 148, 126, 227, 179, 8000, 5),
          device("RTX5090", "12.0", 170, 96, 99, 32, 1792, 5));

  private final DeviceProperties properties;
  private final double bandwidth;
  private final double linkBandwidth;

  private AssumedDevice(DeviceProperties properties, double bandwidth, double linkBandwidth) {
    this.properties = properties;
    this.bandwidth = bandwidth;
    this.linkBandwidth = linkBandwidth;
  }

  private static AssumedDevice device(
      String name,
      String capability,
      int multiprocessors,
      long cacheMib,
      long sharedKib,
      long memoryGib,
      double gigabytesPerSecond,
      int link) {
    int dot = capability.indexOf('.');
    return new AssumedDevice(
        new DeviceProperties(
            0,
            name,
            Integer.parseInt(capability.substring(0, dot)),
            Integer.parseInt(capability.substring(dot + 1)),
            multiprocessors,
            cacheMib * MIB,
            sharedKib * KIB,
            memoryGib * GIB),
        COPY_SHARE * gigabytesPerSecond * 1e9,
        LINK[link - OLDEST_LINK]);
  }

  /**
   * A device by name, in any case.
   *
   * @throws IllegalArgumentException naming all there are, if it is none of them
   */
  public static AssumedDevice named(String name) {
    return KNOWN.stream()
        .filter(device -> device.properties.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "device: expected one of %s, got %s".formatted(names(), name)));
  }

  /** The names known, oldest first. */
  public static List<String> names() {
    return KNOWN.stream().map(device -> device.properties.name()).toList();
  }

  /**
   * Bytes per second of a copy within its memory, read plus written: nine tenths of the sheet's.
   */
  public double bandwidth() {
    return bandwidth;
  }

  /** Bytes per second between page-locked host memory and the device. */
  public double linkBandwidth() {
    return linkBandwidth;
  }

  @Override
  public DeviceProperties properties() {
    return properties;
  }

  /** All of its memory is free. */
  @Override
  public MemoryState memory() {
    return new MemoryState(properties.totalBytes(), properties.totalBytes());
  }

  /** A plan that can tell its work memory, and nothing else. */
  @Override
  public TransformPlan transform(List<Integer> extents, int batch, Precision precision) {
    long bytes = (long) precision.bytesPerComplex() * batch;
    for (int extent : extents) {
      bytes *= extent;
    }
    return new AssumedTransform(bytes);
  }

  private final class AssumedTransform implements TransformPlan {
    private final long bytes;

    AssumedTransform(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public long workBytes() {
      return bytes;
    }

    @Override
    public void useWork(long address) {
      throw notThere();
    }

    @Override
    public void execute(DeviceStream stream, long from, long to, boolean inverse) {
      throw notThere();
    }

    @Override
    public void close() {
      // Nothing was taken.
    }
  }

  private DeviceException notThere() {
    return new DeviceException(properties.name() + " is only assumed, nothing can be computed");
  }

  @Override
  public DeviceBuffer allocate(long bytes, String purpose) {
    throw notThere();
  }

  @Override
  public HostBuffer allocateHost(long bytes, String purpose) {
    throw notThere();
  }

  @Override
  public DeviceStream newStream() {
    throw notThere();
  }

  @Override
  public DeviceEvent newEvent() {
    throw notThere();
  }

  @Override
  public KernelModule module(KernelSpecification specification) {
    throw notThere();
  }

  @Override
  public MatrixProducts matrixProducts() {
    throw notThere();
  }

  @Override
  public void close() {
    // Nothing was taken.
  }
}
