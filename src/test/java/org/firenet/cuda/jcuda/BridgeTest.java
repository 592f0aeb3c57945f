package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridges lead every function that JCuda calls to its twin in another library. */
class BridgeTest {
  private static final int UNDEFINED = 0;
  private static final int DYNAMIC_SYMBOLS = 11;

  @TempDir static Path folder;

  @BeforeAll
  static void needsCompiler() throws Exception {
    StandIns.requireCompiler();
  }

  @ParameterizedTest
  @CsvSource({"cufft,JCufft", "cublas,JCublas2", "nvrtc,JNvrtc"})
  void listsNameWhatTheNativeLibrariesOfJCudaCall(String list, String library) throws IOException {
    String resource = "/lib/lib" + library + "-11.8.0-linux-x86_64.so";
    try (InputStream in = BridgeTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      SortedSet<String> called = undefinedSymbols(in.readAllBytes(), list);
      assertEquals(called, new TreeSet<>(names(list)), "remake it: native/bridge/list.sh");
    }
  }

  @ParameterizedTest
  @CsvSource({"cufft,libcufft.so.10,14", "cublas,libcublas.so.11,15", "nvrtc,libnvrtc.so.11.2,11"})
  void everyFunctionReachesItsTwinAndAMissingOneIsAStatus(String list, String soname, int missing)
      throws Exception {
    List<String> names = names(list);
    String absent = names.get(names.size() / 2);
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(absent)) {
        source.append(
            "int %s(long a, long b, long c) { return %d + a + 10 * b + 100 * c; }\n"
                .formatted(names.get(i), 1000 * i));
      }
    }
    Path file = Files.writeString(folder.resolve(list + ".c"), source);
    Path library = folder.resolve("lib" + list + ".so.99");
    StandIns.compile(file, library);

    long bridge = NativeLibraries.openBridge(soname);
    long twin = NativeAccess.open(library.toString(), false);
    assertEquals(List.of(absent), List.of(NativeAccess.bind(bridge, twin)));
    for (int i = 0; i < names.size(); i++) {
      long function = NativeAccess.symbol(bridge, names.get(i));
      int expected = names.get(i).equals(absent) ? missing : 1000 * i + 1 + 20 + 300;
      assertEquals(expected, NativeAccess.call(function, 1, 2, 3), names.get(i));
    }
  }

  private static List<String> names(String list) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("native/bridge", list + ".functions"))) {
      names.add(line.split(" ")[0]);
    }
    return names;
  }

  /** Names that a 64-bit ELF library wants from others and that begin with a prefix. */
  private static SortedSet<String> undefinedSymbols(byte[] elf, String prefix) {
    ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) file.getLong(40);
    int size = file.getShort(58);
    SortedSet<String> found = new TreeSet<>();
    for (int i = 0; i < file.getShort(60); i++) {
      int section = sections + i * size;
      if (file.getInt(section + 4) == DYNAMIC_SYMBOLS) {
        int symbols = (int) file.getLong(section + 24);
        int end = symbols + (int) file.getLong(section + 32);
        int strings = (int) file.getLong(sections + file.getInt(section + 40) * size + 24);
        for (int symbol = symbols; symbol < end; symbol += 24) {
          String name = text(elf, strings + file.getInt(symbol));
          if (file.getShort(symbol + 6) == UNDEFINED && name.startsWith(prefix)) {
            found.add(name);
          }
        }
      }
    }
    return found;
  }

  private static String text(byte[] bytes, int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }
}
