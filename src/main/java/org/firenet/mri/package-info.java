/** From multi-coil k-space to sensitivities, virtual coils and classical images. */
package org.firenet.mri;
