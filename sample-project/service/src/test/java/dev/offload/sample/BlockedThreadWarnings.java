package dev.offload.sample;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what Vert.x says about blocked threads. */
final class BlockedThreadWarnings extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();

  BlockedThreadWarnings() {
    logger.addHandler(this);
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  CompletableFuture<String> first() {
    return first;
  }

  @Override
  public void publish(LogRecord warning) {
    messages.add(warning.getMessage());
    first.complete(warning.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
