package org.firenet.cuda.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled kernels are found again whole, or not at all. */
class KernelCacheTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir Path folder;

  private static KernelSources.Source source(String text, String header) {
    return new KernelSources.Source(
        "lines.cu", text, new TreeMap<>(java.util.Map.of("firenet.cuh", header)));
  }

  private static CacheKey key(String option) {
    return CacheKey.of("lines-N_8", source("text", "header"), List.of(option), "NVRTC 12.4");
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  @Test
  void keptIsFoundByAnother() {
    new KernelCache(Optional.of(folder)).keep(key("a"), CONTENT);
    assertArrayEquals(CONTENT, new KernelCache(Optional.of(folder)).find(key("a")).orElseThrow());
    assertEquals(Optional.empty(), new KernelCache(Optional.of(folder)).find(key("b")));
  }

  @Test
  void keysDifferInEverythingThatMatters() {
    List<String> options = List.of("x", "y");
    CacheKey key = CacheKey.of("n", source("text", "header"), options, "1");
    List<CacheKey> others =
        List.of(
            CacheKey.of("m", source("text", "header"), options, "1"),
            CacheKey.of("n", source("texts", "header"), options, "1"),
            CacheKey.of("n", source("text", "headers"), options, "1"),
            CacheKey.of("n", source("text", "header"), List.of("xy"), "1"),
            CacheKey.of("n", source("text", "header"), options, "2"));
    assertTrue(others.stream().noneMatch(key::equals));
    assertEquals(key, CacheKey.of("n", source("text", "header"), options, "1"));
  }

  @Test
  void damagedEntriesAreNone() throws IOException {
    KernelCache cache = new KernelCache(Optional.of(folder));
    cache.keep(key("a"), CONTENT);
    Path file = onlyFile(folder);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), cache.find(key("a")), "cut to " + length);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertEquals(Optional.empty(), cache.find(key("a")), "damaged at " + at);
    }
    cache.keep(key("a"), CONTENT);
    assertArrayEquals(CONTENT, cache.find(key("a")).orElseThrow());
  }

  @Test
  void memoryServesWhereTheFolderCanNotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    KernelCache cache = new KernelCache(Optional.of(file.resolve("below")));
    cache.keep(key("a"), CONTENT);
    assertArrayEquals(CONTENT, cache.find(key("a")).orElseThrow());
    KernelCache none = new KernelCache(Optional.empty());
    none.keep(key("a"), CONTENT);
    assertArrayEquals(CONTENT, none.find(key("a")).orElseThrow());
  }

  @Test
  void manyAtOnceSeeWholeEntriesOnly() throws Exception {
    byte[][] contents = new byte[8][100_000];
    for (int i = 0; i < contents.length; i++) {
      Arrays.fill(contents[i], (byte) i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(contents.length);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (byte[] content : contents) {
        Callable<Boolean> work =
            () -> {
              KernelCache cache = new KernelCache(Optional.of(folder));
              boolean whole = true;
              for (int round = 0; round < 20; round++) {
                cache.keep(key("a"), content);
                byte[] found = cache.find(key("a")).orElseThrow();
                whole &= Arrays.equals(contents[found[0]], found);
              }
              return whole;
            };
        results.add(threads.submit(work));
      }
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    onlyFile(folder);
  }

  @Test
  void theFolderIsWhereTheUserWantsIt() {
    assertEquals(Optional.of(Path.of("mine")), KernelCache.folder("mine", "/x", "/home/me"));
    assertEquals(
        Optional.of(Path.of("/x/firenet/kernels")), KernelCache.folder(null, "/x", "/home/me"));
    assertEquals(
        Optional.of(Path.of("/home/me/.cache/firenet/kernels")),
        KernelCache.folder(null, "relative", "/home/me"));
    assertEquals(Optional.empty(), KernelCache.folder(null, null, "?"));
  }
}
