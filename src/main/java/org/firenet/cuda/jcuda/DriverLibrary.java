package org.firenet.cuda.jcuda;

import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * The CUDA driver of this machine, started.
 *
 * @param handle for {@link NativeAccess#symbol}
 * @param version version of CUDA that it supports, for example 12040 for 12.4
 */
record DriverLibrary(long handle, int version) {
  private static final String NAME = "libcuda.so.1";
  private static final int OLDEST = 11000;

  /**
   * Opens and starts it. JCuda is not touched before the driver is known to be there.
   *
   * @throws NativeUnavailableException with a reason for people
   */
  static DriverLibrary start() throws NativeUnavailableException {
    NativeLibraries.loadAccess();
    long handle = open();
    NativeLibraries.loadJCuda("JCuda", DriverLibrary::touch);
    int[] version = {0};
    check(JCudaDriver.cuDriverGetVersion(version));
    if (version[0] < OLDEST) {
      throw new NativeUnavailableException(
          "the NVIDIA driver is too old: it supports CUDA %s, 11.0 or newer is needed; update the driver"
              .formatted(text(version[0])));
    }
    check(JCudaDriver.cuInit(0));
    return new DriverLibrary(handle, version[0]);
  }

  /** Any call makes JCuda load its library. */
  private static void touch() {
    JCudaDriver.cuDriverGetVersion(new int[1]);
  }

  private static long open() throws NativeUnavailableException {
    for (Path folder : LibrarySearch.here().namedFolders()) {
      if (Files.isRegularFile(folder.resolve(NAME))) {
        try {
          return NativeAccess.open(folder.resolve(NAME).toString(), true);
        } catch (UnsatisfiedLinkError e) {
          throw new NativeUnavailableException("the NVIDIA driver: " + e.getMessage(), e);
        }
      }
    }
    try {
      return NativeAccess.open(NAME, true);
    } catch (UnsatisfiedLinkError e) {
      for (Path folder : LibrarySearch.here().folders()) {
        if (Files.isRegularFile(folder.resolve(NAME))) {
          return NativeAccess.open(folder.resolve(NAME).toString(), true);
        }
      }
      throw new NativeUnavailableException(
          "there is no NVIDIA driver on this machine (" + e.getMessage() + ")", e);
    }
  }

  private static void check(int status) throws NativeUnavailableException {
    String reason =
        switch (status) {
          case CUresult.CUDA_SUCCESS -> null;
          case CUresult.CUDA_ERROR_NO_DEVICE ->
              "the NVIDIA driver finds no GPU (CUDA_ERROR_NO_DEVICE); is one hidden by CUDA_VISIBLE_DEVICES, or not passed into the container?";
          case CUresult.CUDA_ERROR_STUB_LIBRARY ->
              "the libcuda.so.1 found is the stub of a CUDA toolkit, not a driver";
          case CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH ->
              "the NVIDIA driver's library and its kernel module differ in version; restart the machine";
          case CUresult.CUDA_ERROR_SYSTEM_NOT_READY ->
              "the GPUs are not ready (CUDA_ERROR_SYSTEM_NOT_READY); is the fabric manager running?";
          case CUresult.CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE ->
              "the CUDA compatibility package is not for this GPU; remove it or update the driver";
          case CUresult.CUDA_ERROR_UNKNOWN ->
              "the NVIDIA driver does not start (CUDA_ERROR_UNKNOWN); is its kernel module loaded?";
          default -> "the NVIDIA driver does not start: " + DeviceContext.statusName(status);
        };
    if (reason != null) {
      throw new NativeUnavailableException(reason);
    }
  }

  /** Major version of CUDA that it supports. */
  int cuda() {
    return version / 1000;
  }

  /** {@code 12.4}. */
  String text() {
    return text(version);
  }

  private static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** Address of a function. */
  long symbol(String function) {
    return NativeAccess.symbol(handle, function);
  }
}
