package org.firenet.cuda.jcuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import org.firenet.cuda.device.KernelArguments;

/**
 * Parameters of a launch, as {@code cuLaunchKernel} takes them in one piece: the list {@code
 * {BUFFER_POINTER, parameters, BUFFER_SIZE, &size, END}}, the size and the parameters. Made once
 * and filled for every launch.
 */
final class LaunchBuffer {
  private static final long END = 0;
  private static final long BUFFER_POINTER = 1;
  private static final long BUFFER_SIZE = 2;
  private static final int SIZE = 5 * Long.BYTES;
  private static final int PARAMETERS = 6 * Long.BYTES;
  private static final int CAPACITY = 4096;

  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(PARAMETERS + CAPACITY).order(ByteOrder.nativeOrder());
  private final Pointer pointer = Pointer.to(buffer);

  LaunchBuffer() {
    long address = NativeAccess.address(buffer);
    buffer.putLong(0, BUFFER_POINTER).putLong(Long.BYTES, address + PARAMETERS);
    buffer.putLong(2 * Long.BYTES, BUFFER_SIZE).putLong(3 * Long.BYTES, address + SIZE);
    buffer.putLong(4 * Long.BYTES, END);
  }

  /** Copies parameters in; returns the list. */
  Pointer fill(KernelArguments arguments) {
    ByteBuffer from = arguments.buffer();
    buffer.putLong(SIZE, from.remaining());
    buffer.put(PARAMETERS, from, 0, from.remaining());
    return pointer;
  }
}
