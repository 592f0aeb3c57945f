package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why there is no device, in words. */
class JCudaDevicesTest extends StandInTest {
  @Test
  void withoutADriverNothingOfJCudaIsLoaded() throws Exception {
    StandIns.Outcome outcome =
        child("reason", Map.of("LD_LIBRARY_PATH", ""), "-Xlog:class+load:stdout");
    assumeTrue(
        outcome.output().contains("reason: there is no NVIDIA driver on this machine"),
        "this machine has a driver");
    assertFalse(outcome.output().contains(" jcuda."), "classes of JCuda");
    assertTrue(outcome.output().contains("libcuda.so.1: cannot open shared object file"));
  }

  @ParameterizedTest
  @CsvSource({
    "100,finds no GPU",
    "34,is the stub of a CUDA toolkit",
    "803,restart the machine",
    "802,fabric manager",
    "804,compatibility package",
    "999,is its kernel module loaded?",
    "2,does not start: CUDA_ERROR_OUT_OF_MEMORY",
    "0,reason: none"
  })
  void statusesOfTheDriverAreExplained(String status, String words) throws Exception {
    String output = run("reason", "STANDIN_INIT", status);
    assertTrue(output.contains(words), output);
  }

  @Test
  void oldDriversAndNoDevicesAreTold() throws Exception {
    String old = run("reason", "STANDIN_VERSION", "10020");
    assertTrue(old.contains("it supports CUDA 10.2, 11.0 or newer is needed"), old);
    String none = run("reason", "STANDIN_DEVICES", "0");
    assertTrue(none.contains("the NVIDIA driver finds no GPU"), none);
  }

  @Test
  void devicesThatOthersHaveAreLeftOut() throws Exception {
    run("oneDeviceOfThreeIsTaken", "STANDIN_DEVICES", "3", "STANDIN_TAKEN", "1");
    String none = run("allDevicesAreTaken", "STANDIN_DEVICES", "3", "STANDIN_TAKEN", "012");
    assertTrue(
        none.contains("cuDevicePrimaryCtxRetain: CUDA_ERROR_DEVICE_UNAVAILABLE, on device 0"),
        none);
  }

  @Test
  void missingLibrariesAreNamedWithThePlaces() throws Exception {
    Path driver = Files.createDirectory(folder.resolve("driver"));
    Files.copy(libraries.resolve("libcuda.so.1"), driver.resolve("libcuda.so.1"));
    StandIns.Outcome outcome = child("noLibraries", Map.of("LD_LIBRARY_PATH", driver.toString()));
    assumeTrue(outcome.status() == 0, "this machine has cuFFT");
    assertTrue(
        outcome.output().contains("reason: cuFFT of CUDA 11, 12 or 13 is not on this machine"),
        outcome.output());
    assertTrue(outcome.output().contains(driver.toString()), outcome.output());
    assertTrue(outcome.output().contains("-Dfirenet.cuda.libraries=FOLDER"), outcome.output());
  }

  @Test
  void aNamedFolderIsEnoughForDriverAndLibraries() throws Exception {
    StandIns.Outcome outcome =
        child("transforms", Map.of("LD_LIBRARY_PATH", ""), "-Dfirenet.cuda.libraries=" + libraries);
    assertEquals(0, outcome.status(), outcome.output());
  }

  @Test
  void aTemporaryFolderThatIsNoneIsReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    StandIns.Outcome outcome =
        child(
            "transforms",
            Map.of("XDG_RUNTIME_DIR", folder.resolve("runtime").toString()),
            "-Djava.io.tmpdir=" + file.resolve("below"));
    assertEquals(0, outcome.status(), outcome.output());
  }
}
