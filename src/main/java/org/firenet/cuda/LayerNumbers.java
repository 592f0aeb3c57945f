package org.firenet.cuda;

import org.firenet.network.FirenetParameters;

/**
 * What distinguishes one layer from another in the fused kernels.
 *
 * @param block outer block, from 0
 * @param first whether it begins a block
 * @param last whether it ends a block, so that no sampling operator follows
 * @param entries numbers of the schedule of an image
 * @param partialIn address of the partial sums of |d|² of the layer before; 0 for none
 * @param partialOut address of those of this layer
 * @param each address of a weight for each coefficient; 0 if the bands have one each
 * @param shiftFirst shift of the wavelet along the first axis
 * @param shiftSecond shift of the wavelet along the second axis
 * @param norm normalisation of the transforms that are left in a layer
 * @param gradientStep τ times that
 * @param threshold τλ
 * @param dualStep σ times the normalisation
 * @param sigma σ
 */
record LayerNumbers(
    int block,
    boolean first,
    boolean last,
    int entries,
    long partialIn,
    long partialOut,
    long each,
    int shiftFirst,
    int shiftSecond,
    double norm,
    double gradientStep,
    double threshold,
    double dualStep,
    double sigma) {

  /** Those of a layer. */
  static LayerNumbers of(FusedDesign design, long base, int block, int inner) {
    FirenetParameters parameters = design.parameters;
    FusedGeometry geometry = design.geometry;
    FusedMemory memory = design.memory;
    double points = geometry.lines ? geometry.first.length() : geometry.pixels();
    double norm = 1 / Math.sqrt(points);
    int[] shift = new int[2];
    int layer = block * parameters.inner() + inner;
    int period = 1 << design.problem.layout().levels();
    parameters.shifts().shift(block, layer, 0, period, shift);
    double tau = parameters.tau().orElseThrow();
    double sigma = parameters.sigma().orElseThrow();
    return new LayerNumbers(
        block,
        inner == 0,
        inner == parameters.inner() - 1,
        NetworkKernels.entries(parameters),
        inner == 0 ? 0 : base + memory.partial[(inner + 1) % 2],
        base + memory.partial[inner % 2],
        memory.banded ? 0 : base + memory.each,
        geometry.shiftFirst(shift),
        geometry.shiftSecond(shift),
        norm,
        tau * norm,
        tau * design.problem.lambda(),
        sigma * norm,
        sigma);
  }
}
