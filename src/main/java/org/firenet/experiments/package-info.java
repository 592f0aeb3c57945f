/**
 * The experiments of the paper, one class each, and what they have in common: settings, sizes,
 * output.
 */
package org.firenet.experiments;
