package dev.offload.checker.report;

import com.sun.source.util.TreePath;
import dev.offload.checker.context.NonBlockingCode;
import dev.offload.checker.effect.Effect;
import java.util.Optional;

/**
 * One blocking operation in one non-blocking context.
 *
 * @param path to the operation
 * @param operation how the source spells it, in one line
 * @param code the function around it
 * @param assembly the call that only describes work for later, and whose argument the operation is:
 *     {@code Mono.just}
 */
public record Finding(
    TreePath path,
    String operation,
    Effect effect,
    NonBlockingCode code,
    Optional<String> assembly) {}
