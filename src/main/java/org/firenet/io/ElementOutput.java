package org.firenet.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes little-endian numbers to a stream, many at a time. */
final class ElementOutput {
  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  ElementOutput(OutputStream out) {
    this.out = out;
  }

  void writeFloat(float value) throws IOException {
    makeRoom();
    buffer.putFloat(value);
  }

  void writeDouble(double value) throws IOException {
    makeRoom();
    buffer.putDouble(value);
  }

  void writeByte(int value) throws IOException {
    makeRoom();
    buffer.put((byte) value);
  }

  private void makeRoom() throws IOException {
    if (buffer.remaining() < Double.BYTES) {
      flush();
    }
  }

  /** Hands what is left to the stream; to be called at the end. */
  void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
