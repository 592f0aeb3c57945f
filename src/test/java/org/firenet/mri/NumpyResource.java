package org.firenet.mri;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.io.ArrayFile;

/** A {@code .npy} file on the class path of the tests. */
public final class NumpyResource {
  private final Path path;

  /** Names a resource. */
  public NumpyResource(String path) {
    this.path = Path.of(NumpyResource.class.getResource(path).getPath());
  }

  /** Its numbers, complex. */
  public ComplexArray complex() {
    try (ArrayFile file = ArrayFile.open(path)) {
      return file.complex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its numbers, real. */
  public RealArray real() {
    try (ArrayFile file = ArrayFile.open(path)) {
      return file.real();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
