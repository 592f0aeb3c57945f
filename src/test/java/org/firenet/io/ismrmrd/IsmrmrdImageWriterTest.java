package org.firenet.io.ismrmrd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsmrmrdImageWriterTest {
  /** Rounding of a position to single precision. */
  private static final double SINGLE_PRECISION = 1e-6;

  private static final ImageGeometry OBLIQUE =
      new ImageGeometry(
          new Vector3(1, -2, 3.5),
          new Vector3(1, 0, 0),
          new Vector3(0, 0.6, 0.8),
          new Vector3(0, -0.8, 0.6),
          new Vector3(1.5, 2, 5));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "2, 1, 5, 3", "300, 1, 2, 7", "3, 4, 5, 6"})
  void imagesReadBack(int count, int depth, int height, int width) throws IOException {
    Shape shape =
        depth == 1 ? Shape.of(count, height, width) : Shape.of(count, depth, height, width);
    ComplexArray images = images(Precision.DOUBLE, shape);
    List<ImageDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      descriptions.add(i % 2 == 0 ? oblique(i) : ImageDescription.of(ImageIndex.ofSlice(i)));
    }
    Path path = folder.resolve("a.h5");
    IsmrmrdImageWriter.write(
        path, new ImageSeries(images, descriptions, ScanMetadata.unknown(), Optional.empty()));
    try (Hdf5File file = Hdf5File.open(path)) {
      assertEquals(List.of("/dataset/image_0"), IsmrmrdImages.groups(file));
      IsmrmrdImages read = IsmrmrdImages.open(file, "/dataset/image_0");
      assertTrue(read.isComplex());
      Hdf5Fixtures.assertSame(images, read.read(0, count), "images");
      for (int i = 0; i < count; i++) {
        assertSame(descriptions.get(i), read.descriptions().get(i));
      }
      assertEquals(count, read.attributes().size());
    }
  }

  private static void assertSame(ImageDescription expected, ImageDescription actual) {
    assertEquals(expected.index(), actual.index());
    assertEquals(expected.measurement(), actual.measurement());
    assertEquals(expected.acquisitionTime(), actual.acquisitionTime());
    assertEquals(expected.physiologyTimes(), actual.physiologyTimes());
    assertEquals(expected.tablePosition(), actual.tablePosition());
    assertEquals(expected.geometry().isPresent(), actual.geometry().isPresent());
    if (expected.geometry().isPresent()) {
      ImageGeometry wanted = expected.geometry().get();
      ImageGeometry got = actual.geometry().get();
      assertNear(wanted.position(), got.position());
      assertNear(wanted.read(), got.read());
      assertNear(wanted.phase(), got.phase());
      assertNear(wanted.slice(), got.slice());
      assertNear(wanted.voxel(), got.voxel());
    }
  }

  private static void assertNear(Vector3 expected, Vector3 actual) {
    assertEquals(0, expected.minus(actual).norm(), SINGLE_PRECISION, () -> "got " + actual);
  }

  @Test
  void carriesTheHeaderOfTheScan() throws IOException {
    Path path = folder.resolve("a.h5");
    IsmrmrdImageWriter.write(path, series("<header>ä</header>"));
    try (Hdf5File file = Hdf5File.open(path)) {
      assertEquals("<header>&#xe4;</header>", file.dataset("/dataset/xml").string());
    }
  }

  @Test
  void makesAHeaderWhereThereIsNone() throws IOException {
    Path path = folder.resolve("a.h5");
    IsmrmrdImageWriter.write(path, series(null));
    try (Hdf5File file = Hdf5File.open(path)) {
      IsmrmrdHeader header =
          IsmrmrdHeaderParser.parse(path, "xml", file.dataset("/dataset/xml").string());
      IsmrmrdHeader.Encoding encoding = header.encodings().get(0);
      Space space = new Space(3, 5, 1, new Vector3(4.5, 10, 5));
      assertEquals(space, encoding.encoded());
      assertEquals(space, encoding.recon());
      assertEquals("other", encoding.trajectory());
      assertEquals(new Limits(0, 1, 0), encoding.limits().get("slice"));
      assertEquals(new Limits(0, 4, 0), encoding.limits().get("average"));
    }
  }

  @Test
  void tellsTheNamesThatTheFormatStandardises() {
    assertEquals(
        """
        <ismrmrdMeta>
          <meta>
            <name>DataRole</name>
            <value>Image</value>
          </meta>
          <meta>
            <name>ImageProcessingHistory</name>
            <value>FIRENET</value>
          </meta>
          <meta>
            <name>ImageComments</name>
            <value>FIRENET</value>
          </meta>
          <meta>
            <name>SeriesDescription</name>
            <value>FIRENET</value>
          </meta>
          <meta>
            <name>ImageRowDir</name>
            <value>1.0</value>
            <value>0.0</value>
            <value>0.0</value>
          </meta>
          <meta>
            <name>ImageColumnDir</name>
            <value>0.0</value>
            <value>0.6</value>
            <value>0.8</value>
          </meta>
          <meta>
            <name>ImageSliceDir</name>
            <value>0.0</value>
            <value>-0.8</value>
            <value>0.6</value>
          </meta>
        </ismrmrdMeta>
        """,
        ImageAttributes.of(oblique(0), ScanMetadata.unknown()));
  }

  @Test
  void h5pyReadsTheFixedHeader() throws Exception {
    ExternalTool.assume("/usr/bin/python3", "-c", "import h5py");
    IsmrmrdImageWriter.write(folder.resolve("a.h5"), series(null));
    String script =
        """
        import h5py
        g = h5py.File('a.h5')['dataset/image_0']
        h = g['header']
        print(h.dtype.itemsize, h.dtype.fields['attribute_string_len'][1], h.shape, h.maxshape)
        print(g['data'].shape, g['data'].maxshape, g['data'].dtype.names)
        v = h[1].tolist()
        print([x.tolist() if hasattr(x, 'tolist') else x for x in v[:-1]])
        print(v[-1] == len(g['attributes'][1]))
        """;
    assertEquals(
        """
        198 194 (2,) (None,)
        (2, 1, 1, 5, 3) (None, 1, 1, 5, 3) ('real', 'imag')
        [1, 7, 0, 42, [3, 5, 1], [4.5, 10.0, 5.0], 1, [1.0, -2.0, 3.5], [1.0, 0.0, 0.0], \
        [0.0, 0.6000000238418579, 0.800000011920929], \
        [0.0, -0.800000011920929, 0.6000000238418579], [0.0, 0.0, -11.0], \
        4, 1, 2, 1, 1, 3, 4000000000, [1, 2, 3], 5, 2, 0, \
        [0, 0, 0, 0, 0, 0, 0, 0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]]
        True
        """,
        ExternalTool.run(folder, "/usr/bin/python3", "-c", script));
  }

  @Test
  void refusesWhatTheFormatCanNotHold() throws IOException {
    Path path = folder.resolve("a.h5");
    ImageSeries wide =
        new ImageSeries(
            images(Precision.SINGLE, Shape.of(1, 1, 65536)),
            List.of(ImageDescription.of(ImageIndex.ofSlice(0))),
            ScanMetadata.unknown(),
            Optional.of("<a/>"));
    assertEquals(
        "`matrix_size`: expected 0 to 65535, got 65536",
        assertThrows(IllegalArgumentException.class, () -> IsmrmrdImageWriter.write(path, wide))
            .getMessage());
    try (var files = Files.list(folder)) {
      assertTrue(files.findAny().isEmpty());
    }
  }

  private static ImageSeries series(String header) {
    return new ImageSeries(
        images(Precision.SINGLE, Shape.of(2, 5, 3)),
        List.of(ImageDescription.of(ImageIndex.ofSlice(0)), oblique(1)),
        ScanMetadata.unknown(),
        Optional.ofNullable(header));
  }

  private static ImageDescription oblique(int slice) {
    return new ImageDescription(
        new ImageIndex(slice, 1, 2, 1, 3, 4),
        Optional.of(OBLIQUE),
        42,
        4_000_000_000L,
        List.of(1L, 2L, 3L),
        new Vector3(0, 0, -11));
  }

  private static ComplexArray images(Precision precision, Shape shape) {
    ComplexArray images = ComplexArray.zeros(precision, shape);
    for (int i = 0; i < images.count(); i++) {
      images.set(i, i, -0.5 * i);
    }
    return images;
  }
}
