package org.firenet.cuda;

import org.firenet.derivative.LayerArithmetic.Space;

/**
 * A vector in device memory. Data are {@code [coil, sample]}, only what is sampled, turned as
 * {@link SampleTable} says.
 *
 * @param space what it holds
 * @param address of its first number
 * @param count real numbers, two for each complex one
 */
record DeviceVector(Space space, long address, long count) {}
