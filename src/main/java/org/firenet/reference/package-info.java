/**
 * The network in double precision on one thread, line by line as defined, over {@link
 * org.firenet.operator.LinearOperator}: the judge of every other backend.
 */
package org.firenet.reference;
