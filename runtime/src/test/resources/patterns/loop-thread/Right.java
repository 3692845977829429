import dev.offload.AsyncFiles;
import dev.offload.LoopThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Right {
  private final LoopThread loop;

  /** Touched by the loop only: no lock. */
  private final List<String> names = new ArrayList<>();

  Right(LoopThread loop) {
    this.loop = loop;
  }

  CompletableFuture<Integer> load(Path file) {
    return AsyncFiles.readAllLines(file)
        .thenApplyAsync(
            lines -> {
              names.addAll(lines);
              return names.size();
            },
            loop);
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.write(Files.createTempFile("names", ".txt"), List.of("Ada", "Alan"));
    try (LoopThread loop = LoopThread.start("names")) {
      Right names = new Right(loop);
      System.out.println(loop.call(() -> names.load(file))); // prints: 2
    }
  }
}
