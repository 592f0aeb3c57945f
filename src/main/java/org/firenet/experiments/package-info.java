/** The experiments of the paper, one class each. */
package org.firenet.experiments;
