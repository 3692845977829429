package dev.offload;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the lines of a file into a channel, some at a time: while the channel is full, no thread
 * waits for room.
 */
final class FileLines {
  private static final int LINES_AT_A_TIME = 128;

  private final Path path;
  private final AsyncFiles.Operations files;
  private final AsyncChannel<String> channel = AsyncChannel.bounded(LINES_AT_A_TIME);

  // One read is over before the next one begins.
  private BufferedReader reader;
  private boolean isAtEnd;

  FileLines(Path path, AsyncFiles.Operations files) {
    this.path = path;
    this.files = files;
  }

  AsyncChannel<String> start() {
    next();
    return channel;
  }

  private void next() {
    files
        .call(this::read)
        .whenComplete(
            (lines, failure) -> {
              if (failure != null) {
                closeFile().whenComplete((none, notClosed) -> channel.fail(failure));
              } else {
                send(lines);
              }
            });
  }

  /**
   * Reads the next lines. Closes the file behind the last, so that who has received it may delete
   * the file.
   */
  private List<String> read() throws IOException {
    if (reader == null) {
      reader = Files.newBufferedReader(path);
    }
    List<String> lines = new ArrayList<>(LINES_AT_A_TIME);
    while (lines.size() < LINES_AT_A_TIME) {
      String line = reader.readLine();
      if (line == null) {
        isAtEnd = true;
        reader.close();
        break;
      }
      lines.add(line);
    }
    return lines;
  }

  /** Sends all without waiting: the last one is accepted after the others. */
  private void send(List<String> lines) {
    CompletableFuture<Boolean> accepted = CompletableFuture.completedFuture(true);
    for (String line : lines) {
      accepted = channel.send(line);
    }
    if (isAtEnd) {
      channel.close();
      return;
    }
    accepted.whenComplete(
        (isOpen, failure) -> {
          if (failure == null && isOpen) {
            next();
          } else {
            // Nobody wants more lines.
            closeFile();
          }
        });
  }

  private CompletableFuture<Void> closeFile() {
    BufferedReader open = reader;
    if (open == null) {
      return CompletableFuture.completedFuture(null);
    }
    Callable<Void> close =
        () -> {
          open.close();
          return null;
        };
    CompletableFuture<Void> closed = files.call(close);
    return closed.isCompletedExceptionally()
            && Results.failure(closed) instanceof OffloadRejectedException
        // The file must be closed nevertheless.
        ? Offload.call(close, Continuations.executor())
        : closed;
  }
}
