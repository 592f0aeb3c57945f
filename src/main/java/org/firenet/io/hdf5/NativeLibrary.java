package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.hdf5.H5E_error2_t;
import org.bytedeco.hdf5.H5E_walk2_t;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** HDF5's own library: whether it is there, and what went wrong in it. */
final class NativeLibrary {
  /** The library knows nothing of threads; whoever calls it holds this. */
  static final Object LOCK = new Object();

  private static final Pattern SYSTEM_MESSAGE = Pattern.compile("error message = '([^']*)'");

  /** Where Java looked for a library, in its messages. */
  private static final String LIBRARY_PATH = "(?s) in java.library.path.*";

  private NativeLibrary() {}

  /**
   * Loads the library if it is not loaded yet.
   *
   * @throws IOException if it can not be loaded, with the reason
   */
  static void require() throws IOException {
    if (Loading.PROBLEM != null) {
      throw new IOException(
          "HDF5 can not be written on this machine: its native library for %s does not load: %s"
              .formatted(Loader.getPlatform(), Loading.PROBLEM));
    }
  }

  /** The innermost message of the failure that a call just reported, in one line. */
  static String failure() {
    Innermost innermost = Loading.INNERMOST;
    innermost.message = null;
    hdf5.H5Ewalk2(hdf5.H5E_DEFAULT, hdf5.H5E_WALK_UPWARD, innermost, null);
    return innermost.message == null ? "HDF5 gives no reason" : reason(innermost.message);
  }

  /** Of a system's error only what the system says. */
  static String reason(String message) {
    Matcher system = SYSTEM_MESSAGE.matcher(message);
    return system.find() ? system.group(1) : "HDF5: " + oneLine(message);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Bytes of a text and a zero, outside of the heap. */
  static ByteBuffer terminated(String text, Charset charset) {
    byte[] bytes = text.getBytes(charset);
    return ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).put((byte) 0).flip();
  }

  /** Happens once; a library that did not load is not tried again. */
  private static final class Loading {
    static final Innermost INNERMOST;
    static final String PROBLEM;

    static {
      Innermost innermost = null;
      String problem = null;
      try {
        Loader.load(hdf5.class);
        // Otherwise the library prints its errors.
        hdf5.H5Eset_auto2(hdf5.H5E_DEFAULT, null, null);
        innermost = new Innermost();
        if (ChannelDriver.handle() < 0) {
          problem = "it refuses to write through Java";
        }
      } catch (LinkageError | RuntimeException e) {
        problem = oneLine(String.valueOf(e.getMessage()).replaceFirst(LIBRARY_PATH, ""));
      }
      INNERMOST = innermost;
      PROBLEM = problem;
    }
  }

  /** Keeps the first message, which is the innermost. */
  private static final class Innermost extends H5E_walk2_t {
    private String message;

    @Override
    public int call(int place, H5E_error2_t error, Pointer data) {
      if (place == 0) {
        message = error.desc().getString(StandardCharsets.UTF_8);
      }
      return 0;
    }
  }
}
