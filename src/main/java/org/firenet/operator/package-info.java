/** Linear operators in double precision, written to be read next to their formulas. */
package org.firenet.operator;
