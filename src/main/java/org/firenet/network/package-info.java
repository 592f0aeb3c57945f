/** The network: the problem it solves, its parameters, plans and the backends that run them. */
package org.firenet.network;
