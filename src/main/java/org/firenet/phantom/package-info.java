/** Test objects with known answers: images, coils, noise. */
package org.firenet.phantom;
