/** Definitions of the transforms: wavelet filters and layout, Walsh orders, centring. */
package org.firenet.transform;
