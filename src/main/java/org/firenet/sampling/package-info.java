/** Where k-space is sampled, and how much each wavelet level weighs. */
package org.firenet.sampling;
