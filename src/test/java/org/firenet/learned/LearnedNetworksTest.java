package org.firenet.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnedNetworksTest {
  /** Loads this program's classes anew, and none of ND4J. */
  private static final class WithoutNd4j extends ClassLoader {
    WithoutNd4j() {
      super(LearnedNetworksTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.nd4j.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("org.firenet.learned.")) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void isThereWithNd4j() {
    assertEquals(Optional.empty(), LearnedNetworks.unavailable());
  }

  @Test
  void saysHowToGetItWithout() throws ReflectiveOperationException {
    Class<?> probe = new WithoutNd4j().loadClass(LearnedNetworks.class.getName(), true);
    Object reason = probe.getMethod("unavailable").invoke(null);
    assertTrue(
        ((Optional<?>) reason).map(Object::toString).orElse("").contains("nd4j-native"),
        reason.toString());
  }
}
