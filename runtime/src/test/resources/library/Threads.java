import dev.offload.LoopThread;
import dev.offload.Offload;
import dev.offload.Offloader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Which executors have threads that may block. */
class Threads {
  private static final Offloader HALF = Offload.cpu().limited("half", 1);
  private static final Offloader TURNS = Offload.cpu().serial("turns");
  private static final Offloader OWN = Offloader.builder("own").maxConcurrency(3).build();

  private final CompletableFuture<Path> file = new CompletableFuture<>();

  void stages(LoopThread loop) {
    file.thenAcceptAsync(
        path -> path.forEach(part -> read(path)), // finding: BlockingIo, instead AsyncFiles.readString
        loop);
    file.thenAcceptAsync(
        path -> read(path), Offload.cpu()); // finding: BlockingIo, instead AsyncFiles.readString
    file.thenAcceptAsync(
        path -> read(path), HALF); // finding: BlockingIo, instead AsyncFiles.readString
    file.thenAcceptAsync(
        path -> read(path), TURNS); // finding: BlockingIo, instead AsyncFiles.readString
    file.thenAcceptAsync(
        path -> read(path), // finding: BlockingIo, instead AsyncFiles.readString
        Offloader.over(loop));
    file.thenAcceptAsync(path -> read(path), Offload.executor());
    file.thenAcceptAsync(path -> read(path), Offload.executor().limited("two", 2));
    file.thenAcceptAsync(path -> read(path), OWN.serial("turns"));
  }

  void calls() {
    Path path = Path.of("text");
    Offload.cpu()
        .call(() -> Files.readString(path)); // finding: BlockingIo, instead AsyncFiles.readString
    Offload.cpu()
        .run(() -> Files.readString(path)); // finding: BlockingIo, instead AsyncFiles.readString
    Offload.cpu()
        .thenCall(
            file,
            other -> Files.readString(other)); // finding: BlockingIo, instead AsyncFiles.readString
    Offload.cpu()
        .compose(
            () ->
                CompletableFuture.completedFuture(
                    Files.readString(path))); // finding: BlockingIo, instead AsyncFiles.readString
    Offload.cpu().execute(() -> read(path)); // finding: BlockingIo, instead AsyncFiles.readString
    Offload.call(
        () -> Files.readString(path), // finding: BlockingIo, instead AsyncFiles.readString
        Offload.cpu());
    Offload.run(
        () -> Files.readString(path), // finding: BlockingIo, instead AsyncFiles.readString
        Offload.cpu());
    Offload.thenCall(
        file,
        other -> Files.readString(other), // finding: BlockingIo, instead AsyncFiles.readString
        Offload.cpu());
    Offload.compose(
        () -> CompletableFuture.completedFuture(Files.readString(path)), // finding: BlockingIo, instead AsyncFiles.readString
        Offload.cpu());
    file.thenCompose(
        Offload.fn(
            each -> Files.readString(each), // finding: BlockingIo, instead AsyncFiles.readString
            Offload.cpu()));
  }

  void inCallbacks(Executor unknown) {
    file.thenAccept(
        path -> {
          Offload.call(() -> Files.readString(path));
          Offload.run(() -> Files.readString(path));
          Offload.compose(() -> CompletableFuture.completedFuture(Files.readString(path)));
          Offload.thenCall(file, other -> Files.readString(other));
          Offload.call(() -> Files.readString(path), OWN);
          Offload.call(() -> Files.readString(path), unknown);
          OWN.call(() -> Files.readString(path));
          OWN.run(() -> Files.readString(path));
          OWN.thenCall(file, other -> Files.readString(other));
          OWN.compose(() -> CompletableFuture.completedFuture(Files.readString(path)));
          OWN.execute(() -> read(path));
        });
    file.thenCompose(Offload.fn(path -> Files.readString(path)));
    file.thenCompose(path -> Offload.supplier(() -> Files.readString(path)).get());
    file.thenCombine(file, Offload.fn2((path, other) -> Files.mismatch(path, other)));
  }

  private static void read(Path path) {
    try {
      Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
