/** How far an image is from a reference. */
package org.firenet.metrics;
