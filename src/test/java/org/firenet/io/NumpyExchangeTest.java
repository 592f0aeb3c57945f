package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges files with an installed NumPy. */
class NumpyExchangeTest {
  @TempDir Path folder;

  @BeforeAll
  static void assumeNumpy() throws Exception {
    ExternalTool.assume("python3", "-c", "import numpy");
  }

  @Test
  void numpyReadsWhatIsWritten() throws Exception {
    ComplexArray array = Fixtures.ramp(Precision.DOUBLE, 3, 5, 7);
    NpyWriter.write(folder.resolve("c16.npy"), array);
    NpyWriter.write(folder.resolve("c8.npy"), array.to(Precision.SINGLE));
    NpyWriter.write(folder.resolve("f8.npy"), array.magnitude(), Precision.DOUBLE);
    NpyWriter.write(folder.resolve("f4.npy"), array.magnitude(), Precision.SINGLE);
    NpyWriter.write(
        folder.resolve("b1.npy"), Mask.of(Shape.of(3), new boolean[] {true, false, true}));
    python(
        """
        k = np.arange(105).reshape(3, 5, 7)
        ramp = k + 1 - 0.5j * k
        expected = {"c16": ramp, "c8": ramp.astype("c8"), "f8": abs(ramp), "f4": abs(ramp).astype("f4"),
                    "b1": np.array([True, False, True])}
        for name, array in expected.items():
            read = np.load(name + ".npy")
            assert read.dtype == array.dtype and read.shape == array.shape, name
            assert np.allclose(read, array, rtol=1e-15 if name == "f8" else 1e-7, atol=0), name
        """);
  }

  @Test
  void readsWhatNumpyWrites() throws Exception {
    python(
        """
        half = np.arange(65536, dtype="<u2").view("<f2")
        np.save("half.npy", half)
        np.save("float.npy", half.astype("<f4"))
        wide = np.random.RandomState(1).randint(0, 2**64, 4096, dtype=np.uint64)
        np.save("unsigned.npy", wide)
        np.save("signed.npy", wide.view(np.int64).astype(">i8"))
        np.save("unsigned-f8.npy", wide.astype("f8"))
        np.save("signed-f8.npy", wide.view(np.int64).astype("f8"))
        cube = (np.arange(60) + 1j).reshape(3, 4, 5)
        np.save("view.npy", cube.transpose(1, 2, 0))
        np.save("view-c.npy", np.ascontiguousarray(cube.transpose(1, 2, 0)))
        """);
    assertArrayEquals(real("float"), real("half"));
    assertArrayEquals(real("unsigned-f8"), real("unsigned"));
    assertArrayEquals(real("signed-f8"), real("signed"));
    try (ArrayFile view = ArrayFile.open(folder.resolve("view.npy"));
        ArrayFile copy = ArrayFile.open(folder.resolve("view-c.npy"))) {
      assertEquals(copy.shape(), view.shape());
      assertArrayEquals(copy.complex().doubles(), view.complex().doubles());
      assertArrayEquals(copy.slices(1, 3).doubles(), view.slices(1, 3).doubles());
    }
  }

  private double[] real(String name) throws Exception {
    try (ArrayFile file = ArrayFile.open(folder.resolve(name + ".npy"))) {
      return file.real().data();
    }
  }

  private void python(String program) throws Exception {
    ExternalTool.run(folder, "python3", "-c", "import numpy as np\n" + program);
  }
}
