package org.firenet.io.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.GroupReader.Link;

/**
 * An open HDF5 file. Paths in it are written {@code /group/dataset}; soft links are followed, links
 * into other files are not.
 *
 * <p>Nothing is mapped into memory, and nothing is allocated for numbers before it is known that
 * the file can hold them.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path, whatever happens inside the library that reads it; reading after {@link #close} is an
 * {@link IllegalStateException}.
 */
public final class Hdf5File implements Closeable {
  private static final int MAX_LINKS = 16;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_OBJECTS = 100_000;
  private static final int MAX_REMEMBERED = 1000;

  private final FileBytes file;
  private final GuardedStorage storage;
  private final long root;
  private final Map<Long, Map<String, Link>> groups = new HashMap<>();

  private Hdf5File(FileBytes file, GuardedStorage storage, long root) {
    this.file = file;
    this.storage = storage;
    this.root = root;
  }

  /**
   * What a file holds at a path.
   *
   * @param path in the file
   * @param type of the elements of a dataset; empty for a group
   * @param extents of a dataset, outermost first
   */
  public record Entry(String path, Optional<Hdf5Type> type, List<Long> extents) {
    /** Copies the list. */
    public Entry {
      extents = List.copyOf(extents);
    }

    /** Whether it is a dataset, not a group. */
    public boolean isDataset() {
      return type.isPresent();
    }
  }

