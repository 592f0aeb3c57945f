package org.firenet.cuda.jcuda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.jcufft.JCufft;
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
import org.firenet.cuda.kernels.KernelCache;
import org.firenet.cuda.kernels.KernelSources;

/**
 * A GPU through JCuda: its primary context, which the CUDA runtime and other libraries use too, or
 * a context of the caller.
 *
 * <p>In a program that lets JCuda throw exceptions ({@code JCudaDriver.setExceptionsEnabled}),
 * failures of CUDA are JCuda's exceptions, not {@link DeviceException}s.
 */
public final class JCudaDevice implements Device {
  private final DeviceContext context;
  private final CUdevice handle;
  private final boolean primary;
  private final DeviceProperties properties;
  private final DriverLibrary driver;
  private final KernelLoader loader;
  private final Map<KernelSpecification, JCudaModule> modules = new HashMap<>();
  private boolean closed;

  private JCudaDevice(
      DriverLibrary driver,
      CUdevice handle,
      CUcontext context,
      boolean primary,
      DeviceProperties properties) {
    this.driver = driver;
    this.handle = handle;
    this.primary = primary;
    this.properties = properties;
    this.context =
        new DeviceContext(
            context, "%s (device %d)".formatted(properties.name(), properties.ordinal()));
    this.loader =
        new KernelLoader(
            this.context,
            properties,
            driver.cuda(),
            KernelSources.ofFirenet(),
            KernelCache.ofUser());
  }

  /** The primary context of a device. */
  static JCudaDevice ofPrimaryContext(DriverLibrary driver, int ordinal) {
    String device = "device " + ordinal;
    CUdevice handle = new CUdevice();
    DeviceContext.check(JCudaDriver.cuDeviceGet(handle, ordinal), "cuDeviceGet", "", device);
    DeviceProperties properties = properties(handle, ordinal);
    CUcontext context = new CUcontext();
    DeviceContext.check(
        JCudaDriver.cuDevicePrimaryCtxRetain(context, handle),
        "cuDevicePrimaryCtxRetain",
        "",
        device);
    return new JCudaDevice(driver, handle, context, true, properties);
  }

  /**
   * A device for work in the context that is current on the calling thread. The context stays the
   * caller's and has to outlive the device. Closing the device unloads its kernels; make one and
   * keep it.
   *
   * @throws DeviceException if CUDA can not be used here; the message says why
   * @throws IllegalStateException if no context is current
   */
  public static JCudaDevice ofCurrentContext() {
    DriverLibrary driver = JCudaDevices.driver();
    CUcontext context = DeviceContext.current();
    if (context == null) {
      throw new IllegalStateException("no CUDA context is current on this thread");
    }
    CUdevice handle = new CUdevice();
    DeviceContext.check(
        JCudaDriver.cuCtxGetDevice(handle), "cuCtxGetDevice", "", "the current context");
    return new JCudaDevice(driver, handle, context, false, properties(handle, ordinal(handle)));
  }

  private static int ordinal(CUdevice device) {
    CUdevice candidate = new CUdevice();
    for (int i = 0; i < JCudaDevices.count(); i++) {
      DeviceContext.check(JCudaDriver.cuDeviceGet(candidate, i), "cuDeviceGet", "", "device " + i);
      if (candidate.equals(device)) {
        return i;
      }
    }
    return 0;
  }

  private static DeviceProperties properties(CUdevice device, int ordinal) {
    byte[] name = new byte[256];
    String what = "device " + ordinal;
    DeviceContext.check(
        JCudaDriver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName", "", what);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    long[] bytes = {0};
    DeviceContext.check(JCudaDriver.cuDeviceTotalMem(bytes, device), "cuDeviceTotalMem", "", what);
    return new DeviceProperties(
        ordinal,
        new String(name, 0, end, StandardCharsets.UTF_8),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, what),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, what),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, what),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE, what),
        attribute(
            device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, what),
        bytes[0]);
  }

  private static int attribute(CUdevice device, int attribute, String what) {
    int[] value = {0};
    DeviceContext.check(
        JCudaDriver.cuDeviceGetAttribute(value, attribute, device),
        "cuDeviceGetAttribute",
        CUdevice_attribute.stringFor(attribute),
        what);
    return value[0];
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this device is closed: " + context.device());
    }
  }

  @Override
  public DeviceProperties properties() {
    return properties;
  }

  @Override
  public MemoryState memory() {
    requireOpen();
    return context.memory();
  }

  @Override
  public DeviceBuffer allocate(long bytes, String purpose) {
    requireOpen();
    return new JCudaBuffer(context, bytes, purpose);
  }

  @Override
  public HostBuffer allocateHost(long bytes, String purpose) {
    requireOpen();
    return new PinnedBuffer(context, driver, bytes, purpose);
  }

  @Override
  public DeviceStream newStream() {
    requireOpen();
    return JCudaStream.create(context);
  }

  /** A caller's stream of this context by its {@code CUstream} or {@code cudaStream_t}. */
  public JCudaStream stream(long handleOfStream) {
    CUstream stream = new CUstream();
    NativeAccess.point(stream, handleOfStream);
    return stream(stream);
  }

  /** A caller's stream of this context. It is never destroyed here. */
  public JCudaStream stream(CUstream stream) {
    requireOpen();
    return JCudaStream.wrap(context, stream);
  }

  /**
   * The device address in a pointer of JCuda, for interfaces that take plain addresses. JavaCPP's
   * pointers and ND4J's buffers on a GPU give theirs by {@code address()}.
   */
  public static long address(CUdeviceptr pointer) {
    return Address.of(pointer);
  }

  @Override
  public DeviceEvent newEvent() {
    requireOpen();
    return new JCudaEvent(context);
  }

  @Override
  public synchronized KernelModule module(KernelSpecification specification) {
    requireOpen();
    JCudaModule module = modules.get(specification);
    if (module == null) {
      module = loader.load(specification);
      modules.put(specification, module);
    }
    return module;
  }

  @Override
  public TransformPlan transform(List<Integer> extents, int batch, Precision precision) {
    requireOpen();
    HostLibrary library = HostLibrary.require(CudaLibrary.CUFFT, driver.cuda(), JCufft::initialize);
    return new CufftPlan(context, library, extents, batch, precision);
  }

  @Override
  public MatrixProducts matrixProducts() {
    requireOpen();
    HostLibrary library =
        HostLibrary.require(CudaLibrary.CUBLAS, driver.cuda(), JCublas2::initialize);
    return new CublasProducts(context, library);
  }

  /** Unloads kernels and gives up the context if it is the primary one. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Deque<Runnable> steps = new ArrayDeque<>();
      modules.values().forEach(module -> steps.add(module::close));
      if (primary) {
        steps.add(this::release);
      }
      closeAll(steps);
    }
  }

  private static void closeAll(Deque<Runnable> steps) {
    DeviceException failure = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (DeviceException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void release() {
    context.check(JCudaDriver.cuDevicePrimaryCtxRelease(handle), "cuDevicePrimaryCtxRelease", "");
  }

  @Override
  public String toString() {
    return context.device();
  }
}
