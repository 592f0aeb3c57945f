package org.firenet.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.SeriesFixtures;
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

/** What other programs make of the files, where they are installed. */
class DicomToolsTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final DicomSettings EXACT = DicomSettings.defaults().withScale(1);

  @TempDir Path folder;

  @Test
  void theStandardIsKept() throws Exception {
    ExternalTool.assume("sh", "-c", "command -v dciodvfy");
    for (Path file : examples()) {
      String said = ExternalTool.run(folder, "sh", "-c", "dciodvfy " + file + "; true");
      assertFalse(said.contains("Error"), said);
      for (String line : said.lines().filter(line -> line.startsWith("Warning")).toList()) {
        // A rescale slope of MR images is an extension, which most scanners use; and which side
        // of a body part is shown is indeed not known.
        assertTrue(
            line.contains("Rescale")
                || line.contains("Standard Extended SOP Class")
                || line.contains("DICOMDIR")
                || line.contains("Laterality"),
            line);
      }
    }
  }

  @Test
  void dcmdumpReadsThem() throws Exception {
    ExternalTool.assume("dcmdump", "--version");
    for (Path file : examples()) {
      String said = ExternalTool.run(folder, "dcmdump", "-v", "+E", file.toString());
      assertFalse(said.lines().anyMatch(line -> line.matches("^[EWF]: .*")), said);
    }
  }

  /** The first files of a series of which everything, and of one of which nothing is known. */
  private List<Path> examples() throws IOException {
    List<Path> files = new ArrayList<>();
    Shape image = Shape.of(7, 5);
    ImageGeometry first = SeriesFixtures.oblique(1, 1, new Vector3(1, 2, 3));
    ImageSeries known =
        SeriesFixtures.series(Precision.SINGLE, image, SeriesFixtures.slices(2, 2, 2, first, 3.5));
    ImageSeries unknown =
        new ImageSeries(
            SeriesFixtures.noise(Precision.SINGLE, 1, image.prepend(1)),
            List.of(ImageDescription.of(ImageIndex.ofSlice(0))),
            ScanMetadata.unknown(),
            Optional.empty());
    DicomSettings matrix = DicomSettings.defaults().withAcquisitionMatrix(Shape.of(6, 5));
    DicomWriter.write(folder.resolve("known"), known, matrix);
    DicomWriter.write(folder.resolve("unknown"), unknown, EXACT);
    files.add(folder.resolve("known/0001.dcm"));
    files.add(folder.resolve("known/0008.dcm"));
    files.add(folder.resolve("unknown/0001.dcm"));
    return files;
  }

  @Test
  void convertedToNiftiTheyAreWhatNiftiWriterWrites() throws Exception {
    ExternalTool.assume("sh", "-c", "command -v dcm2niix");
    ExternalTool.assume(PYTHON, "-c", "import nibabel");
    int number = 0;
    for (String vendor : List.of("Acme", "SIEMENS", "GE MEDICAL SYSTEMS", "Philips")) {
      for (int handedness : new int[] {1, -1}) {
        ImageGeometry first = SeriesFixtures.oblique(++number, handedness, new Vector3(1.5, 2, 3));
        List<ImageDescription> slices =
            SeriesFixtures.slices(5, number % 3 + 1, 1, first, number % 2 == 0 ? 3.5 : -3.5);
        convert("slices" + number, vendor, Shape.of(9, 8 + number), slices);
        convert(
            "volume" + number,
            vendor,
            Shape.of(2 + number, 8, 9),
            List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), first)));
      }
    }
    String said =
        ExternalTool.run(
            folder,
            PYTHON,
            "-c",
            """
            import glob, nibabel, numpy as np
            names = [n[:-4] for n in sorted(glob.glob("*.nii"))]
            for name in names:
                ours = nibabel.load(name + ".nii")
                files = glob.glob(name + "-converted/*.nii")
                assert len(files) == 1, (name, files)
                theirs = nibabel.load(files[0])
                # Which of their voxels lies at each of ours: axes are turned and flipped.
                turn = np.linalg.inv(theirs.affine) @ ours.affine
                assert np.allclose(turn, np.rint(turn), atol=1e-3), (name, turn)
                index = np.indices(ours.shape[:3]).reshape(3, -1)
                x, y, z = np.rint(turn[:3, :3] @ index + turn[:3, 3:]).astype(int)
                a, b, c = index
                values, wanted = theirs.get_fdata()[x, y, z], ours.get_fdata()[a, b, c]
                assert min(x.min(), y.min(), z.min()) == 0 and values.shape == wanted.shape, name
                assert abs(values - wanted).max() < 0.51 * wanted.max() / 65535, name
                zooms = ours.header.get_zooms(), theirs.header.get_zooms()
                assert np.allclose(zooms[0][3:], zooms[1][3:], atol=1e-5), zooms
            print(len(names), "checked")
            """);
    assertEquals("16 checked", said.strip());
  }

  private void convert(String name, String vendor, Shape image, List<ImageDescription> descriptions)
      throws Exception {
    ImageSeries series =
        new ImageSeries(
            SeriesFixtures.noise(Precision.SINGLE, 7, image.prepend(descriptions.size())),
            descriptions,
            SeriesFixtures.metadata(vendor),
            Optional.empty());
    NiftiWriter.write(folder.resolve(name + ".nii"), series, NiftiPart.MAGNITUDE);
    DicomWriter.write(folder.resolve(name), series, EXACT);
    Files.createDirectory(folder.resolve(name + "-converted"));
    ExternalTool.run(folder, "dcm2niix", "-o", name + "-converted", name);
  }
}