  /**
   * Whether a file begins like an HDF5 file; false if there is no such file.
   *
   * @throws IOException if it can not be read
   */
  public static boolean isHdf5(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return false;
    }
    try (FileChannel channel = InputFile.openChannel(path)) {
      return Signature.find(channel, path) >= 0;
    }
  }

  /**
   * Opens a file.
   *
   * @throws IOException if the file is missing, not an HDF5 file, or damaged
   */
  public static Hdf5File open(Path path) throws IOException {
    FileChannel channel = InputFile.openChannel(path);
    try {
      FileBytes file = Signature.open(channel, path);
      return Failures.guard(path, "/", () -> open(file));
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static Hdf5File open(FileBytes file) throws IOException {
    Superblock superblock = Superblock.readSuperblock(file.channel(), file.base());
    if (superblock.getEndOfFileAddress() > file.size()) {
      throw InputFile.failure(
          file.path(),
          "the file is truncated: expected %d bytes, got %d"
              .formatted(superblock.getEndOfFileAddress(), file.size()));
    }
    GuardedStorage storage = new GuardedStorage(file, superblock);
    long root =
        superblock instanceof SuperblockV0V1 old
            ? new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress() - file.base())
                .getObjectHeaderAddress()
            : ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    if (!GroupReader.isGroup(ObjectHeader.readObjectHeader(storage, root))) {
      throw file.failure("/", "damaged: no group");
    }
    return new Hdf5File(file, storage, root);
  }

  /** The file. */
  public Path path() {
    return file.path();
  }

  /** Whether there is a dataset at a path. */
  public boolean hasDataset(String path) throws IOException {
    return find(path).filter(ObjectReader::isDataset).isPresent();
  }

  /** Whether there is a group at a path. */
  public boolean hasGroup(String path) throws IOException {
    return find(path).filter(GroupReader::isGroup).isPresent();
  }

  /**
   * The dataset at a path.
   *
   * @throws IOException if there is none
   */
  public synchronized Hdf5Dataset dataset(String path) throws IOException {
    String place = normalised(path);
    ObjectHeader header = find(path).orElseThrow(() -> file.failure(place, "no such dataset"));
    if (!ObjectReader.isDataset(header)) {
      throw file.failure(place, "expected a dataset, got a group");
    }
    ObjectReader reader = new ObjectReader(file, storage, place, header);
    return guard(place, () -> reader.dataset(() -> attributes(place, reader)));
  }

  /**
   * The names in a group, in the order of the file.
   *
   * @throws IOException if there is no such group
   */
  public synchronized List<String> children(String group) throws IOException {
    String place = normalised(group);
    ObjectHeader header = find(group).orElseThrow(() -> file.failure(place, "no such group"));
    if (!GroupReader.isGroup(header)) {
      throw file.failure(place, "expected a group, got a dataset");
    }
    return guard(place, () -> List.copyOf(links(header).keySet()));
  }

  /**
   * The attributes of a group or dataset by name.
   *
   * @throws IOException if there is no such group or dataset
   */
  public synchronized Map<String, Hdf5Attribute> attributes(String path) throws IOException {
    String place = normalised(path);
    ObjectHeader header =
        find(path).orElseThrow(() -> file.failure(place, "no such group or dataset"));
    return attributes(place, new ObjectReader(file, storage, place, header));
  }

  private synchronized Map<String, Hdf5Attribute> attributes(String place, ObjectReader reader)
      throws IOException {
    return guard(place, reader::attributes);
  }

  /**
   * All groups and datasets below the root, each group before what it holds; soft links and links
   * into other files are left out, and so is what a group holds that was already listed.
   */
  public synchronized List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    guard(
        "/",
        () -> {
          list(root, "", 0, new HashSet<>(Set.of(root)), entries);
          return null;
        });
    return entries;
  }

  private void list(long group, String path, int depth, Set<Long> seen, List<Entry> entries)
      throws IOException {
    Map<String, Link> links =
        Failures.guard(file.path(), path.isEmpty() ? "/" : path, () -> links(header(group)));
    for (Map.Entry<String, Link> link : links.entrySet()) {
      String place = path + "/" + link.getKey();
      if (entries.size() >= MAX_OBJECTS || depth > MAX_DEPTH) {
        throw file.failure(
            place, "expected at most %d objects, %d deep".formatted(MAX_OBJECTS, MAX_DEPTH));
      }
      if (link.getValue() instanceof Link.Hard hard) {
        ObjectHeader header = Failures.guard(file.path(), place, () -> header(hard.address()));
        if (ObjectReader.isDataset(header)) {
          entries.add(Failures.guard(file.path(), place, () -> entry(place, header)));
        } else if (GroupReader.isGroup(header) && seen.add(hard.address())) {
          entries.add(new Entry(place, Optional.empty(), List.of()));
          list(hard.address(), place, depth + 1, seen, entries);
        }
      }
    }
  }

  private Entry entry(String place, ObjectHeader header) throws IOException {
    ObjectReader reader = new ObjectReader(file, storage, place, header);
    List<Long> extents = Arrays.stream(reader.extents()).boxed().toList();
    return new Entry(place, Optional.of(reader.type()), extents);
  }

  private ObjectHeader header(long address) {
    return ObjectHeader.readObjectHeader(storage, address);
  }

  private Map<String, Link> links(ObjectHeader group) {
    Map<String, Link> links = groups.get(group.getAddress());
    if (links == null) {
      links = new GroupReader(file, storage).links(group);
      if (groups.size() < MAX_REMEMBERED) {
        groups.put(group.getAddress(), links);
      }
    }
    return links;
  }

  private synchronized Optional<ObjectHeader> find(String path) throws IOException {
    return guard(normalised(path), () -> resolve(path));
  }

  /** Follows a path, name by name, and the soft links on the way. */
  private Optional<ObjectHeader> resolve(String path) throws IOException {
    Deque<String> names = new ArrayDeque<>(names(path));
    ObjectHeader object = header(root);
    int links = 0;
    while (!names.isEmpty()) {
      Link link = GroupReader.isGroup(object) ? links(object).get(names.pop()) : null;
      if (link == null) {
        return Optional.empty();
      } else if (link instanceof Link.Hard hard) {
        object = header(hard.address());
      } else if (link instanceof Link.Soft soft && ++links <= MAX_LINKS) {
        List<String> target = names(soft.target());
        for (int i = target.size() - 1; i >= 0; i--) {
          names.push(target.get(i));
        }
        object = soft.target().startsWith("/") ? header(root) : object;
      } else {
        throw file.failure(
            normalised(path),
            link instanceof Link.External
                ? "links into other files are not followed"
                : "more than " + MAX_LINKS + " links");
      }
    }
    return Optional.of(object);
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/")).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
  }

  private static String normalised(String path) {
    return "/" + String.join("/", names(path));
  }

  private <T> T guard(String place, java.util.concurrent.Callable<T> action) throws IOException {
    if (!file.channel().isOpen()) {
      throw new IllegalStateException(file.path() + " is closed");
    }
    storage.renewBudget();
    return Failures.guard(file.path(), place, action);
  }

  /** Closes the file; again has no effect. */
  @Override
  public void close() throws IOException {
    file.channel().close();
  }

  @Override
  public String toString() {
    return file.path().toString();
  }
}
