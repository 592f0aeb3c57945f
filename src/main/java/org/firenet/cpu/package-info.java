/**
 * The fast CPU backend: fused, threaded, no allocation between layers, the same bits whatever the
 * number of threads.
 *
 * <p>Classes named {@code Single…} are in single precision; the build derives a {@code Double…}
 * twin of each from the same source.
 */
package org.firenet.cpu;
