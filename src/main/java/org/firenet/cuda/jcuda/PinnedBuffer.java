package org.firenet.cuda.jcuda;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import jcuda.Pointer;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.HostBuffer;

/**
 * Host memory by {@code cuMemHostAlloc}, for all contexts. Called directly: JCuda also makes one
 * buffer of it, which ends at 2 GiB.
 */
final class PinnedBuffer implements HostBuffer {
  private static final int PORTABLE = 1;

  private final DeviceContext context;
  private final long address;
  private final long bytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  PinnedBuffer(DeviceContext context, DriverLibrary driver, long bytes, String purpose) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: expected 0 or more, got " + bytes);
    }
    this.context = context;
    this.bytes = bytes;
    ByteBuffer pointer = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    context.run(
        () -> {
          int status =
              NativeAccess.call(
                  driver.symbol("cuMemHostAlloc"),
                  NativeAccess.address(pointer),
                  Math.max(1, bytes),
                  PORTABLE);
          if (status == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            throw new DeviceMemoryException("the host", purpose, bytes, availableBytes());
          }
          if (status != CUresult.CUDA_SUCCESS) {
            throw context.failure(
                status, "cuMemHostAlloc", "%,d bytes for %s".formatted(bytes, purpose));
          }
        });
    address = pointer.getLong(0);
  }

  /** What the system says is available; 0 if it does not. */
  private static long availableBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  @Override
  public ByteBuffer view(long offset, int length) {
    checkRange(offset, length);
    return NativeAccess.view(address + offset, length).order(ByteOrder.nativeOrder());
  }

  /** A part, as JCuda takes it. */
  Pointer pointer(long offset, long length) {
    checkRange(offset, length);
    return new Address(address + offset);
  }

  private void checkRange(long offset, long length) {
    if (closed.get()) {
      throw new IllegalStateException("this host memory is closed");
    }
    Objects.checkFromIndexSize(offset, length, bytes);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      context.run(
          () ->
              context.check(
                  JCudaDriver.cuMemFreeHost(new Address(address)),
                  "cuMemFreeHost",
                  "%,d bytes".formatted(bytes)));
    }
  }
}
