/**
 * Rewrites of findings: one {@link dev.offload.checker.fix.FixStrategy} per file, listed in {@link
 * dev.offload.checker.fix.Strategies}. A new one is a file here, a line there, and a folder of
 * examples under {@code src/test/resources/fixes}.
 */
package dev.offload.checker.fix;
