/**
 * From raw multi-coil k-space to white noise, sensitivities, virtual coils and classical images.
 */
package org.firenet.mri;
