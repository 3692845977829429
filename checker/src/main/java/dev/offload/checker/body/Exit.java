package dev.offload.checker.body;

import com.sun.source.tree.ExpressionTree;
import java.util.Optional;

/**
 * A place where a body returns.
 *
 * @param known what is known there
 * @param value what it returns, if anything
 */
record Exit(Assumptions known, Optional<ExpressionTree> value) {}
