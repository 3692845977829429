package dev.offload.checker.effect;

import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Blocking, its kind, and the witness.
 *
 * @param root what blocks in the end, such as {@code Files.readString(Path)}
 * @param how a remark about the root, such as a constant time-out
 * @param twin the root's non-blocking counterpart
 * @param witness the calls from the operation to the root, without the operation itself, with the
 *     root; empty when the operation is the root
 */
public record Effect(
    Kind kind, String root, Optional<String> how, Optional<String> twin, List<String> witness) {}
