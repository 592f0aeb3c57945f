package org.firenet.learned;

import java.util.Optional;

/** Whether networks can be trained and run here. Never fails where ND4J is missing. */
public final class LearnedNetworks {
  private static final String GET =
      "networks are trained with ND4J; put nd4j-native 1.0.0-M2.1 and what it needs on the class"
          + " path (`mvn package` copies them to target/lib/nd4j)";

  private LearnedNetworks() {}

  /** Why networks can not be trained and run here, and how to get there, in one line. */
  public static Optional<String> unavailable() {
    return Probe.PROBLEM;
  }

  /** Happens once; a library that did not load is not tried again. */
  private static final class Probe {
    static final Optional<String> PROBLEM = probe();

    private static Optional<String> probe() {
      try {
        Class.forName("org.nd4j.linalg.factory.Nd4j", true, LearnedNetworks.class.getClassLoader());
        return Optional.empty();
      } catch (ClassNotFoundException e) {
        return Optional.of(GET);
      } catch (LinkageError | RuntimeException e) {
        return Optional.of("ND4J does not load here: " + reason(e) + "; " + GET);
      }
    }

    private static String reason(Throwable failure) {
      Throwable innermost = failure;
      while (innermost.getCause() != null && innermost.getCause() != innermost) {
        innermost = innermost.getCause();
      }
      return innermost.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
    }
  }
}
