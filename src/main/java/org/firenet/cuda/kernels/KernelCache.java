package org.firenet.cuda.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiled kernels on disk, found again by what they were made from. Entries appear whole, by a
 * move; a damaged one is none. Processes may share a folder. Where the folder can not be written,
 * only memory is used.
 */
public final class KernelCache {
  /** The property that names another folder. */
  public static final String PROPERTY = "firenet.cuda.cache";

  private static final long MAGIC = 0x46495245_4b45524eL;
  private static final int HEADER_BYTES = 8 + 8 + 32;

  private final Optional<Path> folder;
  private final Map<CacheKey, byte[]> memory = new ConcurrentHashMap<>();

  /** In a folder, made when something is put in; without one, in memory only. */
  public KernelCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * In the folder that the user wants: property {@code firenet.cuda.cache}, {@code
   * $XDG_CACHE_HOME/firenet/kernels}, {@code ~/.cache/firenet/kernels}.
   */
  public static KernelCache ofUser() {
    return new KernelCache(
        folder(
            System.getProperty(PROPERTY),
            System.getenv("XDG_CACHE_HOME"),
            System.getProperty("user.home")));
  }

  static Optional<Path> folder(String property, String cacheHome, String userHome) {
    try {
      if (property != null && !property.isBlank()) {
        return Optional.of(Path.of(property));
      }
      if (cacheHome != null && Path.of(cacheHome).isAbsolute()) {
        return Optional.of(Path.of(cacheHome, "firenet", "kernels"));
      }
      if (userHome != null && Path.of(userHome).isAbsolute()) {
        return Optional.of(Path.of(userHome, ".cache", "firenet", "kernels"));
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Where entries are kept, for messages. */
  public String place() {
    return folder.map(Path::toString).orElse("memory");
  }

  /** What was made from a key; empty if that was not kept or is damaged. */
  public Optional<byte[]> find(CacheKey key) {
    byte[] kept = memory.get(key);
    if (kept != null) {
      return Optional.of(kept.clone());
    }
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return content(Files.readAllBytes(folder.get().resolve(key.fileName())));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> content(byte[] file) {
    if (file.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(file, 0, HEADER_BYTES);
    boolean whole = header.getLong() == MAGIC && header.getLong() == file.length - HEADER_BYTES;
    byte[] digest = new byte[32];
    header.get(digest);
    byte[] content = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    boolean same = whole && Arrays.equals(digest, CacheKey.sha256().digest(content));
    return same ? Optional.of(content) : Optional.empty();
  }

  /** Keeps what was made from a key, in place of what was kept before. */
  public void keep(CacheKey key, byte[] content) {
    if (folder.isEmpty() || !write(folder.get(), key, content)) {
      memory.put(key, content.clone());
    }
  }

  private static boolean write(Path folder, CacheKey key, byte[] content) {
    Path beside = null;
    try {
      Files.createDirectories(folder);
      beside = Files.createTempFile(folder, key.fileName(), ".part");
      ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + content.length);
      file.putLong(MAGIC).putLong(content.length).put(CacheKey.sha256().digest(content));
      file.put(content);
      Files.write(beside, file.array());
      Files.move(
          beside,
          folder.resolve(key.fileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      discard(beside);
      return false;
    }
  }

  private static void discard(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
