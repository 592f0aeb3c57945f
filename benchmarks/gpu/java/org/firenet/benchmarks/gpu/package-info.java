/** What {@code benchmarks/gpu/run.sh} measures and checks on a GPU. */
package org.firenet.benchmarks.gpu;
