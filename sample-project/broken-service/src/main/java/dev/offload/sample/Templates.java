package dev.offload.sample;

import dev.offload.annotations.NonBlocking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Template files, read wherever somebody happens to need one. */
final class Templates {
  private final Path directory;
  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

  Templates(Path directory) {
    this.directory = directory;
  }

  @NonBlocking
  String read(String name) throws IOException {
    return Files.readString(directory.resolve(name)); // BlockingIo (file): directly
  }

  @NonBlocking
  String title(Order order) {
    return fill(firstLine("order.html"), order, 0); // BlockingIo: firstLine -> load -> readString
  }

  @NonBlocking
  String cached(String name) {
    return texts.computeIfAbsent(name, key -> load(key)); // BlockingIo: the loader runs right here
  }

  @NonBlocking
  void warmUp(List<String> names) {
    names.forEach(name -> texts.put(name, load(name))); // BlockingIo: so does this lambda
  }

  @NonBlocking
  CompletableFuture<String> later(CompletableFuture<String> name) {
    return name.thenApply(this::load); // BlockingIo: a method reference, as a callback
  }

  static String fill(String template, Order order, int price) {
    return template
        .replace("{id}", Long.toString(order.id()))
        .replace("{item}", order.item())
        .replace("{quantity}", Integer.toString(order.quantity()))
        .replace("{price}", Integer.toString(price))
        .replace("{total}", Integer.toString(price * order.quantity()));
  }

  private String firstLine(String name) {
    return load(name).lines().skip(1).findFirst().orElse("");
  }

  private String load(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
