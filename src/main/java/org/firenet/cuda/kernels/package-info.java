/**
 * Kernels before they are on a device: their sources in the jar, what was compiled beforehand, and
 * the cache of what was compiled here.
 */
package org.firenet.cuda.kernels;
