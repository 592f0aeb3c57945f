package org.firenet.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes little-endian numbers to a stream, many at a time. */
public final class ElementOutput {
  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes to a stream, which is not closed. */
  public ElementOutput(OutputStream out) {
    this.out = out;
  }

  /** Writes a 32-bit floating-point number. */
  public void writeFloat(float value) throws IOException {
    makeRoom();
    buffer.putFloat(value);
  }

  /** Writes a 64-bit floating-point number. */
  public void writeDouble(double value) throws IOException {
    makeRoom();
    buffer.putDouble(value);
  }

  /** Writes the low 8 bits. */
  public void writeByte(int value) throws IOException {
    makeRoom();
    buffer.put((byte) value);
  }

  /** Writes the low 16 bits. */
  public void writeShort(int value) throws IOException {
    makeRoom();
    buffer.putShort((short) value);
  }

  private void makeRoom() throws IOException {
    if (buffer.remaining() < Double.BYTES) {
      flush();
    }
  }

  /** Hands what is left to the stream; to be called at the end. */
  public void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
