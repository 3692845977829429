package dev.offload;

/**
 * Marks a {@link Thread} subclass whose threads must never wait: {@link Sync} refuses to block
 * them. The threads of {@link LoopThread} and of {@link Offload#cpu()} carry it; event loops of
 * your own can.
 */
public interface NonBlockingThread {}
