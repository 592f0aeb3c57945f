package org.firenet.cuda.device;

/** Work that was written down: with CUDA, an instantiated graph. Runs any number of times. */
public interface Recording extends AutoCloseable {
  @Override
  void close();
}
