/** How stable a reconstruction is: worst-case perturbations, certificates, the audit. */
package org.firenet.stability;
