package org.firenet.cuda.host;

/**
 * Main class of a process that runs {@linkplain Workload workloads} with kernels that
 * AddressSanitizer and UBSan watch, threads in shuffled order. Arguments: a seed, then names of
 * workload classes. A mistake in a kernel ends the process with a report on standard error.
 */
public final class SanitizedRun {
  private SanitizedRun() {}

  /** Runs the workloads in order, and prints the name of each that has come to its end. */
  public static void main(String[] arguments) throws Exception {
    HostOptions options =
        HostOptions.standard().withSanitizers().withSeed(Long.parseLong(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Class<?> type = Class.forName(arguments[i]);
      Workload workload = (Workload) type.getDeclaredConstructor().newInstance();
      workload.run(options);
      System.out.println("done: " + arguments[i]);
    }
  }
}
