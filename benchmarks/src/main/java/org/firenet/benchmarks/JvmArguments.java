package org.firenet.benchmarks;

/** The JVM arguments of the launcher {@code firenet}, which every benchmark runs with. */
final class JvmArguments {
  static final String VECTORS = "--add-modules=jdk.incubator.vector";
  static final String NO_BOUNDS_CHECK = "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0";
  static final String COLLECTOR = "-XX:+UseParallelGC";
  static final String NO_COUNTERS = "-XX:-UsePerfData";

  private JvmArguments() {}
}
