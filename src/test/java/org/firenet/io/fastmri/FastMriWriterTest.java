package org.firenet.io.fastmri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastMriWriterTest {
  private static final Shape SHAPE = Shape.of(2, 3, 5, 7);
  private static final boolean[] COLUMNS = {true, false, true, true, false, false, true};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rawDataReadBack(boolean columns) throws IOException {
    Path path = folder.resolve("a.h5");
    Mask mask = mask(columns);
    rawData(mask).write(path);
    try (FastMriFile file = FastMriFile.open(path)) {
      Hdf5Fixtures.assertSame(kspace(), file.kspace(0, 2), "kspace");
      assertEquals(Optional.of(mask), file.mask());
      assertEquals(Optional.of("reconstruction_rss"), file.truthName());
      assertEquals(3, file.truth(1, 2).re(1));
      assertEquals(Optional.of("AXT2"), file.acquisition());
      assertEquals(Optional.of("zwölf"), file.patientId());
      assertEquals(3, file.max().orElseThrow());
      assertEquals(Math.sqrt(14), file.norm().orElseThrow());
    }
  }

  @Test
  void h5pyReadsRawData() throws Exception {
    ExternalTool.assume("/usr/bin/python3", "-c", "import h5py");
    rawData(mask(true)).header("<a/>").write(folder.resolve("a.h5"));
    new FastMriWriter().reconstruction(rss()).write(folder.resolve("b.h5"));
    String script =
        """
        import h5py
        f = h5py.File('a.h5')
        print(sorted(f), sorted(f.attrs))
        print(f['kspace'].dtype, f['kspace'].shape, f['kspace'][1, 2, 4, 6])
        print(f['mask'].dtype, f['mask'].shape, f['ismrmrd_header'][()])
        print(f['reconstruction_rss'].dtype, f['reconstruction_rss'].shape, f.attrs['acquisition'])
        g = h5py.File('b.h5')
        print(sorted(g), sorted(g.attrs), g['reconstruction'].dtype, g['reconstruction'][:].tolist())
        """;
    assertEquals(
        """
        ['ismrmrd_header', 'kspace', 'mask', 'reconstruction_rss'] \
        ['acquisition', 'max', 'norm', 'patient_id']
        complex64 (2, 3, 5, 7) (209-104.5j)
        bool (7,) b'<a/>'
        float32 (2, 1, 2) AXT2
        ['reconstruction'] [] float32 [[[0.0, 1.0]], [[2.0, 3.0]]]
        """,
        ExternalTool.run(folder, "/usr/bin/python3", "-c", script));
  }

  @Test
  void refusesWhatDoesNotFitTogether() throws IOException {
    Path path = folder.resolve("a.h5");
    assertEquals(
        "expected images or k-space to write, got neither",
        messageOf(() -> new FastMriWriter().mask(mask(true)).write(path)));
    assertEquals(
        "`reconstruction`: expected [slice, y, x], got [4]",
        messageOf(() -> new FastMriWriter().reconstruction(rss(4))));
    assertEquals(
        "`reconstructionRss`: expected [slice, y, x], got [2, 2]",
        messageOf(() -> new FastMriWriter().reconstructionRss(rss(2, 2))));
    assertEquals(
        "`kspace`: expected [slice, coil, ky, kx] or [slice, ky, kx], got [210]",
        messageOf(() -> new FastMriWriter().kspace(kspace().reshape(Shape.of(210)))));
    assertEquals(
        "`mask`: expected [ky, kx], got [7]",
        messageOf(() -> new FastMriWriter().mask(Mask.full(Shape.of(7)))));
    assertEquals(
        "`mask`: expected [5, 7], got [7, 5]",
        messageOf(() -> rawData(Mask.full(Shape.of(7, 5))).write(path)));
    assertEquals(
        "expected 2 slices of images, got [4, 1, 1]",
        messageOf(() -> rawData(mask(true)).reconstruction(rss(4, 1, 1)).write(path)));
    assertEquals(
        "expected 4 slices of images, got [2, 1, 2]",
        messageOf(
            () ->
                new FastMriWriter()
                    .reconstruction(rss(4, 1, 1))
                    .reconstructionRss(rss())
                    .write(path)));
    assertThrows(
        IllegalArgumentException.class, () -> rawData(mask(true)).header("\0").write(path));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void namesThePathOfAFailure() {
    Path path = folder.resolve("missing").resolve("a.h5");
    assertTrue(
        Hdf5Fixtures.messageOf(path, () -> new FastMriWriter().reconstruction(rss()).write(path))
            .startsWith("no such directory"));
  }

  private static String messageOf(Executable failing) {
    return assertThrows(IllegalArgumentException.class, failing).getMessage();
  }

  private static FastMriWriter rawData(Mask mask) {
    return new FastMriWriter()
        .kspace(kspace())
        .mask(mask)
        .reconstructionRss(rss())
        .acquisition("AXT2")
        .patientId("zwölf");
  }

  private static RealArray rss() {
    return rss(2, 1, 2);
  }

  private static RealArray rss(int... extents) {
    return RealArray.of(Shape.of(extents), new double[] {0, 1, 2, 3});
  }

  private static ComplexArray kspace() {
    ComplexArray kspace = ComplexArray.zeros(Precision.SINGLE, SHAPE);
    for (int i = 0; i < kspace.count(); i++) {
      kspace.set(i, i, -0.5 * i);
    }
    return kspace;
  }

  private static Mask mask(boolean columns) {
    boolean[] points = new boolean[35];
    for (int i = 0; i < points.length; i++) {
      points[i] = COLUMNS[(columns ? i : i + i / 7) % 7];
    }
    return Mask.of(Shape.of(5, 7), points);
  }
}
