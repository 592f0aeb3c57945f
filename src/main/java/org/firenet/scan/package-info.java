/** What is known of a scan beside its numbers: subject, scanner, geometry, which image is which. */
package org.firenet.scan;
