package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.pipeline.ArraySource;

/** Reads whole arrays that commands are given by path. */
final class Inputs {
  private Inputs() {}

  /** A complex array, all numbers finite. */
  static ComplexArray complex(Path path) throws IOException {
    return ArraySource.finite(path);
  }

  /** A real array. */
  static RealArray real(Path path) throws IOException {
    return ArraySource.real(path);
  }

  /** A mask: true where not zero. */
  static Mask mask(Path path) throws IOException {
    return ArraySource.mask(path);
  }

  /** The file that a path names, without a dataset; of a BART pair the numbers. */
  static Path fileOf(Path path) {
    Path file = ArraySource.fileOf(path);
    String name = file.toString();
    String bare = name.replaceFirst("(?i)\\.(hdr|cfl)$", "");
    Path numbers = Path.of(bare + ".cfl");
    boolean pair = name.length() > bare.length() || !Files.exists(file);
    return pair && Files.exists(numbers) ? numbers : file;
  }
}
