package org.firenet.stability;

/**
 * What an audit will cost, told before it is done.
 *
 * @param solves reconstructions
 * @param linearisations reconstructions that keep what derivatives need
 * @param products products with the Jacobian or its adjoint
 * @param seconds forecast, from one of each that was timed
 * @param memoryBytes memory of the linearisation
 */
public record AuditCost(
    int solves, int linearisations, int products, double seconds, long memoryBytes) {}
