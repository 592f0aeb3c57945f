package org.firenet.cuda;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.firenet.cuda.device.Device;

/** What the arithmetic of derivatives keeps on a device beside its vectors. */
final class DerivativeMemory {
  private static final Set<GenericPart> PARTS =
      EnumSet.of(
          GenericPart.FILTERS,
          GenericPart.WEIGHTS,
          GenericPart.TABLE,
          GenericPart.SOURCES,
          GenericPart.PHASES,
          GenericPart.MATRIX,
          GenericPart.MAPS,
          GenericPart.FIRST,
          GenericPart.SECOND,
          GenericPart.GRID,
          GenericPart.PRODUCT);

  private final GenericMemory point;
  private final GenericMemory direction;
  private final long sums;

  /**
   * Takes the memory.
   *
   * @param transformBytes work memory of the transforms
   * @param closing gets what is to be freed. Modified.
   */
  DerivativeMemory(Device device, GenericSize size, long transformBytes, Closing closing) {
    Map<GenericPart, Long> bytes = size.bytes();
    bytes.keySet().retainAll(PARTS);
    if (transformBytes > 0) {
      bytes.put(GenericPart.TRANSFORM, transformBytes);
    }
    Map<GenericPart, Long> addresses = new EnumMap<>(GenericPart.class);
    bytes.forEach((part, count) -> addresses.put(part, take(device, part, count, closing)));
    point = new GenericMemory(addresses);
    for (GenericPart part : EnumSet.of(GenericPart.FIRST, GenericPart.SECOND)) {
      addresses.computeIfPresent(part, (p, old) -> take(device, p, bytes.get(p), closing));
    }
    direction = new GenericMemory(addresses);
    long sumBytes = (long) Double.BYTES * PointLaunch.MOST_SUMS;
    sums = closing.add(device.allocate(sumBytes, "sums of inner products")).address();
  }

  private static long take(Device device, GenericPart part, long bytes, Closing closing) {
    return closing.add(device.allocate(bytes, part.purpose())).address();
  }

  /** Everything, and coefficients of the point where something is differentiated. */
  GenericMemory point() {
    return point;
  }

  /** The same with other memory for coefficients. */
  GenericMemory direction() {
    return direction;
  }

  /** Address of {@code double [PointLaunch.MOST_SUMS]}. */
  long sums() {
    return sums;
  }
}
