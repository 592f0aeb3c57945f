package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jArraysTest {
  @ParameterizedTest
  @EnumSource(Precision.class)
  void complexNumbersComeBack(Precision precision) {
    ComplexArray array = Fixtures.ramp(precision, 2, 1, 3);
    INDArray there = Nd4jArrays.toNd4j(array);
    assertArrayEquals(new long[] {2, 1, 3, 2}, there.shape());
    assertEquals(array.re(4), there.getDouble(1, 0, 1, 0));
    assertEquals(array.im(4), there.getDouble(1, 0, 1, 1));
    assertSame(array, Nd4jArrays.complex(there));
    there.putScalar(0, 99);
    assertEquals(1, array.re(0), "a copy");
  }

  /** Every view is read as ND4J itself shows it. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT"})
  void readsViewsOfAnyOrderOffsetAndStride(DataType type) {
    INDArray base =
        Nd4j.linspace(1, 120, 120, DataType.DOUBLE).reshape('c', 4, 5, 3, 2).castTo(type);
    INDArray[] views = {
      base,
      base.dup('f'),
      base.permute(2, 0, 1, 3),
      base.transpose().permute(3, 1, 2, 0),
      base.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(0, 2, 5)),
      base.dup('f').get(NDArrayIndex.point(2), NDArrayIndex.all(), NDArrayIndex.interval(1, 3)),
      base.get(
              NDArrayIndex.all(),
              NDArrayIndex.all(),
              NDArrayIndex.interval(1, 3),
              NDArrayIndex.all())
          .reshape('c', 4, 10, 2),
      base.slice(3).broadcast(Nd4j.create(type, 5, 3, 2)),
      base.get(NDArrayIndex.point(0), NDArrayIndex.point(1), NDArrayIndex.point(2)),
    };
    for (INDArray view : views) {
      RealArray real = Nd4jArrays.real(view);
      assertArrayEquals(view.shape(), longs(real.shape()));
      for (int i = 0; i < real.count(); i++) {
        long[] at = coordinates(view.shape(), i);
        assertEquals(view.getDouble(at), real.get(i));
      }
      if ((type != DataType.FLOAT && type != DataType.DOUBLE) || view.size(-1) != 2) {
        continue;
      }
      ComplexArray complex = Nd4jArrays.complex(view);
      assertEquals(
          type == DataType.FLOAT ? Precision.SINGLE : Precision.DOUBLE, complex.precision());
      for (int i = 0; i < complex.count(); i++) {
        assertEquals(real.get(2 * i), complex.re(i));
        assertEquals(real.get(2 * i + 1), complex.im(i));
      }
    }
  }

  @Test
  void realNumbersAndMasksComeBack() {
    RealArray real = RealArray.of(Shape.of(2, 2), new double[] {1, -2, 0, 1e300});
    INDArray there = Nd4jArrays.toNd4j(real);
    assertEquals(DataType.DOUBLE, there.dataType());
    assertArrayEquals(real.data(), Nd4jArrays.real(there).data());
    Mask mask = Mask.of(Shape.of(2, 2), new boolean[] {true, true, false, true});
    INDArray points = Nd4jArrays.toNd4j(mask);
    assertEquals(DataType.BOOL, points.dataType());
    assertEquals(mask, Nd4jArrays.mask(points));
    assertEquals(mask, Nd4jArrays.mask(there));
  }

  @Test
  void arraysWithoutAxesComeBack() {
    RealArray one = RealArray.of(Shape.of(), new double[] {3});
    assertArrayEquals(new long[0], Nd4jArrays.toNd4j(one).shape());
    assertEquals(Shape.of(), Nd4jArrays.real(Nd4jArrays.toNd4j(one)).shape());
    ComplexArray complex = Fixtures.ramp(Precision.DOUBLE);
    assertSame(complex, Nd4jArrays.complex(Nd4jArrays.toNd4j(complex)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertMessage(
        "`array`: expected FLOAT or DOUBLE, got INT",
        () -> Nd4jArrays.complex(Nd4j.createFromArray(1, 2)));
    assertMessage(
        "`array`: expected [..., 2], got [3]",
        () -> Nd4jArrays.complex(Nd4j.createFromArray(1f, 2f, 3f)));
    assertMessage("`array`: expected [..., 2], got []", () -> Nd4jArrays.complex(Nd4j.scalar(1.0)));
    assertMessage(
        "`array`: expected 1 to 2^31 - 1 numbers, got [0]",
        () -> Nd4jArrays.real(Nd4j.empty(DataType.FLOAT).reshape(0)));
    assertMessage(
        "`array`: expected numbers, got UTF8", () -> Nd4jArrays.real(Nd4j.create("a", "b")));
  }

  /** Reads a file with class loading in which ND4J does not exist. */
  @Test
  void filesNeedNoNd4j() throws Exception {
    ClassLoader loader =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.nd4j.")) {
              throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.firenet.io.")) {
              return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
          }

          private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
              byte[] bytes = in.readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    Object file =
        loader
            .loadClass(ArrayFile.class.getName())
            .getMethod("open", Path.class)
            .invoke(null, Fixtures.numpy("c8-little.npy"));
    file.getClass().getMethod("complex").invoke(file);
    file.getClass().getMethod("close").invoke(file);
    Class<?> writer = loader.loadClass(ArrayWriter.class.getName());
    assertEquals(loader, writer.getClassLoader());
    assertThrows(
        NoClassDefFoundError.class,
        () -> loader.loadClass(Nd4jArrays.class.getName()).getMethods());
  }

  private static void assertSame(ComplexArray expected, ComplexArray actual) {
    assertEquals(expected.shape(), actual.shape());
    if (expected.precision() == Precision.SINGLE) {
      assertArrayEquals(expected.floats(), actual.floats());
    } else {
      assertArrayEquals(expected.doubles(), actual.doubles());
    }
  }

  private static void assertMessage(String expected, Runnable failing) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, failing::run).getMessage());
  }

  private static long[] longs(Shape shape) {
    return java.util.Arrays.stream(shape.extents()).asLongStream().toArray();
  }

  private static long[] coordinates(long[] shape, int place) {
    long[] at = new long[shape.length];
    long rest = place;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return at;
  }
}
