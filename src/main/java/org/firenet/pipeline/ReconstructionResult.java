package org.firenet.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.network.History;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Images and what is worth knowing about how they came about.
 *
 * @param images {@code [slice, y, x]}, or {@code [y, x]} for a scan without a slice axis; one axis
 *     more in 3-D; scaled like the data
 * @param description what computed them
 * @param mask of the first slice
 * @param maps sensitivities of the first slice {@code [coil, y, x]}
 * @param firstData data of the first slice
 * @param truth true images like {@code images}, if given
 * @param zeroFilled zero-filled images like {@code images}, if asked for
 * @param problem what the network solved for the last slices, if it did
 * @param sampling transform that was sampled
 * @param histories one for each image, if asked for
 * @param verified images solved again by the reference, if asked for
 * @param seconds time spent, by step
 * @param notes what a user should know
 */
public record ReconstructionResult(
    ComplexArray images,
    String description,
    Mask mask,
    Optional<ComplexArray> maps,
    ComplexArray firstData,
    Optional<ComplexArray> truth,
    Optional<ComplexArray> zeroFilled,
    Optional<Problem> problem,
    Sampling sampling,
    List<History> histories,
    List<VerifiedImage> verified,
    Map<String, Double> seconds,
    List<String> notes) {}
