package org.firenet.cuda.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.cuda.device.DeviceProperties;

/**
 * How a host device behaves.
 *
 * @param properties what it says of itself; its memory is limited to what is said there
 * @param sources directories where sources of kernels are looked for, in this order
 * @param seed order of blocks, and of threads between barriers; 0 for ascending
 * @param workers processor threads that run blocks
 * @param sanitized whether kernels are compiled with AddressSanitizer and UBSan
 * @param deferred whether work waits in its stream until somebody waits for it, as late as allowed
 */
public record HostOptions(
    DeviceProperties properties,
    List<Path> sources,
    long seed,
    int workers,
    boolean sanitized,
    boolean deferred) {
  private static final long MEMORY = 4L << 30;
  private static final int MOST_WORKERS = 4;

  /** Copies the list. */
  public HostOptions {
    sources = List.copyOf(sources);
  }

  /** Like a large GPU, with 4 GiB; the kernels of this project; ascending order. */
  public static HostOptions standard() {
    return new HostOptions(
        new DeviceProperties(0, "host", 9, 0, 132, 50_000_000, 227 * 1024, MEMORY),
        List.of(HostLibraries.root().resolve("kernels")),
        0,
        Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()),
        false,
        false);
  }

  /** With this much memory. */
  public HostOptions withMemory(long bytes) {
    DeviceProperties p = properties;
    return withProperties(
        new DeviceProperties(
            p.ordinal(),
            p.name(),
            p.major(),
            p.minor(),
            p.multiprocessors(),
            p.cacheBytes(),
            p.sharedBytesPerBlock(),
            bytes));
  }

  /** With other properties. */
  public HostOptions withProperties(DeviceProperties other) {
    return new HostOptions(other, sources, seed, workers, sanitized, deferred);
  }

  /** Looks for sources in one more directory. */
  public HostOptions withSources(Path directory) {
    List<Path> all = new ArrayList<>(sources);
    all.add(directory);
    return new HostOptions(properties, all, seed, workers, sanitized, deferred);
  }

  /** With an order of blocks and threads. */
  public HostOptions withSeed(long other) {
    return new HostOptions(properties, sources, other, workers, sanitized, deferred);
  }

  /** With this many processor threads. */
  public HostOptions withWorkers(int count) {
    return new HostOptions(properties, sources, seed, count, sanitized, deferred);
  }

  /** With kernels that sanitizers watch. */
  public HostOptions withSanitizers() {
    return new HostOptions(properties, sources, seed, workers, true, deferred);
  }

  /** With work that waits in its stream. */
  public HostOptions withDeferredWork() {
    return new HostOptions(properties, sources, seed, workers, sanitized, true);
  }
}
