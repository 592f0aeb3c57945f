package org.firenet.cuda.host;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The C++ side, {@code native/host/jni.cpp}. */
final class HostNative {
  private HostNative() {}

  /** Loads the library that has what is declared here. */
  static void load(Path library) {
    System.load(library.toString());
  }

  /** Whether AddressSanitizer watches this process. */
  static native boolean sanitized();

  /** Memory at a multiple of 256 bytes; 0 if there is none. */
  static native long allocate(long bytes);

  static native void free(long address);

  static native void fill(long address, long bytes, int value);

  static native void copy(long from, long to, long bytes);

  /** Index of the first byte that is not of a value; the size if there is none. */
  static native long firstOther(long address, long bytes, int value);

  /** Touching these bytes is an error, where a sanitizer runs. */
  static native void forbid(long address, long bytes);

  /** Touching these bytes is right again. */
  static native void allow(long address, long bytes);

  static native ByteBuffer view(long address, long bytes);

  /** Opens a library of kernels, for good. */
  static native long open(String library);

  /** A kernel of a library; 0 if there is none of this name. */
  static native long kernel(long library, String name);

  /** Its parameters, one letter each: pointer, l for 64-bit integer, integer, double. */
  static native String signature(long kernel);

  /**
   * Runs a kernel.
   *
   * @param shape blocks along x, y, z, threads along x, y, bytes of dynamic shared memory
   * @param parameters direct
   * @param seed of the order of blocks and threads; 0 for ascending
   * @return what was wrong; null for nothing
   */
  static native String launch(
      long kernel, int[] shape, ByteBuffer parameters, long seed, int workers);
}
