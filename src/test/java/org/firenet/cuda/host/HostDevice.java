package org.firenet.cuda.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.MatrixProducts;
import org.firenet.cuda.device.MemoryState;
import org.firenet.cuda.device.TransformPlan;

/**
 * A device that runs the kernels on the processor. Closing it fails if anything that came from it
 * is still open, or if memory was written that was not anyone's.
 */
public final class HostDevice implements Device {
  private final HostOptions options;
  private final HostMemory memory;
  private final OpenThings open = new OpenThings();
  private final HostQueue queue;
  private final WorkLog log = new WorkLog();
  private final HostFaults faults = new HostFaults();
  private final Map<KernelSpecification, HostModule> modules = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A device with the {@linkplain HostOptions#standard standard} options. */
  public HostDevice() {
    this(HostOptions.standard());
  }

  /** A device with little memory, say. */
  public HostDevice(long totalBytes) {
    this(HostOptions.standard().withMemory(totalBytes));
  }

  /**
   * A device.
   *
   * @throws IllegalStateException if kernels are to be sanitized and the process is not
   */
  public HostDevice(HostOptions options) {
    this.options = options;
    HostLibraries.runtime();
    if (options.sanitized() && !HostNative.sanitized()) {
      throw new IllegalStateException("AddressSanitizer does not run in this process");
    }
    memory = new HostMemory(options.properties().name(), options.properties().totalBytes());
    queue = new HostQueue(options.deferred());
  }

  @Override
  public DeviceProperties properties() {
    return options.properties();
  }

  @Override
  public MemoryState memory() {
    checkOpen();
    return memory.state();
  }

  @Override
  public DeviceBuffer allocate(long bytes, String purpose) {
    checkOpen();
    queue.checkNotRecording("allocate");
    faults.allocation(this, bytes, purpose);
    return new HostDeviceBuffer(this, memory.take(bytes, purpose, true));
  }

  @Override
  public HostBuffer allocateHost(long bytes, String purpose) {
    checkOpen();
    queue.checkNotRecording("allocateHost");
    faults.allocation(this, bytes, purpose);
    return new HostPinnedBuffer(this, memory.take(bytes, purpose, false));
  }

  @Override
  public DeviceStream newStream() {
    checkOpen();
    return new HostStream(this);
  }

  @Override
  public DeviceEvent newEvent() {
    checkOpen();
    return new HostEvent(this);
  }

  @Override
  public KernelModule module(KernelSpecification specification) {
    checkOpen();
    return modules.computeIfAbsent(specification, key -> HostModule.load(this, key));
  }

  @Override
  public TransformPlan transform(List<Integer> extents, int batch, Precision precision) {
    checkOpen();
    queue.checkNotRecording("transform");
    return new HostTransform(this, extents, batch, precision);
  }

  @Override
  public MatrixProducts matrixProducts() {
    checkOpen();
    queue.checkNotRecording("matrixProducts");
    return new HostMatrixProducts(this);
  }

  /** The work that was run, in order. */
  public WorkLog log() {
    return log;
  }

  /** What is to go wrong. */
  public HostFaults faults() {
    return faults;
  }

  /**
   * Lets nobody touch bytes inside allocated memory: sanitized kernels are reported at once, others
   * when the memory is freed, if they wrote.
   */
  public void guard(long address, long bytes) {
    checkOpen();
    memory.guard(address, bytes);
  }

  HostOptions options() {
    return options;
  }

  HostMemory pieces() {
    return memory;
  }

  OpenThings open() {
    return open;
  }

  HostQueue queue() {
    return queue;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the device " + options.properties().name() + " is closed");
    }
  }

  /**
   * Frees everything.
   *
   * @throws IllegalStateException if something of it is still open, naming all of it
   * @throws DeviceException if memory was written that was freed, or was around what was allocated
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      List<String> failures = new ArrayList<>();
      List<String> left = new ArrayList<>(open.names());
      memory.close(failures).forEach(piece -> left.add(piece.toString()));
      if (!left.isEmpty()) {
        Collections.sort(left);
        failures.add(0, "closed before " + String.join(", ", left));
      }
      String message = properties().name() + ": " + String.join("; ", failures);
      if (!left.isEmpty()) {
        throw new IllegalStateException(message);
      }
      if (!failures.isEmpty()) {
        throw new DeviceException(message);
      }
    }
  }
}
