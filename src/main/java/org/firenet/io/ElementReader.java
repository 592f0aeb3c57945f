package org.firenet.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** Reads the elements of an array file from their places, a buffer at a time. */
final class ElementReader {
  /** Takes one element: its place in the C order of what is read, and its two parts. */
  interface Sink {
    void accept(int index, double re, double im);
  }

  private static final int BUFFER_BYTES = 1 << 20;

  /** Runs of a Fortran-order file further apart than this are read one by one. */
  private static final long FAR_BYTES = 1 << 16;

  private final Path path;
  private final ElementLayout layout;
  private final FileChannel channel;

  ElementReader(Path path, ElementLayout layout, FileChannel channel) {
    this.path = path;
    this.layout = layout;
    this.channel = channel;
  }

  /** Overwrites {@code out} with the complex elements of a C-order file from a place on. */
  void readInterleaved(ComplexArray out, long start) throws IOException {
    int size = layout.type().size();
    Window window = new Window((long) out.count() * size);
    int parts = 2 * out.count();
    int partBytes = layout.type().bytes();
    for (int done = 0; done < parts; ) {
      long at = layout.offset() + start * size + (long) done * partBytes;
      int count = window.fill(at, (long) (parts - done) * partBytes) / partBytes;
      if (out.precision() == Precision.SINGLE) {
        window.buffer.asFloatBuffer().get(out.floats(), done, count);
      } else {
        window.buffer.asDoubleBuffer().get(out.doubles(), done, count);
      }
      done += count;
    }
  }

  /** Hands over every element, in the order of the file. */
  void readAll(Sink sink) throws IOException {
    read(0, layout.shape().rank() == 0 ? 1 : layout.shape().extent(0), sink);
  }

  /**
   * Hands over every element of the slices {@code from} to {@code to}, in the order of the file.
   */
  void read(int from, int to, Sink sink) throws IOException {
    Shape shape = layout.shape();
    int first = shape.rank() == 0 ? 1 : shape.extent(0);
    int inner = shape.count() / first;
    if (layout.isCOrder()) {
      Window window = new Window((long) (to - from) * inner * layout.type().size());
      readRun(window, (long) from * inner, (to - from) * inner, 0, 1, sink);
      return;
    }
    int size = layout.type().size();
    long run = (long) (to - from) * size;
    Window window = new Window((long) first * size > FAR_BYTES ? run : (long) first * size * inner);
    int[] index = new int[shape.rank()];
    for (int r = 0; r < inner; r++) {
      readRun(window, from + (long) first * r, to - from, cOrder(shape, index), inner, sink);
      advance(shape, index);
    }
  }

  /** Hands over consecutive elements of the file, {@code step} apart in C order. */
  private void readRun(Window window, long start, int count, int target, int step, Sink sink)
      throws IOException {
    ElementType type = layout.type();
    int size = type.size();
    for (int i = 0; i < count; ) {
      long at = layout.offset() + (start + i) * size;
      int place = window.require(at);
      int available = Math.min(count - i, (window.buffer.limit() - place) / size);
      for (int k = 0; k < available; k++, i++, place += size) {
        sink.accept(
            target + i * step, type.re(window.buffer, place), type.im(window.buffer, place));
      }
    }
  }

  /** Place in C order of an index whose first entry is zero. */
  private static int cOrder(Shape shape, int[] index) {
    int place = 0;
    for (int axis = 1; axis < index.length; axis++) {
      place = place * shape.extent(axis) + index[axis];
    }
    return place;
  }

  /** The next index in Fortran order, the first axis left out. */
  private static void advance(Shape shape, int[] index) {
    for (int axis = 1; axis < index.length; axis++) {
      if (++index[axis] < shape.extent(axis)) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** The part of the file that is in memory. */
  private final class Window {
    private final ByteBuffer buffer;
    private long position;

    Window(long bytes) {
      int size = layout.type().size();
      buffer = ByteBuffer.allocate((int) Math.max(size, Math.min(BUFFER_BYTES, bytes)));
      buffer.order(layout.type().order()).limit(0);
    }

    /**
     * Place in the buffer of the element that begins at a byte of the file, not before the last one
     * asked for; read if need be.
     */
    int require(long at) throws IOException {
      if (at >= position + buffer.limit()) {
        long end = layout.offset() + (long) layout.shape().count() * layout.type().size();
        fill(at, end - at);
      }
      return (int) (at - position);
    }

    /** Reads from {@code at} on as much as is wanted and fits; the number of bytes. */
    int fill(long at, long wanted) throws IOException {
      buffer.clear().limit((int) Math.min(buffer.capacity(), wanted));
      InputFile.readFully(channel, path, buffer, at);
      position = at;
      return buffer.limit();
    }
  }
}
