package org.firenet.cuda.jcuda;

import java.util.List;
import java.util.Map;

/** A library of the CUDA toolkit, and its names in the versions of CUDA. */
enum CudaLibrary {
  CUFFT(
      "cuFFT",
      "libcufft.so.10",
      Map.of(
          11, List.of("libcufft.so.10"),
          12, List.of("libcufft.so.11"),
          13, List.of("libcufft.so.12")),
      List.of()),
  CUBLAS(
      "cuBLAS",
      "libcublas.so.11",
      Map.of(
          11, List.of("libcublas.so.11"),
          12, List.of("libcublas.so.12"),
          13, List.of("libcublas.so.13")),
      List.of()),
  NVRTC(
      "NVRTC",
      "libnvrtc.so.11.2",
      Map.of(
          11, List.of("libnvrtc.so.11.2", "libnvrtc.so.11.1"),
          12, List.of("libnvrtc.so.12"),
          13, List.of("libnvrtc.so.13")),
      List.of("libnvrtc-builtins.so."));

  private final String title;
  private final String bridged;
  private final Map<Integer, List<String>> sonames;
  private final List<String> companions;

  CudaLibrary(
      String title, String bridged, Map<Integer, List<String>> sonames, List<String> companions) {
    this.title = title;
    this.bridged = bridged;
    this.sonames = sonames;
    this.companions = companions;
  }

  /** Newest version of CUDA whose names are known. */
  static final int NEWEST_CUDA = 13;

  /** Oldest version of CUDA whose names are known. */
  static final int OLDEST_CUDA = 11;

  /** What people call it. */
  String title() {
    return title;
  }

  /** The name that JCuda's native library asks for. */
  String bridged() {
    return bridged;
  }

  /** Its names in a major version of CUDA. */
  List<String> sonames(int cuda) {
    return sonames.getOrDefault(cuda, List.of());
  }

  /** How the names of libraries begin that it opens itself and may not find. */
  List<String> companions() {
    return companions;
  }
}
