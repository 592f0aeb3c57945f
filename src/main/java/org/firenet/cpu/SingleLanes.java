package org.firenet.cpu;

/** How many lines are transformed side by side. */
final class SingleLanes {
  /** Whether the Vector API is there; it needs {@code --add-modules jdk.incubator.vector}. */
  static final boolean VECTOR_API =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          && !Boolean.getBoolean("firenet.plain");

  /** The number of lanes is always a multiple of this: the longest vector there is. */
  static final int MULTIPLE = 16;

  private SingleLanes() {}
}
