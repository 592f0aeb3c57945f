/**
 * Networks whose numbers are learned from examples, to compare with: an unrolled iteration (LISTA)
 * and a U-Net.
 *
 * <p>They need ND4J on the class path, which is optional: ask {@link
 * org.firenet.learned.LearnedNetworks#unavailable} before anything else here.
 */
package org.firenet.learned;
