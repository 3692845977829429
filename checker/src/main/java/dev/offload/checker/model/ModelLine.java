package dev.offload.checker.model;

/**
 * One fact, and where it was written.
 *
 * @param file the name of the model file, for messages
 * @param line counted from 1
 * @param framework the name of the API for messages, or empty
 */
public record ModelLine(String file, int line, String framework, Subject subject, Fact fact) {}
