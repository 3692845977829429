/** The checks: one public bug checker per file. */
package dev.offload.checker.checks;
