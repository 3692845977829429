package dev.offload.checker.fix;

import java.util.Optional;
import java.util.Set;

/**
 * How a callback gets to know what became of a call, as source text.
 *
 * @param opening what makes the stage of the call, up to the arrow of the callback
 * @param value what the call yielded
 * @param failure what it failed with, or null; empty if {@code value} throws that
 * @param end a statement that ends the callback without a value early
 * @param last the statement that ends it behind all others, or empty
 * @param closing what comes behind the callback
 * @param imports what all of that needs
 * @param change what is different afterwards
 */
record Outcome(
    String opening,
    String value,
    Optional<String> failure,
    String end,
    String last,
    String closing,
    Set<String> imports,
    String change) {}
