package org.firenet.io;

import java.util.List;

/**
 * The dictionary at the head of a {@code .npy} file.
 *
 * @param descr type of an element, such as {@code <c8}
 * @param fortranOrder whether the first axis is the fastest
 * @param shape extents as written
 */
record NpyHeader(String descr, boolean fortranOrder, List<Long> shape) {}
