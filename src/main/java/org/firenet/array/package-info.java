/** Arrays in host memory with their shapes: complex, real, and sampling masks. */
package org.firenet.array;
