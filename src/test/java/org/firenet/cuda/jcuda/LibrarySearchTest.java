package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.firenet.cuda.jcuda.LibrarySearch.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libraries are looked for, and in which order. */
class LibrarySearchTest {
  @TempDir Path root;

  private Path put(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "");
  }

  private LibrarySearch search(String property, Map<String, String> environment) {
    return new LibrarySearch(property, environment, root.resolve("home/me"), root);
  }

  private static Candidate file(Path path, int cuda) {
    return new Candidate(path.toString(), cuda);
  }

  @Test
  void placesComeInOrder() throws IOException {
    Path option = put("mine/libcufft.so.11");
    Path home = put("toolkit/lib64/libcufft.so.11");
    Path path = put("libs/libcufft.so.10");
    Path nine = put("usr/local/cuda-12.9/lib64/libcufft.so.11");
    Path ten = put("usr/local/cuda-12.10/lib64/libcufft.so.11");
    Path system = put("usr/lib/x86_64-linux-gnu/libcufft.so.10");
    Path venv = put("venv/lib/python3.12/site-packages/nvidia/cufft/lib/libcufft.so.11");
    Path local = put("home/me/.local/lib/python3.11/site-packages/nvidia/cu12/lib/libcufft.so.11");
    List<Candidate> candidates =
        search(
                root.resolve("mine").toString(),
                Map.of(
                    "CUDA_HOME",
                    root.resolve("toolkit").toString(),
                    "LD_LIBRARY_PATH",
                    root.resolve("nowhere") + ":" + root.resolve("libs"),
                    "VIRTUAL_ENV",
                    root.resolve("venv").toString()))
            .candidates(CudaLibrary.CUFFT, 12);
    assertEquals(
        List.of(
            file(option, 12),
            file(home, 12),
            file(path, 11),
            new Candidate("libcufft.so.11", 12),
            new Candidate("libcufft.so.10", 11),
            file(ten, 12),
            file(nine, 12),
            file(system, 11),
            file(venv, 12),
            file(local, 12),
            new Candidate("libcufft.so.12", 13)),
        candidates);
  }

  @Test
  void versionsThatTheDriverServesComeBeforeNewerOnes() throws IOException {
    Path thirteen = put("a/libcublas.so.13");
    Path twelve = put("b/libcublas.so.12");
    String folders = root.resolve("a") + ":" + root.resolve("b");
    List<Candidate> old = search(folders, Map.of()).candidates(CudaLibrary.CUBLAS, 12);
    assertEquals(file(twelve, 12), old.get(0));
    assertTrue(old.contains(file(thirteen, 13)));
    List<Candidate> current = search(folders, Map.of()).candidates(CudaLibrary.CUBLAS, 13);
    assertEquals(List.of(file(thirteen, 13), file(twelve, 12)), current.subList(0, 2));
  }

  @Test
  void pythonIsAlsoFoundByItsProgramOnThePath() throws IOException {
    Path wheel = put("py/lib/python3.13/site-packages/nvidia/cu13/lib/libnvrtc.so.13");
    put("py/bin/python3");
    Map<String, String> environment = Map.of("PATH", root.resolve("py/bin").toString());
    assertTrue(
        search(null, environment).candidates(CudaLibrary.NVRTC, 13).contains(file(wheel, 13)));
  }

  @Test
  void nothingThereIsNothingFound() {
    assertEquals(List.of(), search("", Map.of("CUDA_HOME", "/nowhere\0")).namedFolders());
    assertTrue(
        search(null, Map.of()).candidates(CudaLibrary.CUFFT, 12).stream()
            .noneMatch(candidate -> candidate.name().contains("/")));
  }
}
