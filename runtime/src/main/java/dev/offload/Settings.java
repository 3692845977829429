package dev.offload;

import java.util.function.Consumer;

/**
 * What an {@link Offloader} was built with.
 *
 * @param ownsThreads whether nobody else uses its threads
 */
record Settings(
    String name,
    int concurrency,
    int capacity,
    FullPolicy onFull,
    CancelMode cancelMode,
    ContextPropagator context,
    Consumer<? super Throwable> onUncaught,
    boolean ownsThreads) {

  Settings limitedTo(String name, int concurrency) {
    return new Settings(
        name, concurrency, capacity, onFull, cancelMode, context, onUncaught, ownsThreads);
  }
}
