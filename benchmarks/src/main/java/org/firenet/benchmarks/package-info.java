/** Times of layers, whole reconstructions and calibration; see {@code benchmarks/README.md}. */
package org.firenet.benchmarks;
