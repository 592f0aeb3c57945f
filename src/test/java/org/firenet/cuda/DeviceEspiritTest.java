package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.NumpyResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ESPIRiT by kernels on the host against the same on the processor. */
class DeviceEspiritTest {
  /** Double precision, the same steps in another order of sums, where eigenvalues are close. */
  private static final double DOUBLE_TOLERANCE = 1e-8;

  /** Median of |⟨s, s'⟩| in single precision, and its first percentile where eigenvalues cross. */
  private static final double MEDIAN_AGREEMENT = 0.999999;

  private static final double LOW_AGREEMENT = 0.9999;

  /** The same against another program. */
  private static final double OTHER_MEDIAN = 0.9999;

  private static final double OTHER_LOW = 0.999;

  /** Rounding of single-precision maps of modulus at most 1. */
  private static final double SINGLE_ROUNDING = 2e-6;

  private static final EspiritParameters SMALL =
      EspiritParameters.builder().kernel(3).calibration(8).build();

  private HostDevice device;
  private DeviceArrays arrays;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
    arrays = new DeviceArrays(device);
  }

  @AfterEach
  void close() {
    if (device != null) {
      arrays.close();
      device.close();
    }
  }

  /** Maps {@code [image, set, coil, grid]} and eigenvalues of a run. */
  private record Result(ComplexArray maps, double[] eigenvalues) {}

  private static EspiritKernels kernels(ComplexArray kspace, EspiritParameters parameters) {
    return Espirit.kernels(kspace, Mask.ofNonZero(kspace, kspace.shape().rank() - 1), parameters);
  }

  private Result run(DeviceEspiritDesign design, List<EspiritKernels> kernels) {
    int images = kernels.size();
    long maps = arrays.take(design.mapBytes() * images);
    long eigenvalues = arrays.take(design.eigenvalueBytes() * images);
    Shape sets = design.grid().prepend(design.coils()).prepend(design.parameters().sets());
    try (DeviceEspirit espirit = design.create()) {
      GuardedDesign.gaps(device, design.workspace(), espirit.workspaceAddress());
      espirit.maps(arrays.stream(), kernels, maps, eigenvalues);
      ComplexArray found = arrays.complex(design.precision(), maps, sets.prepend(images));
      int count = images * design.parameters().sets() * design.grid().count();
      return new Result(
          found,
          design.precision() == Precision.DOUBLE ? arrays.doubles(eigenvalues, count) : null);
    }
  }

  private DeviceEspiritDesign design(
      ComplexArray kspace, EspiritParameters parameters, Precision precision, int batch) {
    Shape grid = kspace.shape().last(kspace.shape().rank() - 1);
    return DeviceEspiritDesign.of(
        device, grid, kspace.shape().extent(0), parameters, precision, batch);
  }

  private void checkInDouble(ComplexArray kspace, EspiritParameters parameters) {
    EspiritMaps expected = Espirit.calibrate(kspace, parameters);
    Result result =
        run(design(kspace, parameters, Precision.DOUBLE, 1), List.of(kernels(kspace, parameters)));
    assertArrayEquals(
        expected.eigenvalues().data(), result.eigenvalues(), DOUBLE_TOLERANCE, "eigenvalues");
    assertArrayEquals(expected.sets().doubles(), result.maps().doubles(), DOUBLE_TOLERANCE, "maps");
    boolean any = Arrays.stream(result.maps().doubles()).anyMatch(v -> v != 0);
    assertTrue(any, "some pixels have maps");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 11, 13, 1, false",
    "2, 17, 9, 2, false",
    "4, 12, 12, 1, true",
    "5, 12, 15, 1, true",
    "8, 10, 14, 3, false",
    "13, 9, 11, 2, false",
    "21, 9, 8, 1, false",
    "32, 8, 9, 2, true"
  })
  void inDoubleTheMapsAreThoseOfTheProcessor(int coils, int ny, int nx, int sets, boolean soft) {
    EspiritParameters parameters =
        EspiritParameters.builder()
            .kernel(3)
            .calibration(8)
            .sets(sets)
            .softCrop(soft)
            .crop(0.7)
            .build();
    checkInDouble(EspiritScan.of(coils, Shape.of(ny, nx), 20261130 + coils), parameters);
  }

  @Test
  void volumesAreSolvedPlaneByPlane() {
    EspiritParameters parameters =
        EspiritParameters.builder().kernel(3).calibration(6).sets(2).crop(0.5).build();
    checkInDouble(EspiritScan.of(3, Shape.of(7, 8, 6), 1), parameters);
    checkInDouble(EspiritScan.of(5, Shape.of(9, 10), 2).reshape(Shape.of(5, 1, 9, 10)), parameters);
  }

  @Test
  void kernelsOfOnePointAndFewIterations() {
    checkInDouble(
        EspiritScan.of(3, Shape.of(10, 9), 3),
        EspiritParameters.builder().kernel(1).calibration(6).iterations(2).crop(0).build());
    checkInDouble(
        EspiritScan.of(3, Shape.of(4, 5, 6), 4),
        EspiritParameters.builder().kernel(1).calibration(4).iterations(7).crop(0).build());
  }

  @Test
  void calibrationOfOnePlaneServesAVolume() {
    ComplexArray calibration =
        EspiritScan.of(3, Shape.of(12, 12), 5).reshape(Shape.of(3, 1, 12, 12));
    EspiritKernels kernels = Espirit.kernels(List.of(calibration), Shape.of(4, 9, 10), SMALL);
    EspiritMaps expected = Espirit.maps(kernels, Shape.of(4, 9, 10), SMALL, Precision.DOUBLE);
    DeviceEspiritDesign design =
        DeviceEspiritDesign.of(device, Shape.of(4, 9, 10), 3, SMALL, Precision.DOUBLE, 1);
    assertArrayEquals(
        expected.sets().doubles(),
        run(design, List.of(kernels)).maps().doubles(),
        DOUBLE_TOLERANCE);
  }

  @Test
  void deadCoilsHaveNoSensitivity() {
    ComplexArray kspace = EspiritScan.of(5, Shape.of(12, 11), 6);
    int pixels = 12 * 11;
    for (int i = 2 * pixels; i < 3 * pixels; i++) {
      kspace.set(i, 0, 0);
    }
    EspiritParameters all =
        EspiritParameters.builder().kernel(3).calibration(8).sets(5).crop(0).build();
    checkInDouble(kspace, SMALL);
    Result result =
        run(design(kspace, SMALL, Precision.SINGLE, 1), List.of(kernels(kspace, SMALL)));
    for (int i = 2 * pixels; i < 3 * pixels; i++) {
      assertEquals(0, result.maps().re(i), 0);
      assertEquals(0, result.maps().im(i), 0);
    }
    Result sets = run(design(kspace, all, Precision.SINGLE, 1), List.of(kernels(kspace, all)));
    sets.maps().requireFinite("maps");
  }

  @Test
  void bitsDoNotDependOnTheBatch() {
    EspiritParameters parameters =
        EspiritParameters.builder().kernel(3).calibration(8).sets(2).build();
    List<EspiritKernels> all = new ArrayList<>();
    ComplexArray kspace = null;
    for (int image = 0; image < 3; image++) {
      kspace = EspiritScan.of(6, Shape.of(13, 10), 40 + image);
      all.add(kernels(kspace, parameters));
    }
    DeviceEspiritDesign design = design(kspace, parameters, Precision.SINGLE, 3);
    float[] together = run(design, all).maps().floats();
    DeviceEspiritDesign narrow = design.withBandBytes(2 * design.workspaceBytes() / 5);
    assertEquals(3, design.band());
    assertTrue(narrow.band() < 3, "band " + narrow.band());
    assertArrayEquals(together, run(narrow, all).maps().floats());
    int each = together.length / 3;
    for (int image = 0; image < 3; image++) {
      float[] alone = run(design, List.of(all.get(image))).maps().floats();
      assertArrayEquals(Arrays.copyOfRange(together, image * each, (image + 1) * each), alone);
    }
  }

  @Test
  void bitsDoNotDependOnTheBands() {
    ComplexArray kspace = EspiritScan.of(4, Shape.of(7, 9, 8), 7);
    DeviceEspiritDesign design = design(kspace, SMALL, Precision.SINGLE, 2);
    EspiritKernels one = kernels(kspace, SMALL);
    EspiritKernels other = kernels(EspiritScan.of(4, Shape.of(7, 9, 8), 8), SMALL);
    DeviceEspiritDesign plane = design.withBandBytes(1);
    assertEquals(7, design.band());
    assertEquals(1, plane.band());
    assertArrayEquals(
        run(design, List.of(one, other)).maps().floats(),
        run(plane, List.of(one, other)).maps().floats());
  }

  @ParameterizedTest
  @CsvSource({"3, 14, 12, 0", "2, 10, 15, 9"})
  void kspaceMayBeOnTheDevice(int coils, int ny, int nx, int nz) {
    Shape grid = nz == 0 ? Shape.of(ny, nx) : Shape.of(nz, ny, nx);
    ComplexArray kspace = EspiritScan.of(coils, grid, 9);
    boolean[] sampled = new boolean[grid.count()];
    for (int i = 0; i < sampled.length; i++) {
      int y = i / nx % ny;
      sampled[i] = Math.abs(y - ny / 2) <= 3 || y % 2 == 0;
    }
    Mask mask = Mask.of(grid, sampled);
    EspiritKernels kernels = Espirit.kernels(kspace, mask, SMALL);
    DeviceEspiritDesign design = design(kspace, SMALL, Precision.DOUBLE, 1);
    ComplexArray expected = run(design, List.of(kernels)).maps();
    long maps = arrays.take(design.mapBytes());
    long memory = arrays.take(design.workspaceBytes());
    try (DeviceEspirit espirit = design.create(memory)) {
      espirit.calibrate(arrays.stream(), arrays.complex(Precision.DOUBLE, kspace), mask, maps, 0);
      assertArrayEquals(
          expected.doubles(), arrays.complex(Precision.DOUBLE, maps, kspace.shape()).doubles());
      long zeros = arrays.take(Precision.DOUBLE, kspace.count());
      arrays.stream().clear(zeros, kspace.count() * 16L);
      assertMessage("`kspace`", () -> espirit.calibrate(arrays.stream(), zeros, mask, maps, 0));
    }
  }

  @Test
  void brainIsThatOfTheProcessorAndOfBart() {
    ComplexArray kspace = new NumpyResource("/org/firenet/demo/brain8/kspace.npy").complex();
    ComplexArray bart = new NumpyResource("/org/firenet/mri/espirit_brain8/maps.npy").complex();
    EspiritParameters parameters = EspiritParameters.defaults();
    EspiritKernels kernels = kernels(kspace, parameters);
    Shape grid = kspace.shape().last(2);
    ComplexArray expected = Espirit.maps(kernels, grid, parameters, Precision.SINGLE).maps();

    ComplexArray found =
        run(design(kspace, parameters, Precision.SINGLE, 1), List.of(kernels))
            .maps()
            .reshape(kspace.shape());

    checkAgreement(expected, found, 1e-4, MEDIAN_AGREEMENT, LOW_AGREEMENT);
    checkAgreement(bart, found, 1e-3, OTHER_MEDIAN, OTHER_LOW);
  }

  private static void checkAgreement(
      ComplexArray expected, ComplexArray found, double support, double median, double low) {
    int pixels = expected.count() / expected.shape().extent(0);
    List<Double> products = new ArrayList<>();
    int different = 0;
    for (int r = 0; r < pixels; r++) {
      double re = 0;
      double im = 0;
      double theirs = 0;
      double ours = 0;
      for (int i = r; i < expected.count(); i += pixels) {
        re += expected.re(i) * found.re(i) + expected.im(i) * found.im(i);
        im += expected.re(i) * found.im(i) - expected.im(i) * found.re(i);
        theirs += Math.pow(expected.re(i), 2) + Math.pow(expected.im(i), 2);
        ours += Math.pow(found.re(i), 2) + Math.pow(found.im(i), 2);
      }
      different += (ours > 0) == (theirs > 0) ? 0 : 1;
      assertEquals(ours > 0 ? 1 : 0, ours, SINGLE_ROUNDING);
      if (ours > 0 && theirs > 0) {
        products.add(Math.hypot(re, im));
      }
    }
    products.sort(null);
    assertTrue(different <= support * pixels, "support differs in " + different);
    double middle = products.get(products.size() / 2);
    double lowest = products.get(products.size() / 100);
    assertTrue(middle > median, "median " + middle);
    assertTrue(lowest > low, "1 % " + lowest);
  }

  @Test
  void memoryIsKnownBeforeAndWrongUseIsAnError() {
    ComplexArray kspace = EspiritScan.of(3, Shape.of(12, 12), 10);
    DeviceEspiritDesign design = design(kspace, SMALL, Precision.SINGLE, 2);
    long parts = design.parts().stream().mapToLong(DeviceEspiritDesign.Part::bytes).sum();
    assertTrue(parts > 0 && parts <= design.workspaceBytes());
    assertEquals(3 * 144 * 8, design.mapBytes());
    assertEquals(144 * 4, design.eigenvalueBytes());
    EspiritKernels one = kernels(kspace, SMALL);
    EspiritKernels two = kernels(EspiritScan.of(2, Shape.of(12, 12), 11), SMALL);
    long memory = arrays.take(design.workspaceBytes() + 256);
    long maps = arrays.take(2 * design.mapBytes());
    assertMessage("workspace", () -> design.create(memory + 8));
    assertMessage("workspace", () -> design.create(0));
    assertMessage("grid", () -> design(kspace.slice(0), SMALL, Precision.SINGLE, 1));
    assertMessage("batch", () -> design(kspace, SMALL, Precision.SINGLE, 0));
    EspiritParameters four = EspiritParameters.builder().sets(4).build();
    assertMessage("sets", () -> design(kspace, four, Precision.SINGLE, 1));
    assertMessage(
        "coils",
        () -> DeviceEspiritDesign.of(device, Shape.of(12, 12), 33, SMALL, Precision.SINGLE, 1));
    DeviceEspirit espirit = design.create(memory);
    assertMessage("kernels", () -> espirit.maps(arrays.stream(), List.of(), maps, 0));
    assertMessage("kernels", () -> espirit.maps(arrays.stream(), List.of(one, one, one), maps, 0));
    assertMessage("kernels", () -> espirit.maps(arrays.stream(), List.of(two), maps, 0));
    espirit.maps(arrays.stream(), List.of(one, one), maps, 0);
    espirit.maps(arrays.stream(), List.of(one), maps, 0);
    arrays.stream().synchronize();
    espirit.close();
    espirit.close();
    assertThrows(
        IllegalStateException.class, () -> espirit.maps(arrays.stream(), List.of(one), maps, 0));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
