package org.firenet.cuda.jcuda;

import java.nio.ByteBuffer;

/** What Java can not do: see {@code native/java/native_access.c}. */
final class NativeAccess {
  private NativeAccess() {}

  /**
   * Opens a library.
   *
   * @param name a path, or a name for the system to look up
   * @param global whether libraries opened later may use its functions
   * @return a handle, never closed
   * @throws UnsatisfiedLinkError with the reason of the system
   */
  static native long open(String name, boolean global);

  /** Address of a function of a library; 0 if it has none of this name. */
  static native long symbol(long library, String name);

  /**
   * Makes all functions of a bridge lead to the functions of a library; returns the names of those
   * that the library does not have.
   */
  static native String[] bind(long bridge, long library);

  /** Address of a direct buffer. */
  static native long address(ByteBuffer buffer);

  /** A view of memory. */
  static native ByteBuffer view(long address, int bytes);

  /** Makes an object of JCuda, a {@code NativePointerObject}, stand for an address. */
  static native void point(Object object, long address);

  /** What an object of JCuda stands for. */
  static native long target(Object object);

  /** Calls a C function with three integers or addresses that returns an {@code int}. */
  static native int call(long function, long a, long b, long c);
}
