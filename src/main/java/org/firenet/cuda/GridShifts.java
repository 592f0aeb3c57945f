package org.firenet.cuda;

import org.firenet.network.ShiftSequence;
import org.firenet.transform.WaveletLayout;

/** The shifts of the wavelet grid as the kernels take them. For one thread at a time. */
final class GridShifts {
  private final WaveletLayout layout;
  private final ShiftSequence shifts;
  private final int[] shift;

  /** Those of a solver. */
  GridShifts(GenericSize size) {
    layout = size.problem().layout();
    shifts = size.parameters().shifts();
    shift = new int[layout.padded().rank()];
  }

  /** Shifts of a layer. */
  int perLayer() {
    return shifts.perLayer();
  }

  /** Shift k of a layer along z, y and x, 0 … extent − 1; layers count over all blocks. */
  int[] of(int block, int layer, int k) {
    shifts.shift(block, layer, k, 1 << layout.levels(), shift);
    for (int axis = 0; axis < shift.length; axis++) {
      shift[axis] = Math.floorMod(shift[axis], layout.padded().extent(axis));
    }
    return GridExtents.ofAxes(shift, 0);
  }
}
