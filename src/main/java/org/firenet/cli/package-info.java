/** The command line: arguments, progress, messages, exit codes. No arithmetic. */
package org.firenet.cli;
