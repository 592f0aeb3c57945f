package org.firenet.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import io.jhdf.links.SoftLink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firenet.io.InputFile;

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

  private final FileBytes file;
  private final GuardedChannel guarded;
  private final HdfFile root;

  private Hdf5File(FileBytes file, GuardedChannel guarded, HdfFile root) {
    this.file = file;
    this.guarded = guarded;
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
      return Superblock.find(channel, path) >= 0;
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
      FileBytes file = Superblock.open(channel, path);
      GuardedChannel guarded = new GuardedChannel(channel);
      guarded.renewBudget();
      HdfFile root = Failures.guard(path, "/", () -> new HdfFile(guarded));
      return new Hdf5File(file, guarded, root);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return file.path();
  }

  /** Whether there is a dataset at a path. */
  public boolean hasDataset(String path) throws IOException {
    return find(path).filter(Dataset.class::isInstance).isPresent();
  }

  /** Whether there is a group at a path. */
  public boolean hasGroup(String path) throws IOException {
    return find(path).filter(Group.class::isInstance).isPresent();
  }

  /**
   * The dataset at a path.
   *
   * @throws IOException if there is none
   */
  public synchronized Hdf5Dataset dataset(String path) throws IOException {
    String place = normalised(path);
    Node node = find(path).orElseThrow(() -> file.failure(place, "no such dataset"));
    if (!(node instanceof Dataset)) {
      throw file.failure(place, "expected a dataset, got a group");
    }
    return guard(place, () -> new NodeReader(file, guarded, place, node).dataset());
  }

  /**
   * The names in a group, in the order of the file.
   *
   * @throws IOException if there is no such group
   */
  public synchronized List<String> children(String group) throws IOException {
    String place = normalised(group);
    Node node = find(group).orElseThrow(() -> file.failure(place, "no such group"));
    if (!(node instanceof Group)) {
      throw file.failure(place, "expected a group, got a dataset");
    }
    return guard(place, () -> List.copyOf(((Group) node).getChildren().keySet()));
  }

  /**
   * The attributes of a group or dataset by name.
   *
   * @throws IOException if there is no such group or dataset
   */
  public synchronized Map<String, Hdf5Attribute> attributes(String path) throws IOException {
    String place = normalised(path);
    Node node = find(path).orElseThrow(() -> file.failure(place, "no such group or dataset"));
    return guard(place, () -> new NodeReader(file, guarded, place, node).attributes());
  }

  /**
   * All groups and datasets below the root, each group before what it holds; links to other places
   * are left out.
   */
  public synchronized List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    guard(
        "/",
        () -> {
          list(root, "", 0, new HashSet<>(), entries);
          return null;
        });
    return entries;
  }

  private void list(Group group, String path, int depth, Set<Long> seen, List<Entry> entries)
      throws IOException {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String place = path + "/" + child.getKey();
      if (entries.size() >= MAX_OBJECTS || depth > MAX_DEPTH) {
        throw file.failure(
            place, "expected at most %d objects, %d deep".formatted(MAX_OBJECTS, MAX_DEPTH));
      }
      if (child.getValue() instanceof Dataset dataset) {
        NodeReader reader = new NodeReader(file, guarded, place, dataset);
        List<Long> extents = Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList();
        entries.add(new Entry(place, Optional.of(reader.type()), extents));
      } else if (child.getValue() instanceof Group inner && seen.add(inner.getAddress())) {
        entries.add(new Entry(place, Optional.empty(), List.of()));
        list(inner, place, depth + 1, seen, entries);
      }
    }
  }

  private synchronized Optional<Node> find(String path) throws IOException {
    return guard(normalised(path), () -> resolve(path));
  }

  /** Follows a path, name by name, and the soft links on the way. */
  private Optional<Node> resolve(String path) throws IOException {
    Deque<String> names = new ArrayDeque<>(names(path));
    Node node = root;
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.pop();
      if (!(node instanceof Group group)) {
        return Optional.empty();
      }
      Node child = group.getChildren().get(name);
      if (child == null) {
        return Optional.empty();
      }
      if (child instanceof ExternalLink) {
        throw file.failure(normalised(path), "links into other files are not followed");
      }
      if (child instanceof SoftLink link) {
        if (++links > MAX_LINKS) {
          throw file.failure(normalised(path), "more than " + MAX_LINKS + " links");
        }
        List<String> target = names(link.getTargetPath());
        for (int i = target.size() - 1; i >= 0; i--) {
          names.push(target.get(i));
        }
        if (link.getTargetPath().startsWith("/")) {
          node = root;
        }
        continue;
      }
      node = child;
    }
    return Optional.of(node);
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
    guarded.renewBudget();
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
