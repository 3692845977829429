package dev.offload.sample;

import dev.offload.AsyncFiles;
import dev.offload.annotations.NonBlocking;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Template files, each read once. */
@NonBlocking
final class Templates {
  private final Path directory;
  // Futures, not texts: the loader only starts the read, so nobody waits inside computeIfAbsent.
  private final ConcurrentMap<String, CompletableFuture<String>> templates =
      new ConcurrentHashMap<>();

  Templates(Path directory) {
    this.directory = directory;
  }

  /** Returns the text of a template. A read that failed is tried again by the next call. */
  CompletableFuture<String> load(String name) {
    CompletableFuture<String> template =
        templates.computeIfAbsent(name, key -> AsyncFiles.readString(directory.resolve(key)));
    template.whenComplete(
        (text, failure) -> {
          if (failure != null) {
            templates.remove(name, template);
          }
        });
    return template;
  }

  /** Fills in an order. */
  static String fill(String template, Order order, int price) {
    return template
        .replace("{id}", Long.toString(order.id()))
        .replace("{item}", order.item())
        .replace("{quantity}", Integer.toString(order.quantity()))
        .replace("{price}", Integer.toString(price))
        .replace("{total}", Integer.toString(price * order.quantity()));
  }
}
