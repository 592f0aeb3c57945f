package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A device from end to end through JCuda's own native libraries, on stand-ins for CUDA's. */
class JCudaDeviceTest extends StandInTest {
  @Test
  void devicesAreFoundOnce() throws Exception {
    run("properties", "STANDIN_DEVICES", "2");
    assertEquals(2, count("cuDevicePrimaryCtxRetain"));
  }

  @Test
  void memoryIsCountedAndItsEndTold() throws Exception {
    run("memory");
  }

  @Test
  void copiesEventsAndTheirErrors() throws Exception {
    run("copies");
    assertEquals(1, count("cuStreamCreate 1"), "non-blocking");
    assertEquals(1, count("cuStreamDestroy"));
    assertEquals(2, count("cuEventDestroy"));
    assertEquals(1, count("cuMemHostAlloc 64 1"));
    assertEquals(1, count("cuMemFreeHost"));
  }

  @Test
  void pinnedMemoryMayBeLarge() throws Exception {
    run("pinnedBeyondTwoGibibytes");
  }

  @Test
  void launchesCarryTheirParameters() throws Exception {
    putKernels("KERNEL", null);
    run("launches", "STANDIN_ARCHITECTURES", "75 90");
    assertTrue(
        log()
            .contains(
                "launch work 2 3 4 32 8 1 1024:8877665544332211"
                    + "0300000000000000"
                    + "000000000000f03f"
                    + "ffffffffffffffff"),
        log()::toString);
    assertTrue(log().contains("cuFuncSetAttribute work 8 102400"), log()::toString);
    assertTrue(log().contains("launch work 1 1 1 1 1 1 102400:05000000"), log()::toString);
    assertEquals(1, count("cuModuleUnload"));
    assertEquals(1, count("cuDevicePrimaryCtxRelease"));
  }

  @Test
  void recordingsRunLaterAndOften() throws Exception {
    run("recordings");
    assertEquals(2, count("cuGraphLaunch 3"));
    assertEquals(1, count("cuGraphDestroy"));
    assertEquals(1, count("cuGraphExecDestroy"));
  }

  @Test
  void aCallersContextAndStreamStayTheirs() throws Exception {
    run("embedding");
    assertEquals(0, count("cuStreamDestroy"));
    assertEquals(0, count("cuDevicePrimaryCtxRelease"));
    assertEquals(count("cuCtxPushCurrent"), count("cuCtxPopCurrent"));
  }

  @Test
  void transformsReachTheNewerLibrary() throws Exception {
    run("transforms");
    List<String> lines = log();
    assertTrue(lines.contains("extent 2 0 4") && lines.contains("extent 2 1 320"));
    assertTrue(lines.contains("cufftSetAutoAllocation 100 0 0"), lines::toString);
    assertTrue(lines.contains("cufftMakePlanMany64 41 7 0"), lines::toString);
    assertTrue(lines.contains("cufftSetWorkArea 100 28672 0"), lines::toString);
    assertTrue(lines.contains("cufftExecC2C 4096 8192 -1"), lines::toString);
    assertTrue(lines.contains("cufftExecC2C 12288 12288 1"), lines::toString);
    assertTrue(lines.contains("cufftSetStream 100 1 0"), lines::toString);
    assertEquals(2, count("cufftDestroy"), "also of the plan that could not be made");
  }

  @Test
  void productsAreRightAndUseTheirOwnMemory() throws Exception {
    run("products", "STANDIN_MEMORY", "20000000");
    assertTrue(log().contains("cublasSetMathMode 0 0"));
    assertTrue(log().contains("cublasSetAtomicsMode 0 0"));
    assertEquals(4, count("cublasSetWorkspace 1 8388608"));
    assertEquals(4, count("cublasDestroy"));
  }

  @Test
  void aFunctionThatIsGoneIsAStatus() throws Exception {
    run("missingFunction");
  }

  @Test
  void driverLibrariesAndKernelsAreTold() throws Exception {
    String facts = run("facts");
    assertTrue(facts.matches("(?s).*cuFFT: \\S*libcufft\\S+, CUDA 1[123].*"), facts);
    assertTrue(facts.matches("(?s).*cuBLAS: \\S*libcublas\\S+, CUDA 1[123].*"), facts);
    assertTrue(facts.contains("through a bridge"), facts);
  }
}
