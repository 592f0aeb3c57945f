/**
 * Derivatives of the network by its hand-derived adjoint, written once over the arithmetic that
 * each backend brings.
 */
package org.firenet.derivative;
