package org.firenet.sampling;

/**
 * One level of a pattern in levels: a pair of frequency bands.
 *
 * @param ky band along the first axis, from 1, lowest frequencies first
 * @param kx band along the second axis
 * @param density what the number of samples is proportional to where it is not limited
 * @param capacity number of points
 * @param samples number of points to sample
 */
public record SamplingLevel(int ky, int kx, double density, int capacity, int samples) {}
