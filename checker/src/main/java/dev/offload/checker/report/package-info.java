/** Findings, and how they read. */
package dev.offload.checker.report;
