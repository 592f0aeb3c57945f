/** Files in and out: NumPy arrays, BART arrays, PNG; and the exchange with ND4J. */
package org.firenet.io;
