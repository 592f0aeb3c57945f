package org.firenet.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.NpyWriter;
import org.firenet.io.SeriesFixtures;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs make of the files, where they are installed. */
class NiftiToolsTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Shape image = Shape.of(6, 5);
    for (int handedness : new int[] {1, -1}) {
      ImageGeometry first = SeriesFixtures.oblique(4, handedness, new Vector3(1.5, 2, 3));
      ImageSeries series =
          SeriesFixtures.series(
              Precision.SINGLE, image, SeriesFixtures.slices(3, 4, 2, first, 3.5));
      String name = handedness == 1 ? "right" : "left";
      for (NiftiPart part : NiftiPart.values()) {
        NiftiWriter.write(folder.resolve(name + part + ".nii.gz"), series, part);
      }
      // Centres of the voxels [0, 0, 0], [2, 0, 0], [0, 5, 0] and [0, 0, 4], in LPS.
      Vector3 origin = first.centre(image, 0, 0, 0);
      double[] centres = new double[24];
      Vector3[] points = {
        origin,
        origin.plus(first.slice().times(7)),
        first.centre(image, 0, 5, 0),
        first.centre(image, 0, 0, 4)
      };
      for (int i = 0; i < points.length; i++) {
        centres[6 * i] = points[i].x();
        centres[6 * i + 2] = points[i].y();
        centres[6 * i + 4] = points[i].z();
      }
      NpyWriter.write(folder.resolve(name + ".npy"), ComplexArray.of(Shape.of(4, 3), centres));
      NpyWriter.write(folder.resolve("images.npy"), series.images());
    }
  }

  @Test
  void niftiToolFindsNoFault() throws Exception {
    ExternalTool.assume("nifti_tool", "-ver");
    for (NiftiPart part : NiftiPart.values()) {
      String said =
          ExternalTool.run(
              folder,
              "nifti_tool",
              "-check_hdr",
              "-check_nim",
              "-infiles",
              "left" + part + ".nii.gz",
              "right" + part + ".nii.gz");
      assertEquals(4, said.lines().filter(line -> line.contains("IS GOOD")).count(), said);
    }
  }

  @Test
  void nibabelFindsTheSame() throws Exception {
    ExternalTool.assume(PYTHON, "-c", "import nibabel");
    String said =
        ExternalTool.run(
            folder,
            PYTHON,
            "-c",
            """
            import nibabel, numpy as np
            images = np.load("images.npy").reshape(4, 3, 2, 6, 5).transpose(4, 3, 1, 0, 2)
            parts = {"MAGNITUDE": abs, "PHASE": np.angle, "REAL": np.real, "IMAGINARY": np.imag,
                     "COMPLEX": lambda x: x}
            for side in "left", "right":
                points = np.real(np.load(side + ".npy")) * (-1, -1, 1)
                for part, take in parts.items():
                    nii = nibabel.load(side + part + ".nii.gz")
                    assert nii.shape == (5, 6, 3, 4, 2)
                    assert np.allclose(np.asanyarray(nii.dataobj), take(images), rtol=1e-6)
                    index = np.array([[0, 0, 0], [0, 0, 2], [0, 5, 0], [4, 0, 0]])
                    placed = nibabel.affines.apply_affine(nii.affine, index)
                    assert np.allclose(placed, points, atol=1e-4), (placed, points)
                    assert np.allclose(nii.get_qform(), nii.get_sform(), atol=1e-4)
                    assert nii.header.get_xyzt_units() == ("mm", "sec")
                    assert nii.header["qform_code"] == nii.header["sform_code"] == 1
                    assert np.allclose(nii.header.get_zooms(), (1.5, 2, 3.5, 2.5, 1))
                    assert (np.linalg.det(nii.affine) < 0) == (side == "left")
            print("checked")
            """);
    assertTrue(said.contains("checked"), said);
  }

  @Test
  void readsWhatNibabelWrites() throws Exception {
    ExternalTool.assume(PYTHON, "-c", "import nibabel");
    ExternalTool.run(
        folder,
        PYTHON,
        "-c",
        """
        import nibabel, numpy as np
        data = np.arange(2 * 3 * 4 * 2, dtype="i2").reshape(2, 3, 4, 2)
        affine = np.array([[0, -2, 0, 7], [1.5, 0, 0, 8], [0, 0, 3, 9], [0, 0, 0, 1]])
        one = nibabel.Nifti1Image(data, affine)
        one.header.set_slope_inter(0.5, 10)
        one.header.set_xyzt_units("mm", "msec")
        one.header.set_zooms((1.5, 2, 3, 1500))
        nibabel.save(one, "one.nii.gz")
        nibabel.save(nibabel.Nifti2Image(data.astype(">c16"), affine), "two.nii")
        nibabel.save(nibabel.Nifti1Pair(data.astype("u1"), affine), "pair.hdr")
        """);
    NiftiImage one = NiftiReader.read(folder.resolve("one.nii.gz"));
    assertEquals(Shape.of(2, 4, 3, 2), one.data().shape());
    assertEquals(1.5, one.interval().orElseThrow());
    for (String name : new String[] {"one.nii.gz", "two.nii", "pair.img"}) {
      NiftiImage image = NiftiReader.read(folder.resolve(name));
      // The last element, which the header of the first file scales.
      assertEquals(name.startsWith("one") ? 47 * 0.5 + 10 : 47, image.data().re(47), name);
      ImageGeometry geometry = image.geometry().orElseThrow();
      Vector3 place = geometry.centre(Shape.of(4, 3, 2), 3, 2, 1);
      assertTrue(place.minus(new Vector3(-3, -9.5, 18)).norm() < 1e-5, place::toString);
    }
  }
}
