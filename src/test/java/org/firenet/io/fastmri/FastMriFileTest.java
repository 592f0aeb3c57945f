package org.firenet.io.fastmri;

import static org.firenet.io.hdf5.Hdf5Fixtures.assertSame;
import static org.firenet.io.hdf5.Hdf5Fixtures.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files like those of the data sets, made by h5py: contiguous, compressed, old and new format. */
class FastMriFileTest {
  private static Path fixture(String name) {
    return Hdf5Fixtures.file(FastMriFileTest.class, name);
  }

  private static ComplexArray expected(String name) throws IOException {
    return Hdf5Fixtures.expected(FastMriFileTest.class, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicoil", "singlecoil", "latest"})
  void readsSlicesOfKSpace(String name) throws IOException {
    ComplexArray expected = expected(name + "-kspace");
    try (FastMriFile file = FastMriFile.open(fixture(name + ".h5"))) {
      assertEquals(expected.shape(), file.shape());
      assertEquals(expected.shape().extent(0), file.slices());
      assertEquals(expected.shape().rank() == 4, file.isMultiCoil());
      assertSame(expected, file.kspace(0, file.slices()), name);
      for (int slice = 0; slice < file.slices(); slice++) {
        assertSame(expected.slices(slice, slice + 1), file.kspace(slice, slice + 1), name);
      }
      assertThrows(
          IllegalArgumentException.class, () -> file.kspace(1, expected.shape().extent(0) + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"singlecoil, reconstruction_esc", "latest, reconstruction_rss"})
  void readsTheReconstruction(String name, String dataset) throws IOException {
    ComplexArray expected = expected(name + "-truth");
    try (FastMriFile file = FastMriFile.open(fixture(name + ".h5"))) {
      assertEquals(Optional.of(dataset), file.truthName());
      assertEquals(Optional.of(expected.shape()), file.truthShape());
      assertSame(expected, file.truth(0, file.slices()), name);
      assertSame(expected.slices(1, 2), file.truth(1, 2), name);
    }
  }

  @Test
  void aTestFileHasNoReconstruction() throws IOException {
    Path path = fixture("multicoil.h5");
    try (FastMriFile file = FastMriFile.open(path)) {
      assertEquals(Optional.empty(), file.truthName());
      assertEquals(Optional.empty(), file.truthShape());
      assertEquals(
          "it has no reconstruction_rss or reconstruction_esc",
          messageOf(path, () -> file.truth(0, 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicoil", "latest"})
  void readsTheMask(String name) throws IOException {
    ComplexArray expected = expected(name + "-mask");
    boolean[] sampled = new boolean[expected.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = expected.re(i) != 0;
    }
    try (FastMriFile file = FastMriFile.open(fixture(name + ".h5"))) {
      assertEquals(Optional.of(Mask.of(expected.shape(), sampled)), file.mask());
    }
    try (FastMriFile file = FastMriFile.open(fixture("singlecoil.h5"))) {
      assertEquals(Optional.empty(), file.mask());
    }
  }

  @Test
  void readsTheHeaderAndTheAttributes() throws IOException {
    try (FastMriFile file = FastMriFile.open(fixture("multicoil.h5"))) {
      assertEquals(Optional.of("AXT2"), file.acquisition());
      assertEquals(Optional.of("0123456789abcdef"), file.patientId());
      assertTrue(file.max().orElseThrow() > 0);
      assertTrue(file.norm().orElseThrow() > file.max().orElseThrow());
      assertEquals(4, file.attributes().size());
      assertEquals(32, file.header().orElseThrow().encodings().get(0).encoded().x());
      assertTrue(file.xml().orElseThrow().contains("ismrmrdHeader"));
    }
    try (FastMriFile file = FastMriFile.open(fixture("latest.h5"))) {
      assertEquals(Optional.empty(), file.header());
      assertEquals(Optional.empty(), file.xml());
    }
  }

  @Test
  void tellsFastMriFilesFromOthers() throws IOException {
    assertTrue(FastMriFile.isFastMri(fixture("multicoil.h5")));
    assertTrue(FastMriFile.isFastMri(fixture("singlecoil.h5")));
    Path other = Hdf5Fixtures.file(IsmrmrdFile.class, "generated.h5");
    assertFalse(FastMriFile.isFastMri(other));
    assertFalse(FastMriFile.isFastMri(Path.of("missing.h5")));
    assertEquals(
        "not a fastMRI file: it has no dataset kspace",
        messageOf(other, () -> FastMriFile.open(other)));
  }

  @Test
  void closesOnceAndForAll() throws IOException {
    FastMriFile file = FastMriFile.open(fixture("multicoil.h5"));
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, () -> file.kspace(0, 1));
    assertThrows(IllegalStateException.class, file::mask);
    assertEquals(Shape.of(3, 2, 10, 8), file.shape());
  }
}
