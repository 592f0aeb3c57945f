package org.firenet.cuda.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Parameters of a kernel as C lays them out one after the other, each aligned to its own size: what
 * {@code cuLaunchKernel} takes as a parameter buffer. Reused for many launches by {@link #clear}.
 */
public final class KernelArguments {
  private static final int CAPACITY = 1024;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.nativeOrder());

  /** Forgets all parameters. */
  public KernelArguments clear() {
    bytes.clear();
    return this;
  }

  /** Adds a pointer; 0 for none. */
  public KernelArguments address(long value) {
    align(Long.BYTES).putLong(value);
    return this;
  }

  /** Adds a {@code long long}. */
  public KernelArguments integer64(long value) {
    align(Long.BYTES).putLong(value);
    return this;
  }

  /** Adds an {@code int}. */
  public KernelArguments integer(int value) {
    align(Integer.BYTES).putInt(value);
    return this;
  }

  /** Adds a {@code double}. */
  public KernelArguments real(double value) {
    align(Double.BYTES).putDouble(value);
    return this;
  }

  private ByteBuffer align(int size) {
    while (bytes.position() % size != 0) {
      bytes.put((byte) 0);
    }
    return bytes;
  }

  /** The parameters so far, a direct buffer from position 0 to its limit. Not to be modified. */
  public ByteBuffer buffer() {
    ByteBuffer view = bytes.duplicate().order(ByteOrder.nativeOrder());
    view.flip();
    return view;
  }
}
