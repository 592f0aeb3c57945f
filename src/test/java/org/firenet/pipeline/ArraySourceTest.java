package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.CflWriter;
import org.firenet.io.NpyWriter;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.fastmri.FastMriWriter;
import org.firenet.io.ismrmrd.IsmrmrdImageWriter;
import org.firenet.io.nifti.NiftiPart;
import org.firenet.io.nifti.NiftiWriter;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArraySourceTest {
  @TempDir Path folder;

  private static ComplexArray ramp(int... extents) {
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, i + 1, -i);
    }
    return out;
  }

  private static ImageSeries series(int images) {
    ImageGeometry geometry = ImageGeometry.axial(new Vector3(2, 3, 4));
    List<ImageDescription> descriptions =
        java.util.stream.IntStream.range(0, images)
            .mapToObj(
                i ->
                    new ImageDescription(
                        new ImageIndex(0, i, 0, 0, 0, 0),
                        Optional.of(geometry),
                        0,
                        0,
                        List.of(0L, 0L, 0L),
                        Vector3.ZERO))
            .toList();
    return new ImageSeries(
        ramp(images, 5, 6), descriptions, ScanMetadata.unknown(), Optional.empty());
  }

  /** A file of the tests' resources in the folder. */
  private Path fixture(String name) throws IOException {
    Path path = folder.resolve("fixture.h5");
    try (InputStream in = ArraySourceTest.class.getResourceAsStream("/org/firenet/io/" + name)) {
      Files.copy(in, path);
    }
    return path;
  }

  private static void assertSame(ComplexArray expected, ComplexArray actual) {
    assertEquals(expected.shape(), actual.shape());
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.re(i), actual.re(i));
      assertEquals(expected.im(i), actual.im(i));
    }
  }

  @Test
  void readsPlainArrays() throws IOException {
    Path npy = folder.resolve("a.npy");
    NpyWriter.write(npy, ramp(2, 3));
    ArraySource source = ArraySource.read(npy);
    assertSame(ramp(2, 3), source.array());
    assertTrue(source.complex());
    Path cfl = folder.resolve("b.cfl");
    CflWriter.write(cfl, ramp(2, 3, 4), List.of("coil", "y", "x"));
    assertEquals(List.of("coil", "y", "x"), ArraySource.read(cfl).axes());
    assertEquals(cfl, ArraySource.read(folder.resolve("b")).file());
  }

  @Test
  void readsNiftiAndPng() throws IOException {
    Path nifti = folder.resolve("a.nii.gz");
    NiftiWriter.write(nifti, series(1), NiftiPart.COMPLEX);
    ArraySource source = ArraySource.read(nifti);
    assertSame(ramp(5, 6), source.array());
    assertEquals(new Vector3(2, 3, 4), source.geometry().orElseThrow().voxel());
    Path png = folder.resolve("a.png");
    PngWriter.write(png, RealArray.of(Shape.of(1, 2), new double[] {0, 1}), Depth.SIXTEEN_BIT);
    assertFalse(ArraySource.read(png).complex());
    assertEquals(Shape.of(1, 2), ArraySource.read(png).array().shape());
  }

  @Test
  void readsIsmrmrdImages() throws IOException {
    Path path = folder.resolve("a.h5");
    IsmrmrdImageWriter.write(path, series(3));
    ArraySource source = ArraySource.read(path);
    assertSame(ramp(3, 5, 6), source.array());
    assertEquals(List.of("image", "y", "x"), source.axes());
    IsmrmrdImageWriter.write(path, series(1));
    assertEquals(List.of("y", "x"), ArraySource.read(path).axes());
  }

  @Test
  void readsTheReconstructionOfFastMriFilesElseTheirKSpace() throws IOException {
    Path path = folder.resolve("a.h5");
    RealArray truth = RealArray.of(Shape.of(1, 2, 2), new double[] {1, 2, 3, 4});
    new FastMriWriter().kspace(ramp(1, 3, 4, 4)).reconstructionRss(truth).write(path);
    ArraySource source = ArraySource.read(path);
    assertEquals("fastMRI reconstruction_rss", source.format());
    assertEquals(Shape.of(1, 2, 2), source.array().shape());
    new FastMriWriter().kspace(ramp(1, 3, 4, 4)).write(path);
    source = ArraySource.read(path);
    assertEquals("fastMRI k-space", source.format());
    assertEquals(List.of("image", "coil", "ky", "kx"), source.axes());
  }

  @Test
  void readsThePhantomOfGeneratedFilesAsItsCoilsSeeIt() throws IOException {
    Path path = fixture("ismrmrd/generated.h5");
    ArraySource source = ArraySource.read(path);
    assertEquals(Shape.of(16, 16), source.array().shape());
    ComplexArray phantom = ArraySource.read(Path.of(path + ":/dataset/phantom")).array();
    ComplexArray coils = ArraySource.read(Path.of(path + ":dataset/csm")).array();
    assertEquals(Shape.of(2, 16, 16), coils.shape());
    for (int i = 0; i < phantom.count(); i++) {
      double norm =
          Math.hypot(
              Math.hypot(coils.re(i), coils.im(i)),
              Math.hypot(coils.re(256 + i), coils.im(256 + i)));
      assertEquals(norm * phantom.re(i), source.array().re(i), 1e-5);
    }
  }

  @Test
  void readsKSpaceOfScans() throws IOException {
    ArraySource source = ArraySource.read(fixture("ismrmrd/chunks.h5"));
    assertEquals("ISMRMRD k-space", source.format());
    assertEquals(List.of("image", "coil", "ky", "kx"), source.axes());
  }

  @Test
  void saysWhichDatasetsThereAre() throws IOException {
    Path path = fixture("ismrmrd/generated.h5");
    IOException e =
        assertThrows(IOException.class, () -> ArraySource.read(Path.of(path + ":nothing")));
    assertTrue(e.getMessage().startsWith(path + ": no dataset nothing; there are"), e.toString());
    assertTrue(e.getMessage().contains("/dataset/csm"), e.toString());
    IOException missing =
        assertThrows(
            IOException.class, () -> ArraySource.read(folder.resolve("none.h5:dataset/csm")));
    assertTrue(missing.getMessage().startsWith(folder.toString()), missing.toString());
  }

  @Test
  void namesTheNumberThatIsNotFiniteOrNotReal() throws IOException {
    ComplexArray array = ramp(2, 2);
    array.set(3, Double.NaN, 0);
    Path path = folder.resolve("a.npy");
    NpyWriter.write(path, array);
    IOException e = assertThrows(IOException.class, () -> ArraySource.finite(path));
    assertTrue(e.getMessage().startsWith(path + ": "), e.toString());
    NpyWriter.write(path, ramp(2, 2));
    e = assertThrows(IOException.class, () -> ArraySource.real(path));
    assertTrue(e.getMessage().contains("element 1 of [2, 2]"), e.toString());
    assertEquals(4, ArraySource.mask(path).samples());
  }
}
