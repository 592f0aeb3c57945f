package org.firenet.cuda.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;

final class HostKernel implements Kernel {
  private final HostDevice device;
  private final String name;
  private final long entry;
  private final String signature;

  HostKernel(HostDevice device, String name, long entry) {
    this.device = device;
    this.name = name;
    this.entry = entry;
    this.signature = HostNative.signature(entry);
  }

  @Override
  public String name() {
    return name;
  }

  /** Checks and copies; the launch itself is what is returned. */
  Runnable launch(HostDevice on, LaunchShape shape, KernelArguments arguments) {
    if (on != device) {
      throw new IllegalArgumentException("kernel: " + name + " belongs to another device");
    }
    long most = device.properties().sharedBytesPerBlock();
    if (shape.sharedBytes() > most) {
      throw new DeviceException(
          "launch of %s: %,d bytes of shared memory asked for, %,d there"
              .formatted(name, shape.sharedBytes(), most));
    }
    ByteBuffer given = arguments.buffer();
    ByteBuffer parameters =
        ByteBuffer.allocateDirect(Math.max(given.remaining(), 1)).order(ByteOrder.nativeOrder());
    int bytes = given.remaining();
    parameters.put(given);
    checkPointers(parameters, bytes);
    return () -> run(shape, parameters, bytes);
  }

  private void run(LaunchShape shape, ByteBuffer parameters, int bytes) {
    device.checkOpen();
    device.faults().launch(name);
    checkPointers(parameters, bytes);
    int[] numbers = {
      shape.blocksX(),
      shape.blocksY(),
      shape.blocksZ(),
      shape.threadsX(),
      shape.threadsY(),
      shape.sharedBytes()
    };
    HostOptions options = device.options();
    String failure =
        HostNative.launch(entry, numbers, parameters, options.seed(), options.workers());
    if (failure != null) {
      throw new DeviceException(failure);
    }
    device.log().add(WorkLog.Kind.KERNEL, name, shape, 0);
  }

  private void checkPointers(ByteBuffer parameters, int bytes) {
    int position = 0;
    for (int i = 0; i < signature.length(); i++) {
      int size = signature.charAt(i) == 'i' ? Integer.BYTES : Long.BYTES;
      int start = (position + size - 1) / size * size;
      position = start + size;
      if (position <= bytes && signature.charAt(i) == 'p') {
        String what = "launch of %s: parameter %d".formatted(name, i);
        device.pieces().checkPointer(what, parameters.getLong(start));
      }
    }
    if (position != bytes) {
      throw new DeviceException(
          "launch of %s: expected %d bytes of parameters (%s), got %d"
              .formatted(name, position, signature, bytes));
    }
  }
}
