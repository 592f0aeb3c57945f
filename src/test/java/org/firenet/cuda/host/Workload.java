package org.firenet.cuda.host;

/**
 * Something that runs kernels on a host device, for runs under sanitizers; has a constructor
 * without parameters.
 */
public interface Workload {
  /**
   * Runs it and closes what it opened.
   *
   * @param options what the devices are opened with
   */
  void run(HostOptions options) throws Exception;
}
