package dev.offload;

import dev.offload.annotations.NonBlocking;

/**
 * Tells whether the calling thread must not block, for threads that cannot carry {@link
 * NonBlockingThread}. Registered by {@link java.util.ServiceLoader} or by {@link
 * Sync#register(NonBlockingDetector)}.
 *
 * <p>It is asked on the thread in question, each time before that thread would wait, so it must be
 * quick and must not block. What it throws counts as no.
 */
public interface NonBlockingDetector {
  /** Names the detector in messages: "Netty event loop". */
  @NonBlocking
  String name();

  /** Whether the calling thread must not block. */
  @NonBlocking
  boolean isNonBlocking();
}
