/** What an operation may do to its thread, and why: the effect and its witness. */
package dev.offload.checker.effect;
