/**
 * Proved bounds of the error of a network: constants, null space properties of small matrices,
 * conditions on sampling patterns, and runs beside their bound.
 */
package org.firenet.stability.certificate;
