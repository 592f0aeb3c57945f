package org.firenet.cuda;

import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.KernelModule;
import org.firenet.cuda.device.KernelSpecification;

/** Kernel families that are compiled for a precision and nothing else. */
final class KernelFamily {
  private KernelFamily() {}

  /** Loads a family. */
  static KernelModule load(Device device, String family, Precision precision) {
    return device.module(KernelSpecification.of(family, Map.of("REAL", real(precision))));
  }

  /** The C type of a precision. */
  static String real(Precision precision) {
    return precision == Precision.SINGLE ? "float" : "double";
  }
}
