package org.firenet.pipeline;

/**
 * An image that was solved again by the reference.
 *
 * @param name which one: {@code slice 3}, {@code slice 0, plane 17}
 * @param difference ‖x − reference‖₂ / ‖reference‖₂
 */
public record VerifiedImage(String name, double difference) {}
