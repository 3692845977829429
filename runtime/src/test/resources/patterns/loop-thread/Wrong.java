import dev.offload.LoopThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class Wrong {
  private final LoopThread loop = LoopThread.start("names");
  private final List<String> names = new ArrayList<>();

  void load(Path file) {
    loop.execute(() -> names.addAll(lines(file))); // finding: BlockingIo
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
