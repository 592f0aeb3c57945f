package org.firenet.cuda.jcuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUjit_option;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.KernelModule;

/** Kernels loaded into a context. */
final class JCudaModule implements KernelModule, AutoCloseable {
  private static final int LOG_BYTES = 16 << 10;

  private final DeviceContext context;
  private final String name;
  private final CUmodule handle;
  private final Map<String, JCudaKernel> kernels = new HashMap<>();
  private boolean closed;

  private JCudaModule(DeviceContext context, String name, CUmodule handle) {
    this.context = context;
    this.name = name;
    this.handle = handle;
  }

  /**
   * Loads kernels.
   *
   * @param name for messages
   * @param image a cubin, a fatbin, or PTX that ends with a zero
   * @throws UnloadableImageException if it is not for this device or driver
   * @throws org.firenet.cuda.device.DeviceException at any other failure
   */
  static JCudaModule load(DeviceContext context, String name, byte[] image)
      throws UnloadableImageException {
    ByteBuffer data = ByteBuffer.allocateDirect(image.length).put(image);
    ByteBuffer log = ByteBuffer.allocateDirect(LOG_BYTES);
    ByteBuffer values = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    values.putLong(0, NativeAccess.address(log)).putLong(Long.BYTES, LOG_BYTES);
    int[] options = {
      CUjit_option.CU_JIT_ERROR_LOG_BUFFER, CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES
    };
    CUmodule module = new CUmodule();
    boolean entered = context.enter();
    try {
      int status =
          JCudaDriver.cuModuleLoadDataEx(
              module, Pointer.to(data.clear()), options.length, options, Pointer.to(values));
      if (unloadable(status)) {
        throw new UnloadableImageException(DeviceContext.statusName(status) + text(log));
      }
      context.check(status, "cuModuleLoadDataEx", name + text(log));
    } finally {
      context.leave(entered);
    }
    return new JCudaModule(context, name, module);
  }

  private static boolean unloadable(int status) {
    return switch (status) {
      case CUresult.CUDA_ERROR_INVALID_IMAGE,
          CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU,
          CUresult.CUDA_ERROR_INVALID_PTX,
          CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND,
          CUresult.CUDA_ERROR_UNSUPPORTED_PTX_VERSION,
          CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED,
          CUresult.CUDA_ERROR_INVALID_SOURCE ->
          true;
      default -> false;
    };
  }

  private static String text(ByteBuffer log) {
    byte[] bytes = new byte[log.capacity()];
    log.get(0, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : ": " + text;
  }

  @Override
  public synchronized JCudaKernel kernel(String kernel) {
    if (closed) {
      throw new IllegalStateException("these kernels are closed: " + name);
    }
    return kernels.computeIfAbsent(kernel, this::find);
  }

  private JCudaKernel find(String kernel) {
    CUfunction function = new CUfunction();
    context.run(
        () ->
            context.check(
                JCudaDriver.cuModuleGetFunction(function, handle, kernel),
                "cuModuleGetFunction",
                "kernel %s of %s".formatted(kernel, name)));
    return new JCudaKernel(context, function, kernel);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      context.run(() -> context.check(JCudaDriver.cuModuleUnload(handle), "cuModuleUnload", name));
    }
  }
}
