/** Checks a backend against the reference, on the machine where it is to be used. */
package org.firenet.selftest;
