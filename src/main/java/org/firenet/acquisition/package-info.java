/**
 * K-space of scans, whatever file it comes from: sorted into a grid, whitened, ready to be solved.
 */
package org.firenet.acquisition;
