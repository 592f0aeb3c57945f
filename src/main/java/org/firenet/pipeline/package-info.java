/**
 * From files to images: k-space read slice by slice, coil sensitivities, plans, the method asked
 * for. What the command line does, for programs.
 */
package org.firenet.pipeline;
