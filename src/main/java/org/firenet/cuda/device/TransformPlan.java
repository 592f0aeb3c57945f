package org.firenet.cuda.device;

/** A Fourier transform of the vendor's library, see {@link Device#transform}. */
public interface TransformPlan extends AutoCloseable {
  /** Bytes of work memory that it needs. */
  long workBytes();

  /** Gives it its work memory, {@link #workBytes} at an address. To be called before its use. */
  void useWork(long address);

  /**
   * Transforms.
   *
   * @param from address of the grids
   * @param to address of the results; may be {@code from}
   * @param inverse exp(+2πi kn/N), unnormalised too
   */
  void execute(DeviceStream stream, long from, long to, boolean inverse);

  @Override
  void close();
}
