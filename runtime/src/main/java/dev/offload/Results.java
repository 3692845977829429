package dev.offload;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads futures that are complete. */
final class Results {
  private Results() {}

  /** What a future failed with. */
  static Throwable failure(CompletableFuture<?> failed) {
    try {
      failed.getNow(null);
    } catch (CompletionException | CancellationException e) {
      return Offload.unwrap(e);
    }
    throw new IllegalArgumentException("not failed: " + failed);
  }
}
