package org.firenet.cuda.jcuda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import jcuda.jcublas.JCublas2;
import jcuda.jcufft.JCufft;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.kernels.KernelCache;
import org.firenet.cuda.kernels.KernelSources;

/** What of CUDA was found on this machine, for people. */
final class CudaFacts {
  private CudaFacts() {}

  /** Opens every library. */
  static Map<String, String> of(DriverLibrary driver) {
    int cuda = driver.cuda();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("driver", "for CUDA " + driver.text());
    facts.put(
        CudaLibrary.CUFFT.title(),
        found(() -> HostLibrary.require(CudaLibrary.CUFFT, cuda, JCufft::initialize).place()));
    facts.put(
        CudaLibrary.CUBLAS.title(),
        found(() -> HostLibrary.require(CudaLibrary.CUBLAS, cuda, JCublas2::initialize).place()));
    facts.put(
        CudaLibrary.NVRTC.title(),
        found(() -> HostLibrary.require(CudaLibrary.NVRTC, cuda, NvrtcCompiler::touch).place()));
    facts.put("kernels", kernels());
    return facts;
  }

  private static String found(Supplier<String> library) {
    try {
      return library.get();
    } catch (DeviceException e) {
      return "no: " + e.getMessage();
    }
  }

  private static String kernels() {
    KernelSpecification common = KernelSpecification.of("network", Map.of("REAL", "float"));
    boolean precompiled = KernelSources.ofFirenet().precompiled(common).isPresent();
    return "%s by NVRTC on first use and kept in %s"
        .formatted(
            precompiled
                ? "the common ones precompiled in this build, others compiled"
                : "none precompiled in this build, compiled",
            KernelCache.ofUser().place());
  }
}
