package org.firenet.io.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.firenet.io.ElementType;

/** Decodes the data of a NIfTI file as they arrive. */
final class NiftiNumbers {
  /** Numbers for which there is room at first, where the file may hold fewer than it claims. */
  private static final int FIRST_ROOM = 1 << 16;

  private static final int BUFFER_BYTES = 1 << 16;

  private final ElementType type;
  private final Shape shape;
  private final double slope;
  private final double intercept;
  private float[] floats;
  private double[] doubles;

  NiftiNumbers(NiftiHeader header, ElementType type, Shape shape) {
    this.type = type;
    this.shape = shape;
    boolean scaled =
        header.slope() != 0
            && Double.isFinite(header.slope())
            && Double.isFinite(header.intercept());
    slope = scaled ? header.slope() : 1;
    intercept = scaled ? header.intercept() : 0;
  }

  /** Reads all elements. */
  ComplexArray read(NiftiInput in) throws IOException {
    int numbers = 2 * shape.count();
    int room = in.isSizeKnown() ? numbers : Math.min(numbers, FIRST_ROOM);
    boolean single = type.precision() == Precision.SINGLE;
    floats = single ? new float[room] : null;
    doubles = single ? null : new double[room];
    int size = type.size();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES / size * size).order(type.order());
    for (int done = 0; done < shape.count(); ) {
      int count = Math.min(buffer.capacity() / size, shape.count() - done);
      in.fill(buffer.array(), count * size);
      makeRoom(2 * (done + count), numbers);
      decode(buffer, done, count);
      done += count;
    }
    return single ? ComplexArray.of(shape, floats) : ComplexArray.of(shape, doubles);
  }

  /** Doubles the room until it suffices, up to what the header tells. */
  private void makeRoom(int needed, int most) {
    int room = floats != null ? floats.length : doubles.length;
    if (room >= needed) {
      return;
    }
    int larger = (int) Math.min(most, Math.max(needed, 2L * room));
    floats = floats == null ? null : Arrays.copyOf(floats, larger);
    doubles = doubles == null ? null : Arrays.copyOf(doubles, larger);
  }

  private void decode(ByteBuffer buffer, int done, int count) {
    boolean complex = type.kind() == Kind.COMPLEX;
    for (int i = 0; i < count; i++) {
      double re = type.re(buffer, i * type.size()) * slope + intercept;
      double im = complex ? type.im(buffer, i * type.size()) * slope + intercept : 0;
      int at = 2 * (done + i);
      if (floats != null) {
        floats[at] = (float) re;
        floats[at + 1] = (float) im;
      } else {
        doubles[at] = re;
        doubles[at + 1] = im;
      }
    }
  }
}
