package dev.offload.checker.body;

import java.util.List;

/**
 * What a method does on its caller's thread.
 *
 * @param isSource whether this compilation compiles it
 */
public record Body(boolean isSource, List<Operation> operations) {}
