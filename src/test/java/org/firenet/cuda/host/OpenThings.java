package org.firenet.cuda.host;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What has been opened and not yet closed, memory apart. */
final class OpenThings {
  private final Map<Object, String> things = Collections.synchronizedMap(new IdentityHashMap<>());

  void add(Object thing, String name) {
    things.put(thing, name);
  }

  /** Whether it was open. */
  boolean remove(Object thing) {
    return things.remove(thing) != null;
  }

  /** Checks that it is open. */
  void check(Object thing, String name) {
    if (!things.containsKey(thing)) {
      throw new IllegalStateException("this " + name + " is closed");
    }
  }

  List<String> names() {
    synchronized (things) {
      return things.values().stream().sorted().toList();
    }
  }
}
