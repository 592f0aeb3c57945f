package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.io.ArrayFile;

/** Reads whole arrays that commands are given by path. */
final class Inputs {
  private Inputs() {}

  /** A complex array, all numbers finite. */
  static ComplexArray complex(Path path) throws IOException {
    try (ArrayFile file = ArrayFile.open(path)) {
      ComplexArray array = file.complex();
      requireFinite(path, array);
      return array;
    }
  }

  /** A real array. */
  static RealArray real(Path path) throws IOException {
    try (ArrayFile file = ArrayFile.open(path)) {
      return file.real();
    }
  }

  /** A mask: true where not zero. */
  static Mask mask(Path path) throws IOException {
    try (ArrayFile file = ArrayFile.open(path)) {
      if (file.kind() == ArrayFile.Kind.REAL || file.kind() == ArrayFile.Kind.COMPLEX) {
        requireFinite(path, file.complex());
      }
      return file.mask();
    }
  }

  private static void requireFinite(Path path, ComplexArray array) throws IOException {
    try {
      array.requireFinite("array");
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
