package org.firenet.io;

import java.nio.file.Path;
import java.util.Locale;

/** The file formats told apart by extension, in any case. */
enum FileFormat {
  /** NumPy. */
  NPY,
  /** BART: numbers and header side by side. */
  CFL,
  /** Greyscale image. */
  PNG,
  /** None of these. */
  UNKNOWN;

  static FileFormat of(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(Math.max(0, name.length() - 4));
    return switch (extension) {
      case ".npy" -> NPY;
      case ".cfl", ".hdr" -> CFL;
      case ".png" -> PNG;
      default -> UNKNOWN;
    };
  }
}
