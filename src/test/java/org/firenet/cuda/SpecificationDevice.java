package org.firenet.cuda;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.MatrixProducts;
import org.firenet.cuda.device.MemoryState;
import org.firenet.cuda.device.TransformPlan;

/** Computes nothing; remembers which kernels it was asked for. */
final class SpecificationDevice implements Device {
  private static final long MEMORY = 1L << 36;

  private final Set<KernelSpecification> specifications = new LinkedHashSet<>();

  /** All kernels that were asked for. */
  Set<KernelSpecification> specifications() {
    return specifications;
  }

  /** An object that does nothing, gives 0 or null. */
  private static <T> T idle(Class<T> type) {
    Object idle =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getReturnType() == long.class
                    ? (Object) 0L
                    : method.getReturnType() == double.class ? (Object) 0.0 : null);
    return type.cast(idle);
  }

  @Override
  public DeviceProperties properties() {
    return new DeviceProperties(0, "any device", 9, 0, 132, 50 << 20, 227 << 10, MEMORY);
  }

  @Override
  public MemoryState memory() {
    return new MemoryState(MEMORY, MEMORY);
  }

  @Override
  public DeviceBuffer allocate(long bytes, String purpose) {
    return new DeviceBuffer() {
      @Override
      public long address() {
        return 256;
      }

      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public void close() {
        // There is nothing to free.
      }
    };
  }

  @Override
  public HostBuffer allocateHost(long size, String purpose) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
    return new HostBuffer() {
      @Override
      public ByteBuffer view(long offset, int bytes) {
        return memory.slice((int) offset, bytes).order(ByteOrder.nativeOrder());
      }

      @Override
      public long bytes() {
        return size;
      }

      @Override
      public void close() {
        // There is nothing to free.
      }
    };
  }

  @Override
  public DeviceStream newStream() {
    return idle(DeviceStream.class);
  }

  @Override
  public DeviceEvent newEvent() {
    return idle(DeviceEvent.class);
  }

  @Override
  public KernelModule module(KernelSpecification specification) {
    specifications.add(specification);
    return name -> () -> name;
  }

  @Override
  public TransformPlan transform(List<Integer> extents, int batch, Precision precision) {
    return idle(TransformPlan.class);
  }

  @Override
  public MatrixProducts matrixProducts() {
    return idle(MatrixProducts.class);
  }

  @Override
  public void close() {
    // There is nothing to free.
  }
}
